// A list of a device's users is read or refused; it never breaks the program.
#include "core/hsm/device_users.h"

#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    (void)keyrite::hsm::readYubiHsmUsers({reinterpret_cast<const char*>(data), size});
    return 0;
}
