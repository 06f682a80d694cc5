// The list of a YubiHSM's authentication keys: read whole, or refused.
#include "core/hsm/device_users.h"
#include "tests/test_main.h"

using namespace keyrite;
using namespace keyrite::hsm;

namespace {

// SOURCE: yubihsm-shell, commit 0008847742c6, src/commands.c: the format of yh_com_list_objects; the label of
// the first one is that of a device as its maker ships it.
const std::string kList =
    "Session keepalive set up to run every 15 seconds\nCreated session 0\nFound 4 object(s)\n"
    "id: 0x0001, type: authentication-key, algo: aes128-yubico-authentication, sequence: 0, label: DEFAULT "
    "AUTHKEY CHANGE THIS ASAP\n"
    "id: 0x0005, type: asymmetric-key, algo: ecp256, sequence: 0, label: \n"
    "id: 0x0005, type: opaque, algo: opaque-data, sequence: 1, label: type: authentication-key\n"
    "id: 0xabcd, type: authentication-key, algo: ecp256-yubico-authentication, sequence: 255, label: Ada, "
    "audit\n";

std::string with(const std::string& part, const std::string& other)
{
    std::string text = kList;
    const std::size_t at = text.find(part);
    if (at == std::string::npos)
        throw std::runtime_error("not in the list: " + part);
    return text.replace(at, part.size(), other);
}

std::string keys(int count)
{
    std::string text = "Found " + std::to_string(count) + " object(s)\n";
    for (int i = 0; i < count; ++i)
        text += "id: 0x" + std::to_string(1000 + i) +
                ", type: authentication-key, algo: aes128-yubico-authentication, sequence: 0, label: k\n";
    return text;
}

} // namespace

class DeviceUsersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void authenticationKeysAreUsers()
    {
        const auto users = readYubiHsmUsers(kList).value();
        QCOMPARE(users.size(), std::size_t(2));
        QCOMPARE(describe(users[0]), std::string("0x0001 \"DEFAULT AUTHKEY CHANGE THIS ASAP\" (sequence 0)"));
        QCOMPARE(describe(users[1]), std::string("0xabcd \"Ada, audit\" (sequence 255)"));
        QByteArray windows = QByteArray::fromStdString(kList);
        QCOMPARE(readYubiHsmUsers(windows.replace("\n", "\r\n").toStdString())->size(), std::size_t(2));
        QCOMPARE(readYubiHsmUsers(keys(64))->size(), std::size_t(64));
    }

    void onlyAYubiHsmsPinNamesItsKey()
    {
        QCOMPARE(keyIdIn("0002password", PinForm::KeyIdFirst), std::string("0x0002"));
        QCOMPARE(keyIdIn("00ABpassword", PinForm::KeyIdFirst), std::string("0x00ab"));
        for (const std::string_view none : {"", "000", "pass0002", "-002password", "0x02password"})
            QCOMPARE(keyIdIn(none, PinForm::KeyIdFirst), std::string());
        QCOMPARE(keyIdIn("0002password", PinForm::Plain), std::string());
        QCOMPARE(keyIdIn("0002:password", PinForm::UserColon), std::string());
    }

    // A label is whatever its maker put there.
    void labelsAreMadePrintable()
    {
        const auto users = readYubiHsmUsers(with("Ada, audit", "\x1b[2J\xff\r\t\"")).value();
        QCOMPARE(users[1].label, std::string(".[2J...\""));
    }

    void tamperedTwinsAreRefused_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* name, const std::string& text, const char* words) {
            QTest::newRow(name) << QByteArray::fromStdString(text) << QString::fromLatin1(words);
        };
        const std::string last = kList.substr(kList.rfind("id: "));
        row("empty", "", "no line says how many");
        row("no count", with("Found 4 object(s)", "Found objects"), "no line says how many");
        row("a count that is none", with("Found 4", "Found -4"), "no line says how many");
        row("cut short", with(last, ""), "announces 4 objects, and has 3");
        row("cut in a line", kList.substr(0, kList.size() - 40), "line 7 is not a whole object");
        row("one more", kList + "id: 0x0009, type: opaque, algo: opaque-data, sequence: 0, label: x\n",
            "announces 4 objects, and has 5");
        // A label with a line break must hide no key and make none.
        row("a forged object", with("sequence: 0, label: \n", "sequence: 0, label: \nid: 0x1\n"),
            "line 6 is not a whole object");
        row("a forged count", with("sequence: 0, label: \n", "sequence: 0, label: \nFound 9 object(s)\n"),
            "line 6 is not a whole object");
        row("something after it", kList + "yubihsm> quit\n", "line 8 is not a whole object");
        row("id", with("0xabcd", "0xabcde"), "line 7");
        row("id of another base", with("0xabcd", "43981"), "line 7");
        row("sequence", with("sequence: 255", "sequence: 256"), "line 7");
        row("no type", with("type: asymmetric-key, ", ""), "line 5");
        row("an old tool's line", with(", algo: ecp256, sequence: 0, label: \n", ", sequence: 0\n"),
            "line 5");
        row("a label too long", with("Ada, audit", std::string(41, 'a')), "line 7");
        row("filtered",
            "Found 1 object(s)\nid: 0x0005, type: opaque, algo: opaque-data, sequence: 0, label: x\n",
            "no authentication key is on it");
        row("the same twice", with("0xabcd", "0x0001"), "two authentication keys with the ID 0x0001");
        row("too many keys", keys(65), "more than 64 authentication keys");
        row("too many objects", keys(257), "line 258 is one object more");
        row("large", kList + std::string(70000, '\n'), "64 KiB");
    }

    void tamperedTwinsAreRefused()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, words);
        const auto users = readYubiHsmUsers(text.toStdString());
        QVERIFY(!users);
        QCOMPARE(users.error().code, ErrorCode::DeviceUsersInvalid);
        QVERIFY2(users.error().message.find(words.toStdString()) != std::string::npos,
                 users.error().message.c_str());
    }
};

KEYRITE_TEST_MAIN(DeviceUsersTest)
#include "device_users_test.moc"
