// iCalendar, held to RFC 5545: line ends, folding at 75 octets, escaped text, dates.
#include "core/drill/calendar.h"
#include "tests/core/drill/sample_drill.h"
#include "tests/test_main.h"

#include <algorithm>

using namespace keyrite;
using namespace keyrite::drill;
using namespace keyrite::registry;
using namespace keyrite::test;

namespace {

std::string calendar(const std::vector<Due>& schedule, Surprises surprises = Surprises::LeftOut)
{
    return calendarOf(schedule, "example.com/room-1", noon("2026-02-01"), surprises);
}

// RFC 5545, section 3.1: a reader takes out each CRLF that a space follows.
std::string unfolded(std::string text)
{
    for (std::size_t at = 0; (at = text.find("\r\n ", at)) != std::string::npos;)
        text.erase(at, 3);
    return text;
}

bool has(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

const Due kFinding{
    .kind = DueKind::Finding,
    .due = day("2026-03-31"),
    .latest = day("2026-03-31"),
    .subject = "f-1",
    .what = "Zoë's torch; the lamp, and \\ the bag: nothing of it was in the safe of Zürich at all",
    .people = {"Zoë Müller"},
    .from = {17}};

} // namespace

class CalendarTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void foldsLinesAndEscapesText()
    {
        const std::string text = calendar({kFinding});
        std::size_t start = 0;
        bool folded = false;
        for (std::size_t end; (end = text.find("\r\n", start)) != std::string::npos; start = end + 2) {
            QVERIFY(end - start <= 75);
            const bool continues = text[start] == ' ';
            folded = folded || continues;
            QVERIFY(!continues || (static_cast<unsigned char>(text[start + 1]) & 0xc0U) != 0x80U);
        }
        QVERIFY(folded);
        QCOMPARE(start, text.size()); // the last line ends too
        QCOMPARE(std::ranges::count(text, '\n'), std::ranges::count(text, '\r'));
        QVERIFY(has(
            unfolded(text),
            "Zoë's torch\\; the lamp\\, and \\\\ the bag: nothing of it was in the safe of Zürich at all"));
    }

    void isAnAllDayEvent()
    {
        const std::string text = calendar({kFinding});
        QVERIFY(text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:"));
        QVERIFY(text.ends_with("END:VEVENT\r\nEND:VCALENDAR\r\n"));
        QVERIFY(has(text, "\r\nDTSTART;VALUE=DATE:20260331\r\nDTEND;VALUE=DATE:20260401\r\n"));
        QVERIFY(has(text, "\r\nDTSTAMP:20260201T120000Z\r\n"));
        QVERIFY(has(text, "\r\nUID:finding--0-17@example.com/room-1\r\n"));
    }

    void keepsSurprisesToItself()
    {
        SampleRegistry all;
        all.shareSet("3a5f", "2of3", {"Ada", "Ben", "Carla"});
        holdDrill(all, "dr-1", DrillType::Quorum, true, noon("2026-01-20"), {{"Ada", 1, 1}, {"Ben", 2, 1}});
        const auto schedule = scheduleOf(all.registry(), day("2026-02-01"));
        QVERIFY(!has(unfolded(calendar(schedule)), "unannounced"));
        QVERIFY(
            has(unfolded(calendar(schedule, Surprises::Shown)), "SUMMARY:An unannounced drill of set 3A5F"));
    }

    void namesEachEventOnce()
    {
        SampleRegistry all;
        all.shareSet("3a5f", "2of3", {"Ada", "Ben", "Carla"});
        const std::string text =
            unfolded(calendar(scheduleOf(all.registry(), day("2026-02-01")), Surprises::Shown));
        std::vector<std::string> uids;
        for (std::size_t at = 0; (at = text.find("\r\nUID:", at)) != std::string::npos; ++at)
            uids.push_back(text.substr(at + 6, text.find("\r\n", at + 6) - at - 6));
        QCOMPARE(uids.size(), std::size_t{5}); // three sheets, a drill, a table-top
        std::ranges::sort(uids);
        QVERIFY(std::ranges::adjacent_find(uids) == uids.end());
        QVERIFY(calendar({}).ends_with("PRODID:-//Keyrite//Programme 1//EN\r\nEND:VCALENDAR\r\n"));
    }
};

KEYRITE_TEST_MAIN(CalendarTest)
#include "calendar_test.moc"
