// The forms of the programme: each says what is missing, becomes ready, and makes the fact that was typed.
#include "tests/test_main.h"
#include "tests/ui/gallery_programme.h"
#include "ui/programme/fact_forms.h"
#include "ui/widgets/tick_box.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>

using namespace keyrite;
using namespace keyrite::ui;
using namespace Qt::StringLiterals;

namespace {

const QString kKey = QString::fromStdString("3a5f00112233445566778899aabbccdd");

struct Opened
{
    Opened(FormKind kind, const QString& subject)
        : dialog(formOf(kind, subject, gallery::sampleProgramme(false), gallery::sampleToday()),
                 gallery::sampleProgramme(false), u"Lena Graf"_s, gallery::sampleToday(), nullptr)
    {
    }

    void type(const QString& field, const QString& text)
    {
        dialog.findChild<QLineEdit*>(field)->setText(text);
    }
    bool ready() const { return dialog.findChild<QPushButton*>(u"record"_s)->isEnabled(); }

    FactDialog dialog;
};

template <typename Fact>
Fact factOf(const Opened& opened)
{
    return std::get<Fact>(opened.dialog.statement().value().fact);
}

} // namespace

class FactDialogTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void addsAPerson()
    {
        Opened form(FormKind::AddPerson, {});
        QVERIFY(!form.ready());
        form.type(u"person"_s, u"  Zoë Müller "_s);
        QVERIFY(!form.ready()); // no role yet
        form.dialog.findChild<TickBox*>(u"roles-custodian"_s)->setChecked(true);
        QVERIFY(form.ready());
        form.type(u"termEnd"_s, u"2026-02-30"_s);
        QVERIFY(!form.ready());
        form.type(u"termEnd"_s, u"2027-02-28"_s);
        const auto fact = factOf<registry::PersonGranted>(form);
        QCOMPARE(fact.person, std::string("Zoë Müller"));
        QCOMPARE(fact.roles, std::vector<std::string>{"custodian"});
        QCOMPARE(toIsoDay(*fact.termEnd), std::string("2027-02-28"));
    }

    void needsToKnowWhoRecords()
    {
        Opened form(FormKind::RevokePerson, u"Mei Tanaka"_s);
        form.type(u"reason"_s, u"left the firm"_s);
        QVERIFY(form.ready());
        QCOMPARE(form.dialog.statement()->author.person, std::string("Lena Graf"));
        QCOMPARE(form.dialog.statement()->author.role, std::string("witness"));
        form.type(u"recorder"_s, u" "_s);
        QVERIFY(!form.ready());
    }

    void showsWhatTheLogKnows()
    {
        const Opened form(FormKind::ChangeSite, u"zrh-1"_s);
        QCOMPARE(form.dialog.findChild<QLineEdit*>(u"name"_s)->text(), u"Zurich vault"_s);
        QCOMPARE(form.dialog.findChild<QLineEdit*>(u"safes"_s)->text(), u"s1, s2"_s);
        const Opened key(FormKind::DescribeKey, kKey);
        QVERIFY(key.ready());
        const auto fact = factOf<registry::KeyDescribed>(key);
        QCOMPARE(fact.outageMinutes, std::int64_t{24 * 60});
        QCOMPARE(fact.value, std::int64_t{125'000'000});
        QCOMPARE(fact.deadlines.size(), std::size_t{1});
    }

    void keepsASafeWithItsSite()
    {
        Opened form(FormKind::PlaceSheet, u"3a5f/1"_s);
        auto* site = form.dialog.findChild<QComboBox*>(u"site"_s);
        auto* safe = form.dialog.findChild<QComboBox*>(u"safe"_s);
        site->setCurrentIndex(site->findData(u"sgp-1"_s));
        safe->setCurrentIndex(safe->findData(u"zrh-1/s2"_s));
        QVERIFY(!form.ready()); // a safe of another site
        safe->setCurrentIndex(safe->findData(u"sgp-1/s1"_s));
        QCOMPARE(factOf<registry::SheetPlaced>(form).safe, std::string("s1"));
    }

    void opensEveryForm()
    {
        const std::vector<std::pair<FormKind, QString>> forms{{FormKind::AddPerson, {}},
                                                              {FormKind::RenewPerson, u"Mei Tanaka"_s},
                                                              {FormKind::VetPerson, u"Mei Tanaka"_s},
                                                              {FormKind::TrainPerson, u"Mei Tanaka"_s},
                                                              {FormKind::PersonOnLeave, u"Mei Tanaka"_s},
                                                              {FormKind::RevokePerson, u"Mei Tanaka"_s},
                                                              {FormKind::AddSite, {}},
                                                              {FormKind::ChangeSite, u"zrh-1"_s},
                                                              {FormKind::RegisterHsm, u"99"_s},
                                                              {FormKind::RetireHsm, u"4711"_s},
                                                              {FormKind::RegisterDevice, {}},
                                                              {FormKind::RetireDevice, u"printer-1"_s},
                                                              {FormKind::ApplySeal, {}},
                                                              {FormKind::CheckSeal, u"S-0012-3457"_s},
                                                              {FormKind::RemoveSeal, u"S-0012-3457"_s},
                                                              {FormKind::PlaceSheet, u"3a5f/2"_s},
                                                              {FormKind::LoseSheet, u"3a5f/2"_s},
                                                              {FormKind::DescribeKey, kKey},
                                                              {FormKind::SetSchedule, {}},
                                                              {FormKind::OpenFinding, u"dr-2026-0004"_s},
                                                              {FormKind::CloseFinding, u"f-2026-0002"_s}};
        for (const auto& [kind, subject] : forms) {
            const Opened form(kind, subject);
            QVERIFY(!form.dialog.windowTitle().isEmpty());
            for (const QLineEdit* edit : form.dialog.findChildren<QLineEdit*>())
                QVERIFY(!edit->accessibleName().isEmpty());
        }
    }
};

KEYRITE_GUI_TEST_MAIN(FactDialogTest)
#include "fact_dialog_test.moc"
