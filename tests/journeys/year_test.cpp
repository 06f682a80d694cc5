// A year of programme: somebody leaves, a sheet is lost, a site burns, an HSM fails, and the key comes back
// from what is left. At the end of each month every page says what is true, and outsiders who fold the same
// log with keyrite-cli read the same.
#include "core/registry/reach.h"
#include "tests/journeys/year_room.h"
#include "tests/test_main.h"
#include "ui/page_builder.h"
#include "ui/programme/drills_view.h"
#include "ui/programme/people_view.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

using namespace keyrite;
using namespace keyrite::registry;
using namespace keyrite::test;
using namespace Qt::StringLiterals;

namespace {

using std::chrono::hours;
using std::chrono::minutes;

// 09:00 on that day.
TimePoint morning(const char* day)
{
    return TimePoint{fromIsoDay(day).value()} + hours{9};
}

std::string custodian(int number)
{
    return "Custodian " + std::to_string(number);
}

// The three sites: sheet 1, sheet 2, and sheets 3 to 6.
const char* siteOf(int sheet)
{
    return sheet == 1 ? "zrh" : sheet == 2 ? "sgp" : "gva";
}

// What is true at the beginning of the day that follows a month.
struct Month
{
    const char* ends;
    void (*live)(YearRoom& room, const std::string& set);
    int serving;
    int openSites;
    int reachable;     // sheets
    int overdueSheets; // not read from their paper in 90 days and 14 of grace
    int drillsPassed;
    int canMiss; // people, of those whose sheets can be reached
    int reasons; // of the re-issue that is due
    int spent;   // sheets
};

struct Arrival
{
    int custodian;
    minutes after;
};

void drill(YearRoom& room, const std::string& set, const std::string& id, bool announced,
           const std::vector<Arrival>& arrivals, const std::vector<int>& unreachable)
{
    std::vector<std::string> people;
    std::vector<int> sheets;
    for (const Arrival& one : arrivals) {
        people.push_back(custodian(one.custodian));
        sheets.push_back(one.custodian);
    }
    for (const int one : unreachable)
        people.push_back(custodian(one));
    room.record(DrillStarted{id, DrillType::Restore, announced, people, set});
    const TimePoint asked = room.now();
    for (const Arrival& one : arrivals) {
        room.turnTo(asked + one.after);
        room.record(DrillResponded{id, custodian(one.custodian), ResponseStage::Arrived});
    }
    for (const int one : unreachable)
        room.record(DrillResponded{id, custodian(one), ResponseStage::Unreachable});
    const std::string ceremony = room.recover(set, sheets);
    room.record(DrillCompleted{id, DrillOutcome::Passed, ceremony});
}

void tableTop(YearRoom& room, const std::string& id)
{
    room.record(DrillStarted{id, DrillType::TableTop, true, {"Ada Administrator", "Walt Witness"}});
    room.record(DrillCompleted{id});
}

const std::vector<Month>& year()
{
    static const std::vector<Month> months{
        {"2026-02-01", [](YearRoom&, const std::string&) {}, 8, 3, 6, 0, 0, 1, 0, 0},
        {"2026-03-01",
         [](YearRoom& room, const std::string&) {
             room.turnTo(morning("2026-02-10"));
             room.record(
                 PersonVetted{custodian(1), "Human resources", true, fromIsoDay("2027-02-10").value()});
             room.record(PersonTrained{custodian(1), "recovery"});
         },
         8, 3, 6, 0, 0, 1, 0, 0},
        {"2026-04-01",
         [](YearRoom& room, const std::string& set) {
             room.turnTo(morning("2026-03-20"));
             drill(room, set, "dr-march", true, {{1, minutes{30}}, {2, minutes{90}}}, {});
         },
         8, 3, 6, 0, 1, 1, 0, 0},
        {"2026-05-01",
         [](YearRoom& room, const std::string&) {
             room.turnTo(morning("2026-04-02"));
             tableTop(room, "tt-april");
         },
         8, 3, 6, 4, 2, 1, 0, 0},
        {"2026-06-01",
         [](YearRoom& room, const std::string&) {
             room.turnTo(morning("2026-05-15"));
             room.record(PersonRevoked{custodian(3), "left the firm"});
         },
         7, 3, 6, 4, 2, 1, 1, 0},
        {"2026-07-01",
         [](YearRoom& room, const std::string& set) {
             room.turnTo(morning("2026-06-18"));
             drill(room, set, "dr-june", false, {{1, minutes{45}}, {4, hours{5}}, {5, hours{7}}}, {2});
             room.record(FindingOpened{"f-june", "The telephone of custodian 2 was off", custodian(2),
                                       fromIsoDay("2026-07-15").value(), "dr-june"});
         },
         7, 3, 6, 2, 3, 1, 1, 0},
        {"2026-08-01",
         [](YearRoom& room, const std::string& set) {
             room.turnTo(morning("2026-07-10"));
             room.record(SheetLost{set, 6, "the bag was not in its safe"});
             room.record(FindingClosed{"f-june", "a second number is in the list"});
         },
         7, 3, 5, 2, 3, 1, 2, 0},
        {"2026-09-01",
         [](YearRoom& room, const std::string&) {
             room.turnTo(morning("2026-08-01"));
             room.record(PersonOnLeave{custodian(4), fromIsoDay("2026-08-03").value(),
                                       fromIsoDay("2026-09-05").value()});
         },
         7, 3, 5, 2, 3, 1, 2, 0},
        {"2026-10-01",
         [](YearRoom& room, const std::string&) {
             room.turnTo(morning("2026-09-10"));
             room.record(SiteChanged{"sgp", "fire", SiteState::Lost});
         },
         7, 2, 4, 4, 3, 0, 3, 0},
        {"2026-11-01",
         [](YearRoom& room, const std::string& set) {
             room.turnTo(morning("2026-10-01"));
             const auto& hsms = room.registry().hsms;
             const auto production = std::find_if(
                 hsms.begin(), hsms.end(), [](const auto& one) { return one.second.use == "production"; });
             room.record(HsmRetired{production->first, "failed", "does not start"});
             room.recover(set, {1, 4, 5});
         },
         7, 2, 4, 1, 3, 0, 4, 3},
        {"2026-12-01",
         [](YearRoom& room, const std::string&) {
             room.turnTo(morning("2026-11-12"));
             tableTop(room, "tt-november");
         },
         7, 2, 4, 1, 4, 0, 4, 3},
        {"2027-01-01", [](YearRoom&, const std::string&) {}, 7, 2, 4, 1, 4, 0, 4, 3},
    };
    return months;
}

std::string beginYear(YearRoom& room)
{
    room.record(SiteAdded{"zrh", "Zurich", "CH", "north", {"s1"}});
    room.record(SiteAdded{"sgp", "Singapore", "SG", "south", {"s1"}});
    room.record(SiteAdded{"gva", "Geneva", "CH", "west", {"s1"}});
    for (const char* name : {"Ada Administrator", "Walt Witness"})
        room.record(PersonGranted{name, {"administrator", "witness"}});
    for (int number = 1; number <= 6; ++number)
        room.record(PersonGranted{
            custodian(number), {"custodian"}, siteOf(number), fromIsoDay("2028-01-31").value()});
    const std::string set = room.generate("2of(1of1,1of1,2of4)");
    for (int sheet = 1; sheet <= 6; ++sheet)
        room.record(SheetPlaced{set, sheet, siteOf(sheet), "s1"});
    const Key& key = room.registry().keys.begin()->second;
    room.record(KeyDescribed{key.id, "option", 24 * 60, "Clearing house", 50'000'000, "CHF"});
    room.record(HsmRegistered{key.token.serial, key.token.label, "production", {}, "zrh", "s1"});
    return set;
}

QJsonObject outsidersView(const YearRoom& room, const char* day)
{
    QProcess process;
    process.start(QStringLiteral(KEYRITE_BINARY "/app/keyrite-cli/keyrite-cli"),
                  {u"registry"_s, QString::fromStdString((room.folder() / ceremony::kLogFile).string()),
                   u"--json"_s, u"--on"_s, QString::fromLatin1(day)});
    if (!process.waitForFinished() || process.exitCode() != 0)
        return {};
    return QJsonDocument::fromJson(process.readAllStandardOutput()).object();
}

ui::RoomSnapshot snapshot(const YearRoom& room)
{
    return {.registry = room.registry(), .folder = room.folder()};
}

template <typename Rows, typename Accept>
int countRows(const Rows& rows, Accept accept)
{
    return static_cast<int>(std::count_if(rows.begin(), rows.end(), accept));
}

std::vector<drill::Movement> movesIn(const QJsonObject& json, const QString& kind)
{
    std::vector<drill::Movement> moves;
    const QJsonArray sets = json[u"learning"_s].toObject()[u"recovery"_s].toArray();
    for (const auto& one : sets.at(0).toObject()[kind].toArray()) {
        const QJsonValue value = one.toObject()[u"hours95"_s];
        moves.push_back({one.toObject()[u"drill"_s].toString().toStdString(),
                         {},
                         {},
                         value.isNull() ? std::optional<double>() : value.toDouble()});
    }
    return moves;
}

// What the pages of the window show against what is true.
void comparePages(const YearRoom& room, const std::string& set, const Month& month)
{
    const TimePoint now{fromIsoDay(month.ends).value()};
    const ui::PeopleView people = ui::peopleViewOf(room.registry(), now);
    QVERIFY2(people.sentence.startsWith(
                 u"%1 people take part, %2 sites are open."_s.arg(month.serving).arg(month.openSites)),
             qPrintable(people.sentence));
    QCOMPARE(static_cast<int>(people.maps.at(0).picture.sheets.size()), month.reachable);
    const ui::DrillsView drills = ui::drillsViewOf(room.registry(), now);
    QCOMPARE(countRows(drills.due,
                       [](const ui::TextRow& row) {
                           return row.texts[2].startsWith(u"Sheet"_s) && row.texts[4].contains(u"overdue"_s);
                       }),
             month.overdueSheets);
    QCOMPARE(countRows(drills.results, [](const ui::TextRow& row) { return row.texts[7] == u"✓ passed"_s; }),
             month.drillsPassed);
    QCOMPARE(reachOf(room.registry(), room.registry().shareSets.at(set)).byPeople.canMiss, month.canMiss);
    QCOMPARE(countRows(people.rows.at(ui::Thing::Sheet),
                       [](const ui::TextRow& row) { return row.texts[5].startsWith(u"spent"_s); }),
             month.spent);
    QCOMPARE(countRows(drills.due,
                       [](const ui::TextRow& row) { return row.texts[2].contains(u"to be re-issued"_s); }),
             month.reasons > 0 ? 1 : 0);
    const ui::HomeView home = ui::homeViewOf(snapshot(room), now);
    QCOMPARE(countRows(home.due,
                       [](const ui::DueRow& row) {
                           return row.what.startsWith(u"Sheet"_s) && row.tone == ui::Tone::Bad;
                       }),
             month.overdueSheets);
    const ui::KeysView keys = ui::keysViewOf(snapshot(room), now);
    int stale = 0;
    for (const ui::GroupPicture& group : keys.keys.at(0).picture.groups)
        stale += countRows(group.members,
                           [](const ui::MemberPicture& one) { return one.state.contains(u"overdue"_s); });
    // A sheet in the ashes cannot be asked for, but it is not fresh either.
    const bool burnt = month.openSites < 3;
    QCOMPARE(stale, month.overdueSheets + (burnt ? 1 : 0));
}

using Rows = std::vector<ui::TextRow>;

// Each object of a list against the row of the page that stands at the same place.
template <typename Same>
void compareRows(const char* what, const QJsonArray& list, const Rows& rows, Same same)
{
    QVERIFY2(static_cast<std::size_t>(list.size()) == rows.size(), what);
    for (int i = 0; i < list.size(); ++i)
        QVERIFY2(same(list.at(i).toObject(), rows[static_cast<std::size_t>(i)].texts),
                 qPrintable(QLatin1String(what) + u": "_s +
                            rows[static_cast<std::size_t>(i)].texts.join(u" | "_s)));
}

// What outsiders read of people, sites and things against what the page says.
void compareThings(const QJsonObject& json, const ui::PeopleView& page)
{
    compareRows("people", json[u"people"_s].toArray(), page.rows.at(ui::Thing::Person),
                [](const QJsonObject& one, const QStringList& texts) {
                    QStringList holds;
                    for (const auto& sheet : one[u"holds"_s].toArray())
                        holds << sheet.toString().toUpper();
                    return one[u"name"_s].toString() == texts[0] && holds.join(u", "_s) == texts[6] &&
                           one[u"available"_s].toBool() == (texts[7] == u"✓ takes part"_s) &&
                           one[u"revoked"_s].toBool() == texts[7].startsWith(u"✗ revoked"_s);
                });
    compareRows("sites", json[u"sites"_s].toArray(), page.rows.at(ui::Thing::Site),
                [](const QJsonObject& one, const QStringList& texts) {
                    return one[u"name"_s].toString() == texts[1] &&
                           (one[u"state"_s].toString() == u"lost"_s) == (texts[6] == u"✗ lost"_s);
                });
    compareRows("sheets", json[u"shareSets"_s].toArray().at(0).toObject()[u"sheets"_s].toArray(),
                page.rows.at(ui::Thing::Sheet), [](const QJsonObject& one, const QStringList& texts) {
                    const bool lost = one[u"state"_s].toString() == u"lost"_s;
                    const bool reachable = one[u"reachable"_s].toBool();
                    return one[u"holder"_s].toString() == texts[1] && one[u"bag"_s].toString() == texts[3] &&
                           lost == (texts[5] == u"✗ lost"_s) &&
                           (!reachable && !lost) == (texts[5] == u"✗ out of reach"_s) &&
                           (reachable && !one[u"spent"_s].isNull()) == texts[5].startsWith(u"spent"_s);
                });
    compareRows("HSMs", json[u"hsms"_s].toArray(), page.rows.at(ui::Thing::Hsm),
                [](const QJsonObject& one, const QStringList& texts) {
                    return one[u"serial"_s].toString() == texts[0] &&
                           (one[u"state"_s].toString() == u"retired"_s) ==
                               texts[6].startsWith(u"✗ retired"_s);
                });
}

// What outsiders read of what is due and what drills showed against what the page says.
void compareProgramme(const QJsonObject& json, const ui::DrillsView& page)
{
    const QJsonArray due = json[u"due"_s].toArray();
    compareRows("due", due, page.due, [](const QJsonObject& one, const QStringList& texts) {
        return (one[u"status"_s].toString() == u"overdue"_s) == texts[4].contains(u"overdue"_s) &&
               one[u"reasons"_s].toArray().isEmpty() == !texts[2].contains(u"re-issued"_s);
    });
    for (int i = 0; i < due.size(); ++i) {
        QCOMPARE(due.at(i).toObject()[u"due"_s].toString(), page.due[static_cast<std::size_t>(i)].sortBy[0]);
        QCOMPARE(due.at(i).toObject()[u"latest"_s].toString(),
                 page.due[static_cast<std::size_t>(i)].sortBy[1]);
    }
    compareRows("drills", json[u"drills"_s].toArray(), page.results,
                [](const QJsonObject& one, const QStringList& texts) {
                    return one[u"drill"_s].toString() == texts[1] &&
                           (one[u"verdict"_s].toString() == u"passed"_s) == (texts[7] == u"✓ passed"_s);
                });
    compareRows("findings", json[u"findings"_s].toArray(), page.findings,
                [](const QJsonObject& one, const QStringList& texts) {
                    return one[u"finding"_s].toString() == texts[0] &&
                           one[u"owner"_s].toString() == texts[2] &&
                           one[u"closed"_s].isNull() == !texts[4].startsWith(u"✓ closed"_s);
                });
    QJsonArray coverage;
    for (const char* kind : {"custodians", "quorums", "sheets", "sites"})
        for (const auto& one : json[u"coverage"_s].toObject()[QString::fromLatin1(kind)].toArray())
            coverage << one;
    compareRows("coverage", coverage, page.coverage, [](const QJsonObject& one, const QStringList& texts) {
        return one[u"lately"_s].toBool() == texts[3].startsWith(u"✓"_s) &&
               one[u"last"_s].isNull() == (texts[3] == u"✗ never"_s);
    });
    const auto announced = movesIn(json, u"announced"_s);
    const auto unannounced = movesIn(json, u"unannounced"_s);
    QCOMPARE(ui::learntSentence(unannounced.size() > 1 ? unannounced : announced),
             page.learnt.at(0).sentence);
}

// What is true against what outsiders read, and that against what the pages show.
void compareOutsiders(const YearRoom& room, const Month& month)
{
    const TimePoint now{fromIsoDay(month.ends).value()};
    const QJsonObject json = outsidersView(room, month.ends);
    QVERIFY(!json.isEmpty());
    QVERIFY(json[u"problems"_s].toArray().isEmpty());
    const QJsonObject set = json[u"shareSets"_s].toArray().at(0).toObject();
    const QJsonObject reach = set[u"reach"_s].toObject();
    QCOMPARE(reach[u"sheetsReachable"_s].toInt(), month.reachable);
    QCOMPARE(reach[u"byPeople"_s].toObject()[u"canMiss"_s].toInt(), month.canMiss);
    QCOMPARE(countRows(set[u"sheets"_s].toArray(),
                       [](const auto& one) { return !one.toObject()[u"spent"_s].isNull(); }),
             month.spent);
    int reasons = 0;
    for (const auto& one : json[u"due"_s].toArray())
        reasons += static_cast<int>(one.toObject()[u"reasons"_s].toArray().size());
    QCOMPARE(reasons, month.reasons);
    QCOMPARE(
        countRows(json[u"drills"_s].toArray(),
                  [](const auto& one) { return one.toObject()[u"verdict"_s].toString() == u"passed"_s; }),
        month.drillsPassed);
    compareThings(json, ui::peopleViewOf(room.registry(), now));
    compareProgramme(json, ui::drillsViewOf(room.registry(), now));
    const QJsonObject key = json[u"keys"_s].toArray().at(0).toObject();
    const ui::KeyRow shown = ui::keysViewOf(snapshot(room), now).keys.at(0);
    QCOMPARE(key[u"label"_s].toString(), shown.label);
    QVERIFY(shown.token.contains(key[u"hsm"_s].toString()));
}

} // namespace

class YearTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void livesThroughAYear()
    {
        YearRoom room(morning("2026-01-05"));
        const std::string set = beginYear(room);
        for (const Month& month : year()) {
            month.live(room, set);
            QVERIFY(room.now() < TimePoint{fromIsoDay(month.ends).value()});
            comparePages(room, set, month);
            compareOutsiders(room, month);
            if (QTest::currentTestFailed())
                qFatal("Wrong at the end of the month before %s", month.ends);
        }
        // Nothing was lost: the key lives on the HSM that took over, and the log holds.
        const Key& key = room.registry().keys.begin()->second;
        QCOMPARE(key.state, KeyState::Locked);
        QCOMPARE(room.registry().hsms.at(key.token.serial).state, HsmState::InUse);
        QCOMPARE(dayOf(key.proven), fromIsoDay("2026-10-01").value());
        QCOMPARE(unsound(room.folder()), QString());
    }
};

KEYRITE_GUI_TEST_MAIN(YearTest)
#include "year_test.moc"
