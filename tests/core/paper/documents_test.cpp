#include "core/paper/attendance.h"
#include "core/paper/pgp_words.h"
#include "core/paper/receipts.h"
#include "tests/core/paper/samples.h"
#include "tests/test_main.h"

using namespace keyrite;
using namespace keyrite::paper;
using keyrite::test::publicText;

namespace {

constexpr PaperSize kSizes[] = {PaperSize::A4, PaperSize::Letter};
constexpr const char* kLargestPolicy =
    "16of(16of16,15of16,16of16,15of16,16of16,16of16,16of16,16of16,16of16,16of16,16of16,16of16,16of16,16of16,"
    "16of16,16of16)";

bool contains(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

// Every page has its number and the hash of the procedure.
bool isNumberedAndNamed(const Document& document)
{
    const std::string text = publicText(document);
    const std::string count = std::to_string(document.pages.size());
    bool all = true;
    for (std::size_t i = 1; i <= document.pages.size(); ++i)
        all = all && contains(text, "Page " + std::to_string(i) + " of " + count + "\n");
    for (const Page& page : document.pages)
        all = all && std::any_of(page.items.begin(), page.items.end(), [](const Item& item) {
                  const auto* line = std::get_if<Text>(&item);
                  return line != nullptr && line->text.starts_with("3b9f 10c4 77ae e205 3b9f");
              });
    return all;
}

} // namespace

class DocumentsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void backupDocuments()
    {
        for (const PaperSize size : kSizes)
            for (const auto& types : {std::vector{hsm::KeyType::Secp256k1}, test::eightKeys()}) {
                const Backup backup = test::sampleBackup(types);
                const Document document =
                    backupDocument(backup, {size, Mode::Practice, "22 Nov 2026", test::kSampleHash}).value();
                VERIFY_PAGES(document);
                QVERIFY(isNumberedAndNamed(document));
                QVERIFY(contains(publicText(document), "8f01 23ab cd"));
                QCOMPARE(document.pages.back().watermark, std::string("PRACTICE"));
            }
    }

    void aBackupThatCannotBeIsNotPrinted()
    {
        QCOMPARE(backupDocument(test::sampleBackup({}), {}).error().code, ErrorCode::InvalidArgument);
    }

    void startHereIsOnePage()
    {
        for (const PaperSize size : kSizes) {
            const Document document = startHere(test::sampleStartHere(size, "2of(2of3,2of3,1of1)"));
            QCOMPARE(document.pages.size(), 1U);
            VERIFY_PAGES(document);
            QVERIFY(isNumberedAndNamed(document));
        }
    }

    void startHereHoldsTheLargestPolicy()
    {
        for (const PaperSize size : kSizes) {
            const Document document = startHere(test::sampleStartHere(size, kLargestPolicy));
            VERIFY_PAGES(document);
            QVERIFY(contains(publicText(document), "group 16: all 16 sheets."));
        }
    }

    // What can be tried must be printed as it is tried.
    void startHerePrintsTheCommandsThatAreTested()
    {
        for (const PaperSize size : kSizes) {
            const std::string text = publicText(startHere(test::sampleStartHere(size, "2of3")));
            using Commands = RecoveryCommands;
            for (const std::string_view command :
                 {Commands::kCheckKek, Commands::kRecord, Commands::kCheckRecord, Commands::kBlob,
                  Commands::kUnwrap, Commands::kPublicKey})
                QVERIFY2(contains(text, std::string("\n").append(command).append("\n")),
                         std::string(command).c_str());
        }
    }

    void minutesOfAnyLength()
    {
        for (const PaperSize size : kSizes)
            for (const int acts : {0, 1, 3, 8, 40}) {
                const Document document = minutes(test::sampleMinutes(size, acts)).value();
                VERIFY_PAGES(document);
                QVERIFY(isNumberedAndNamed(document));
            }
    }

    void minutesWithLongTexts()
    {
        Minutes content = test::sampleMinutes(PaperSize::Letter, 2);
        content.steps[1].title = std::string(3000, 'x');
        content.steps[2].values = {{std::string(90, 'n'), std::string(9000, 'v')}, {"", ""}};
        content.people.push_back({std::string(200, 'R'), std::string(300, 'N'), std::string(40, 'I')});
        content.exceptions.front().happened = std::string(5000, 'h');
        VERIFY_PAGES(minutes(content).value());
    }

