// The programme through the real window on a practice room: a person and a site are added by their forms,
// what is recorded shows at once and is in the log, and the history of a thing is at a click.
#include "app/keyrite/desktop.h"
#include "core/log/store.h"
#include "tests/test_main.h"
#include "ui/pages/drills_page.h"
#include "ui/pages/people_page.h"
#include "ui/theme.h"
#include "ui/widgets/tick_box.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace keyrite;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPatienceMs = 20000;

QPushButton* buttonSaying(QWidget& root, const QString& text)
{
    for (QPushButton* button : root.findChildren<QPushButton*>())
        if (button->text() == text)
            return button;
    return nullptr;
}

void type(QWidget& form, const QString& field, const QString& text)
{
    auto* edit = form.findChild<QLineEdit*>(field);
    edit->setFocus();
    edit->selectAll();
    QTest::keyClicks(edit, text);
}

} // namespace

class ProgrammeWindowTest final : public QObject
{
    Q_OBJECT

    QDialog* openForm(QWidget& section, const QString& action)
    {
        buttonSaying(section, action)->click();
        return m_desktop->window().findChild<ui::FactDialog*>();
    }

    void recordForm(QDialog* form)
    {
        auto* record = form->findChild<QPushButton*>(u"record"_s);
        QVERIFY(record->isEnabled());
        const auto before =
            m_desktop->room().registry.people.size() + m_desktop->room().registry.sites.size();
        QTest::mouseClick(record, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(
            m_desktop->room().registry.people.size() + m_desktop->room().registry.sites.size() > before,
            kPatienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(m_desktop->window().findChild<ui::FactDialog*>() == nullptr, kPatienceMs);
    }

private Q_SLOTS:
    void recordsThroughTheForms()
    {
        const QTemporaryDir home;
        const ui::Theme theme(*qApp, {ui::Appearance::Light, false});
        app::Desktop desktop(home.path().toStdString());
        m_desktop = &desktop;
        const QSignalSpy opened(&desktop, &app::Desktop::roomOpened);
        const QSignalSpy failed(&desktop, &app::Desktop::failed);
        desktop.openPractice();
        QTRY_COMPARE_WITH_TIMEOUT(opened.count(), 1, kPatienceMs);
        desktop.window().showPage(ui::Page::People);
        auto* page = desktop.window().findChild<ui::PeoplePage*>();
        auto* sites = page->findChild<ui::ThingSection*>(u"sites"_s);
        auto* people = page->findChild<ui::ThingSection*>(u"people"_s);

        QDialog* site = openForm(*sites, u"Add a site"_s);
        QVERIFY(site != nullptr && !site->findChild<QPushButton*>(u"record"_s)->isEnabled());
        type(*site, u"site"_s, u"zrh-1"_s);
        type(*site, u"name"_s, u"Zurich vault"_s);
        type(*site, u"jurisdiction"_s, u"CH"_s);
        type(*site, u"region"_s, u"lake-zurich"_s);
        type(*site, u"safes"_s, u"s1, s2"_s);
        type(*site, u"recorder"_s, u"Ada Okafor"_s);
        recordForm(site);
        QTRY_COMPARE_WITH_TIMEOUT(sites->table().rowCount(), 1, kPatienceMs);

        QDialog* person = openForm(*people, u"Add a person"_s);
        type(*person, u"person"_s, u"Mei Tanaka"_s);
        person->findChild<ui::TickBox*>(u"roles-custodian"_s)->click();
        type(*person, u"recorder"_s, u"Ada Okafor"_s);
        recordForm(person);
        QTRY_COMPARE_WITH_TIMEOUT(people->table().rowCount(), 1, kPatienceMs);

        people->table().select(u"Mei Tanaka"_s);
        const auto history = [&] {
            for (const QLabel* label : people->findChildren<QLabel*>())
                if (label->text().contains(u"Mei Tanaka takes part from now on"_s) &&
                    label->text().contains(u"Entry 2."_s))
                    return true;
            return false;
        };
        QTRY_VERIFY_WITH_TIMEOUT(history(), kPatienceMs);
        QCOMPARE(failed.count(), 0);

        desktop.window().showPage(ui::Page::Drills);
        QVERIFY(desktop.window().findChild<ui::DrillsPage*>()->isVisible());
        const auto store = log::Store::openReadOnly(home.filePath(u"practice/log.keyrite"_s).toStdString());
        QVERIFY(store);
        QCOMPARE(store->entry(1)->kind, std::string("site.added"));
        QCOMPARE(store->entry(2)->actor, std::string("Ada Okafor"));
    }

private:
    app::Desktop* m_desktop = nullptr;
};

KEYRITE_GUI_TEST_MAIN(ProgrammeWindowTest)
#include "programme_window_test.moc"
