// A device out of its package: each thing that is wrong is one sentence.
#include "core/ceremony/unpacking.h"
#include "tests/test_main.h"

using namespace keyrite;
using namespace keyrite::ceremony;

namespace {

UnpackedDevice device()
{
    UnpackedDevice one{};
    one.token.id = {"77", "HSM A"};
    one.token.firmwareVersion = "2.4";
    return one;
}

// Opened an hour ago, with its key 2.
UnpackedDevice yubiHsm()
{
    UnpackedDevice one = device();
    one.token.manufacturer = "Yubico";
    one.token.model = "YubiHSM 2";
    one.login = "0x0002";
    one.opened = TimePoint() + std::chrono::hours(1);
    return one;
}

registry::Registry roomWith(const registry::Hsm& hsm, Mode mode = Mode::Live)
{
    registry::Registry registry;
    registry.room.mode = mode;
    registry.hsms[hsm.serial] = hsm;
    return registry;
}

registry::Hsm registered(std::string serial)
{
    registry::Hsm hsm;
    hsm.serial = std::move(serial);
    hsm.use = "production";
    hsm.registered = registry::Mark{};
    return hsm;
}

registry::Hsm setUpHere(std::string serial)
{
    registry::Hsm hsm = registered(std::move(serial));
    hsm.setUpHere = true;
    return hsm;
}

// The only finding is of `id` and holds `words`.
void finds(const UnpackedDevice& device, const registry::Registry& registry, const std::string& id,
           const std::string& words)
{
    for (const DeviceCheck& check : checkDevice(device, registry)) {
        QVERIFY2(check.good == (check.id != id), check.finding.c_str());
        QVERIFY2(check.good || check.finding.find(words) != std::string::npos, check.finding.c_str());
    }
    QVERIFY(findingsOf(checkDevice(device, registry)).find(words) != std::string::npos);
}

} // namespace

class UnpackingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asItShouldBeHasNoFinding()
    {
        const auto checks = checkDevice(device(), roomWith(setUpHere("77")));
        QCOMPARE(checks.size(), 5U);
        QCOMPARE(findingsOf(checks), std::string());
    }

    void eachFindingIsNamed()
    {
        const registry::Registry clean = roomWith(setUpHere("77"));
        registry::Registry room = clean;
        room.hsms["77"].registered.reset();
        room.hsms["78"] = registered("78");
        finds(device(), room, "serial", "not in the register");
        room.room.mode = Mode::Practice;
        QCOMPARE(findingsOf(checkDevice(device(), room)), std::string());
        room = clean;
        room.hsms["77"].expectedFirmware = "2.3";
        finds(device(), room, "firmware", "Its firmware is 2.4; the log has 2.3.");
        room = clean;
        room.hsms["77"].state = registry::HsmState::Retired;
        room.hsms["77"].cause = "lost";
        finds(device(), room, "serial", "retired from use in this room: lost");
        UnpackedDevice open = device();
        open.takesDefault = true;
        finds(open, clean, "credential", "ships every device with");
    }

    void onlyKeysOfTheLogMayBeOnIt()
    {
        UnpackedDevice used = device();
        used.objects = {{"a key", Bytes(16, 1)}, {"rogue admin", {}}};
        registry::Registry room = roomWith(setUpHere("77"));
        finds(used, room, "objects", "\"a key\", \"rogue admin\"");
        registry::Key& key = room.keys[toHex(Bytes(16, 1))];
        key.token = used.token.id;
        finds(used, room, "objects", "made: \"rogue admin\".");
        used.objects.pop_back();
        QCOMPARE(findingsOf(checkDevice(used, room)), std::string());
        key.token.serial = "78"; // the same key, but it should live elsewhere
        finds(used, room, "objects", "\"a key\"");
        room.hsms["77"].firstCeremony = "KC-2026-0001"; // took it: the key was recovered onto "78" since
        used.ceremony = "KC-2026-0002";
        QCOMPARE(findingsOf(checkDevice(used, room)), std::string());
        room.hsms["77"].firstCeremony = used.ceremony; // takes it just now
        finds(used, room, "objects", "\"a key\"");
        key.token.serial = "77";
        key.state = registry::KeyState::Destroyed;
        finds(used, room, "objects", "\"a key\"");
        used.objects.assign(20, {"many", {}});
        finds(used, room, "objects", "and 12 more");
    }

    // Whoever set it up knows the security officer's PIN.
    void aStrangersUserIsAFinding()
    {
        UnpackedDevice one = device();
        one.ceremony = "KC-2026-0002";
        finds(one, roomWith(registered("77")), "users", "set up before it came here");
        registry::Registry room = roomWith(registered("77"));
        room.hsms["77"].firstCeremony = "KC-2026-0001"; // which saw it, and decided nothing
        finds(one, room, "users", "set up before it came here");
        room.hsms["77"].acceptedIn = "KC-2026-0001";
        QCOMPARE(findingsOf(checkDevice(one, room)), std::string());
        one.token.manufacturer = "Cavium"; // neither an officer nor a list
        const DeviceCheck taken = checkDevice(one, room)[3];
        QVERIFY(taken.good && taken.finding.find("Keyrite cannot list its users") != std::string::npos);
        room.hsms["77"].acceptedIn.clear();
        finds(one, room, "users", "Keyrite cannot list its users");
    }

    // Of a YubiHSM: whoever is not Keyrite's own login was there when people took it.
    void theListOfUsersIsReadInTheCeremony()
    {
        UnpackedDevice one = yubiHsm();
        registry::Registry room = roomWith(registered("77"));
        registry::Hsm& known = room.hsms["77"];
        known.deviceLog.emplace().sound = true;
        known.deviceLog->mark.time = one.opened;
        finds(one, room, "users", "Who can open it was not read since");
        known.users.emplace().users = {R"(0x0002 "KEYRITE" (sequence 0))", R"(0x0005 "Ada" (sequence 0))"};
        finds(one, room, "users", "Who can open it was not read since");
        known.users->mark.time = one.opened;
        finds(one, room, "users", R"(nobody here took: 0x0005 "Ada" (sequence 0).)");
        known.acceptedUsers = known.users->users;
        QCOMPARE(findingsOf(checkDevice(one, room)), std::string());
        known.users->users[1] = R"(0x0005 "Ada" (sequence 1))"; // deleted and made anew
        finds(one, room, "users", R"(nobody here took: 0x0005 "Ada" (sequence 1).)");
        known.users->users.erase(known.users->users.begin());
        finds(one, room, "users", "Keyrite logs in with 0x0002, which the list of its users lacks");
        one.login.clear(); // typed on a pad
        known.acceptedUsers.clear();
        known.users->users = {R"(0x0002 "KEYRITE" (sequence 0))"};
        finds(one, room, "users", R"(nobody here took: 0x0002 "KEYRITE" (sequence 0).)");
    }

    void itsOwnLogIsReadInTheCeremony()
    {
        const UnpackedDevice one = yubiHsm();
        registry::Registry room = roomWith(registered("77"));
        room.hsms["77"].users = {{R"(0x0002 "KEYRITE" (sequence 0))"}, {one.opened, 7}};
        finds(one, room, "device-log", "was not read since this ceremony was opened");
        registry::DeviceLogRead& log = room.hsms["77"].deviceLog.emplace();
        log.sound = true;
        finds(one, room, "device-log", "was not read since this ceremony was opened");
        log.mark.time = one.opened;
        QCOMPARE(findingsOf(checkDevice(one, room)), std::string());
        log.sound = false;
        log.finding = "Between the entries 3 and 7 others are missing.";
        finds(one, room, "device-log", "Between the entries 3 and 7");
    }
};

KEYRITE_TEST_MAIN(UnpackingTest)
#include "unpacking_test.moc"
