// People and sites, and Drills: what they show of a room, in words; empty rooms; forms and histories asked
// for.
#include "tests/core/drill/sample_drill.h"
#include "tests/test_main.h"
#include "tests/ui/gallery_programme.h"
#include "ui/programme/drills_view.h"
#include "ui/programme/people_view.h"

#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>

using namespace keyrite;
using namespace keyrite::ui;
using namespace Qt::StringLiterals;
using test::day;
using test::noon;

namespace {

// The text of a row's column; empty where the row is not there.
QString cell(const std::vector<TextRow>& rows, const QString& id, int column)
{
    for (const TextRow& row : rows)
        if (row.id == id)
            return row.texts.value(column);
    return {};
}

QPushButton* button(QWidget& section, const QString& text)
{
    for (QPushButton* one : section.findChildren<QPushButton*>())
        if (one->text() == text)
            return one;
    return nullptr;
}

} // namespace

class ProgrammePagesTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void showsPeopleInWords()
    {
        const PeopleView view = peopleViewOf(gallery::sampleProgramme(false), gallery::sampleToday());
        const auto& people = view.rows.at(Thing::Person);
        QCOMPARE(people.size(), std::size_t{6});
        QCOMPARE(cell(people, u"Jonas Weber"_s, 7), u"away"_s);
        QCOMPARE(cell(people, u"Mei Tanaka"_s, 4), u"✗ until 30 Jun 2026"_s);
        QCOMPARE(cell(people, u"Ada Okafor"_s, 6), u"3A5F/1"_s);
        QVERIFY(view.sentence.contains(u"Jonas Weber is away today."_s));
    }

    void drawsAndSaysWhoCanComeAtWhat()
    {
        const PeopleView view = peopleViewOf(gallery::sampleProgramme(false), gallery::sampleToday());
        QCOMPARE(view.maps.size(), std::size_t{1});
        const ReachMap& map = view.maps.front();
        QCOMPARE(map.picture.sheets.size(), std::size_t{6});
        QCOMPARE(map.picture.sites.size(), std::size_t{2});
        QVERIFY(map.words.contains(u"Sites that suffice: Singapore vault and Zurich vault."_s));
        QVERIFY(map.words.join(u' ').contains(
            u"Together suffice: Ada Okafor, Arjun Nair, Ines Costa and Jonas Weber;"_s));
        PeoplePage page(nullptr);
        page.setView(view);
        const auto* picture = page.findChild<ReachView*>();
        QVERIFY(picture != nullptr && picture->accessibleName().contains(u"Mei Tanaka: sheets 4"_s));
    }

    void saysWhatToDoInAnEmptyRoom()
    {
        const PeopleView view = peopleViewOf({}, gallery::sampleToday());
        QCOMPARE(view.sentence, u"0 people take part, 0 sites are open."_s);
        QVERIFY(view.maps.empty());
        const DrillsView drills = drillsViewOf({}, gallery::sampleToday());
        QCOMPARE(drills.sentence, u"Nothing is due."_s);
        DrillsPage page(nullptr);
        page.setView(drills);
        page.show();
        QVERIFY(page.findChild<ThingSection*>(u"due"_s)->table().rowCount() == 0);
    }

    void asksForFormsAndHistories()
    {
        PeoplePage page(nullptr);
        page.setView(peopleViewOf(gallery::sampleProgramme(false), gallery::sampleToday()));
        auto* people = page.findChild<ThingSection*>(u"people"_s);
        QSignalSpy forms(&page, &PeoplePage::formRequested);
        QSignalSpy histories(&page, &PeoplePage::historyRequested);
        QVERIFY(!button(*people, u"Vet"_s)->isEnabled());
        button(*people, u"Add a person"_s)->click();
        QCOMPARE(forms.takeFirst().at(1).toString(), QString());
        people->table().select(u"Mei Tanaka"_s);
        QCOMPARE(histories.takeFirst().at(1).toString(), u"Mei Tanaka"_s);
        button(*people, u"Vet"_s)->click();
        const QList<QVariant> asked = forms.takeFirst();
        QCOMPARE(asked.at(0).value<FormKind>(), FormKind::VetPerson);
        QCOMPARE(asked.at(1).toString(), u"Mei Tanaka"_s);
    }

    void findsTheHistoryOfEachThing()
    {
        const registry::Registry room = gallery::sampleProgramme(false);
        const auto entries = [&](Thing thing, const QString& id) {
            return historyOf(room, thing, id, gallery::sampleToday()).size();
        };
        QCOMPARE(entries(Thing::Person, u"Jonas Weber"_s), std::size_t{3});
        QCOMPARE(entries(Thing::Site, u"zrh-1"_s), std::size_t{1});
        QVERIFY(entries(Thing::Sheet, u"3a5f/1"_s) > 4);
        QVERIFY(entries(Thing::Key, u"3a5f00112233445566778899aabbccdd"_s) > 2);
        QVERIFY(entries(Thing::Hsm, u"4711"_s) > 0);
        QCOMPARE(entries(Thing::Device, u"printer-1"_s), std::size_t{1});
        QCOMPARE(entries(Thing::Seal, u"S-0012-3457"_s), std::size_t{2});
        QVERIFY(entries(Thing::Drill, u"dr-2026-0002"_s) > 2);
        QCOMPARE(entries(Thing::Finding, u"f-2026-0001"_s), std::size_t{2});
        QVERIFY(entries(Thing::Lesson, u"3a5f"_s) > 10);
        QCOMPARE(entries(Thing::Sheet, u"9999/1"_s), std::size_t{0});
        QCOMPARE(entries(Thing::Person, u"Nobody"_s), std::size_t{0});
        QCOMPARE(entries(Thing::Lesson, u"9999"_s), std::size_t{0});
    }

    void aFindingADrillAndALessonShowTheirEntries()
    {
        DrillsPage page(nullptr);
        page.setView(drillsViewOf(gallery::sampleProgramme(false), gallery::sampleToday()));
        QSignalSpy histories(&page, &DrillsPage::historyRequested);
        page.findChild<ThingSection*>(u"findings"_s)->table().select(u"f-2026-0001"_s);
        QCOMPARE(histories.back().at(0).value<Thing>(), Thing::Finding);
        page.findChild<ThingSection*>(u"results"_s)->table().select(u"dr-2026-0002"_s);
        QCOMPARE(histories.back().at(1).toString(), u"dr-2026-0002"_s);
        button(page, u"Show the entries it comes from"_s)->click();
        QCOMPARE(histories.back().at(0).value<Thing>(), Thing::Lesson);
        page.showHistory(Thing::Lesson, u"3a5f"_s, {u"Entry 7."_s});
        const auto labels = page.findChildren<QLabel*>();
        QVERIFY(std::any_of(labels.begin(), labels.end(),
                            [](const QLabel* label) { return label->text() == u"Entry 7."_s; }));
    }

    void saysWhatDrillsTaught()
    {
        const auto sentence = [](const std::vector<std::optional<double>>& hours) {
            std::vector<drill::Movement> moves;
            for (const auto& one : hours)
                moves.push_back({{}, {}, {}, one});
            return learntSentence(moves);
        };
        QCOMPARE(sentence({43.2}),
                 u"95 % of recoveries would take under 44 h; no drill has taught anything yet."_s);
        QCOMPARE(sentence({50., 43.2, 40., 35., 33., 30.4}),
                 u"95 % of recoveries would take under 31 h; the last four drills moved it from 44 h."_s);
        QCOMPARE(sentence({{}, 1.5}),
                 u"95 % of recoveries would take under 90 min; before the last drill it was out of reach."_s);
        QVERIFY(sentence({{}}).startsWith(u"Fewer than 95 %"_s));
    }

    void showsDrillsInWords()
    {
        const DrillsView view = drillsViewOf(gallery::sampleProgramme(false), gallery::sampleToday());
        QCOMPARE(view.results.size(), std::size_t{4});
        QCOMPARE(cell(view.results, u"dr-2026-0002"_s, 7), u"✗ too late"_s);
        QCOMPARE(cell(view.results, u"dr-2026-0003"_s, 7), u"✓ passed"_s);
        QVERIFY(view.details.at(u"dr-2026-0002"_s).join(u' ').contains(u"Arjun Nair: had not come after"_s));
        QCOMPARE(cell(view.findings, u"f-2026-0002"_s, 4), u"✗ overdue"_s);
        QCOMPARE(view.learnt.size(), std::size_t{1});
        QCOMPARE(view.tone, Tone::Bad);
    }

    void listsOnHomeWhatIsDueSoon()
    {
        const auto rows = dueRowsOf(gallery::sampleProgramme(false), gallery::sampleToday());
        QVERIFY(!rows.empty());
        const auto later = dueRowsOf(gallery::sampleProgramme(false), noon("2026-01-06"));
        QVERIFY(std::none_of(later.begin(), later.end(),
                             [](const DueRow& row) { return row.what.contains(u"Sheet"_s); }));
    }
};

KEYRITE_GUI_TEST_MAIN(ProgrammePagesTest)
#include "programme_pages_test.moc"
