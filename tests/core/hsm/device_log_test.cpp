// The exported log of a YubiHSM: whole, or with what is missing named.
#include "core/hsm/device_log.h"
#include "tests/test_main.h"

using namespace keyrite;
using namespace keyrite::hsm;

namespace {

// SOURCE: YubiHSM 2 documentation, GET LOG ENTRIES, Shell Example.
const std::string kLog = "0 unlogged boots found\n"
                         "0 unlogged authentications found\n"
                         "Found 6 items\n"
                         "item:    46 -- cmd: 0x4b -- length:  234 -- session key: 0x0001 -- target key: "
                         "0xcf94 -- second key: 0x997e -- "
                         "result: 0xcb -- tick: 335725 -- hash: 415f51f1f035a1b713e730e4464e4033\n"
                         "item:    47 -- cmd: 0x4c -- length:   77 -- session key: 0x0001 -- target key: "
                         "0xaff7 -- second key: 0xffff -- "
                         "result: 0xcc -- tick: 351714 -- hash: 5496a60d478c2b9c801d8d32ca66b554\n"
                         "item:    48 -- cmd: 0x00 -- length:    0 -- session key: 0xffff -- target key: "
                         "0x0000 -- second key: 0x0000 -- "
                         "result: 0x00 -- tick: 0 -- hash: 14ac7747ba9bbb243cfc70befeb5349b\n"
                         "item:    49 -- cmd: 0x03 -- length:   10 -- session key: 0xffff -- target key: "
                         "0x0001 -- second key: 0xffff -- "
                         "result: 0x83 -- tick: 139 -- hash: b20a8f25c025e693a8e869b433294a20\n"
                         "item:    50 -- cmd: 0x04 -- length:   17 -- session key: 0xffff -- target key: "
                         "0x0001 -- second key: 0xffff -- "
                         "result: 0x84 -- tick: 139 -- hash: ebfae425c319ac7a0afbb8b92597de7c\n"
                         "item:    51 -- cmd: 0x67 -- length:    2 -- session key: 0x0001 -- target key: "
                         "0xffff -- second key: 0xffff -- "
                         "result: 0xe7 -- tick: 697 -- hash: 2e395d1b706668737e1d2215813db47e\n";

std::string with(const std::string& part, const std::string& other)
{
    std::string text = kLog;
    return text.replace(text.find(part), part.size(), other);
}

std::string withoutItem(int item)
{
    std::string text = kLog;
    const std::size_t at = text.find("item:    " + std::to_string(item));
    return text.erase(at, text.find('\n', at) + 1 - at);
}

} // namespace

class DeviceLogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theMakersExampleIsWhole()
    {
        const DeviceLog log = readYubiHsmLog("Created session 0\n" + kLog).value();
        QCOMPARE(log.entries, std::size_t(6));
        QCOMPARE(int(log.first), 46);
        QCOMPARE(int(log.last), 51);
        QVERIFY(log.gaps.empty());
    }

    void whatIsMissingIsNamed_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* name, const std::string& text, const char* words) {
            QTest::newRow(name) << QString::fromStdString(text) << QString::fromLatin1(words);
        };
        row("an entry", withoutItem(48), "Between the entries 47 and 49 others are missing.");
        row("the last entry", withoutItem(51), "it has 6 entries; 5 are here.");
        row("the first entry", withoutItem(46), "it has 6 entries; 5 are here.");
        row("a command was changed", with("cmd: 0x4c", "cmd: 0x4d"), "The entry 47 does not follow");
        row("a hash was changed", with("hash: b20a", "hash: b20b"), "The entry 49 does not follow");
        row("boots", with("0 unlogged boots", "3 unlogged boots"), "3 unlogged boots");
        row("authentications", with("0 unlogged auth", "1 unlogged auth"), "1 unlogged authentications");
    }

    void whatIsMissingIsNamed()
    {
        QFETCH(QString, text);
        QFETCH(QString, words);
        const DeviceLog log = readYubiHsmLog(text.toStdString()).value();
        QVERIFY(!log.gaps.empty());
        std::string all;
        for (const std::string& gap : log.gaps)
            all += gap + " ";
        QVERIFY2(all.find(words.toStdString()) != std::string::npos, all.c_str());
    }

    void whatIsNoLogIsRefused()
    {
        for (const std::string& wrong :
             {std::string(), std::string("hello\n"), with("Found 6 items", ""),
              with("cmd: 0x4b", "cmd: 0x14b"), with("cmd: 0x4b", "cmd: "),
              with("length:  234", "length:  99999"), with("tick: 335725", "tick: -1"),
              with("hash: 415f", "hash: 415"), with("4464e4033", "4464e4033 -- more: 1"),
              with("session key", "session"), std::string(70000, 'x')})
            QCOMPARE(readYubiHsmLog(wrong).error().code, ErrorCode::DeviceLogInvalid);
        std::string many = "Found 63 items\n";
        for (int i = 0; i < 63; ++i)
            many +=
                kLog.substr(kLog.find("item:"), kLog.find('\n', kLog.find("item:")) + 1 - kLog.find("item:"));
        QCOMPARE(readYubiHsmLog(many).error().code, ErrorCode::DeviceLogInvalid);
    }
};

KEYRITE_TEST_MAIN(DeviceLogTest)
#include "device_log_test.moc"
