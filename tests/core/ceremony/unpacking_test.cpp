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

bool says(const std::vector<std::string>& findings, std::string_view words)
{
    return findings.size() == 1 && findings.front().find(words) != std::string::npos;
}

} // namespace

class UnpackingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asShippedHasNoFinding()
    {
        QVERIFY(unpackingFindings(device(), {}).empty());
        QVERIFY(unpackingFindings(device(), roomWith(registered("77"))).empty());
    }

    void eachFindingIsNamed()
    {
        QVERIFY(says(unpackingFindings(device(), roomWith(registered("78"))), "not in the register"));
        QVERIFY(unpackingFindings(device(), roomWith(registered("78"), Mode::Practice)).empty());
        registry::Hsm other = registered("77");
        other.firmware = "2.3";
        QVERIFY(says(unpackingFindings(device(), roomWith(other)), "Its firmware is 2.4; the log has 2.3."));
        registry::Hsm retired = registered("77");
        retired.state = registry::HsmState::Retired;
        retired.cause = "lost";
        QVERIFY(says(unpackingFindings(device(), roomWith(retired)), "retired from use in this room: lost"));
        UnpackedDevice used = device();
        used.objects = {"rogue admin", "k"};
        QVERIFY(says(unpackingFindings(used, {}), "\"rogue admin\", \"k\""));
        UnpackedDevice open = device();
        open.takesDefault = true;
        QVERIFY(says(unpackingFindings(open, {}), "ships every device with"));
    }
};

KEYRITE_TEST_MAIN(UnpackingTest)
#include "unpacking_test.moc"