    void theHeadIsThereInHexAndInWords()
    {
        const Minutes content = test::sampleMinutes(PaperSize::A4, 1);
        const std::string text = publicText(minutes(content).value());
        QVERIFY(contains(text, toHex(content.head).substr(0, 4) + "\n"));
        const auto words = pgpWords(content.head);
        QVERIFY(contains(text, std::string(words[30]) + " " + std::string(words[31]) + "\n"));
    }

    void theScriptHasRoomToWrite()
    {
        for (const PaperSize size : kSizes) {
            const Script content = test::sampleScript(size, 30);
            const Document document = script(content);
            VERIFY_PAGES(document);
            QVERIFY(isNumberedAndNamed(document));
            const std::string text = publicText(document);
            for (const char* words : {"Planned: 5 min", "Cannot be undone", "Serial number", "Exception 3"})
                QVERIFY2(contains(text, words), words);
        }
    }

    // Whoever turns a page in the middle of a step may leave out its second half.
    void aStepOfTheScriptIsOnOnePage()
    {
        for (const PaperSize size : kSizes) {
            Script content = test::sampleScript(size, 30);
            int number = 0;
            for (ScriptStep& step : content.steps) {
                step.title = "Title " + std::to_string(++number) + ".";
                step.ticks.assign(static_cast<std::size_t>(number % 9), "A point");
                step.blanks = {"Last " + std::to_string(number) + "."};
            }
            const Document document = script(content);
            VERIFY_PAGES(document);
            const auto pageOf = [&](const std::string& line) {
                for (std::size_t page = 0; page < document.pages.size(); ++page)
                    for (const Item& item : document.pages[page].items)
                        if (const auto* text = std::get_if<Text>(&item);
                            text != nullptr && text->text == line)
                            return static_cast<int>(page);
                return -1;
            };
            for (int i = 1; i <= number; ++i) {
                QVERIFY(pageOf("Title " + std::to_string(i) + ".") >= 0);
                QCOMPARE(pageOf("Last " + std::to_string(i) + "."),
                         pageOf("Title " + std::to_string(i) + "."));
            }
        }
    }

    void everybodySignsTheAttendanceSheet()
    {
        for (const PaperSize size : kSizes) {
            Minutes people = test::sampleMinutes(size, 0);
            people.people.push_back({std::string(60, 'R'), std::string(80, 'N'), "NN"});
            const Document document = attendanceSheet(
                {.size = size, .ceremony = "KC-2026-0001", .title = "Root key", .people = people.people});
            VERIFY_PAGES(document);
            people.people.pop_back(); // whose name takes several lines
            for (const MinutesPerson& person : people.people)
                QVERIFY(contains(publicText(document), person.name));
        }
    }

    void receiptsAndLabelsNameTheBag()
    {
        for (const PaperSize size : kSizes) {
            Bags bags{.size = size, .room = "Room 1", .ceremony = "KC-2026-0001", .date = "25 Nov 2026"};
            for (int sheet = 1; sheet <= 13; ++sheet)
                bags.bags.push_back({"Custodian " + std::to_string(sheet), sheet, 13,
                                     "BAG-" + std::to_string(100 + sheet), "1234 5678 9abc def0"});
            const Document each = receipts(bags);
            VERIFY_PAGES(each);
            QCOMPARE(each.pages.size(), 13U);
            const Document labels = bagLabels(bags);
            VERIFY_PAGES(labels);
            QCOMPARE(labels.pages.size(), 2U);
            for (const Document* document : {&each, &labels}) {
                QVERIFY(contains(publicText(*document), "Sheet 13 of 13"));
                QVERIFY(contains(publicText(*document), "BAG-113"));
            }
        }
    }

    void aNoteTooLongForAQrCodeIsRefused()
    {
        Minutes content = test::sampleMinutes(PaperSize::A4, 1);
        content.checkpointNote = std::string(2000, 'n');
        QCOMPARE(minutes(content).error().code, ErrorCode::InvalidArgument);
    }

    void closedExceptionSheets()
    {
        Minutes content = test::sampleMinutes(PaperSize::A4, 1);
        QVERIFY(contains(publicText(minutes(content).value()), "No further exception was raised."));
        content.exceptions.clear();
        QVERIFY(contains(publicText(minutes(content).value()), "None was raised."));
    }
};

KEYRITE_TEST_MAIN(DocumentsTest)
#include "documents_test.moc"
