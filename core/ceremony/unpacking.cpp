#include "core/ceremony/unpacking.h"

#include <algorithm>

namespace keyrite::ceremony {
namespace {

// Whether this room keeps a register of its HSMs at all. A practice token gets its serial only when it is set
// up.
bool keepsRegister(const registry::Registry& registry)
{
    return registry.room.mode != Mode::Practice && std::ranges::any_of(registry.hsms, [](const auto& one) {
               return one.second.registered && one.second.use != "audit";
           });
}

void compareWithRegister(const UnpackedDevice& device, const registry::Registry& registry,
                         std::vector<std::string>& findings)
{
    const auto known = registry.hsms.find(device.token.id.serial);
    const bool registered = known != registry.hsms.end() && known->second.registered;
    if (!registered && keepsRegister(registry))
        findings.push_back("Its serial " + device.token.id.serial +
                           " is not in the register of this room. Compare it with the delivery note.");
    if (known == registry.hsms.end())
        return;
    if (known->second.state == registry::HsmState::Retired)
        findings.push_back("It was retired from use in this room: " + known->second.cause + ".");
    if (!known->second.firmware.empty() && known->second.firmware != device.token.firmwareVersion)
        findings.push_back("Its firmware is " + device.token.firmwareVersion + "; the log has " +
                           known->second.firmware + ".");
}

} // namespace

std::vector<std::string> unpackingFindings(const UnpackedDevice& device, const registry::Registry& registry)
{
    std::vector<std::string> findings;
    compareWithRegister(device, registry, findings);
    if (!device.objects.empty()) {
        std::string labels;
        for (const std::string& label : device.objects)
            labels += (labels.empty() ? "\"" : ", \"") + label + "\"";
        findings.push_back("It holds objects that no ceremony of this room made: " + labels.substr(0, 200) +
                           ".");
    }
    if (device.takesDefault)
        findings.push_back(
            "It still takes the credential that its maker ships every device with. The new one "
            "works: remove the default now, with the maker's tool.");
    return findings;
}

} // namespace keyrite::ceremony
