// A device's exported log is read or refused; it never breaks the program.
#include "core/hsm/device_log.h"

#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    (void)keyrite::hsm::readYubiHsmLog({reinterpret_cast<const char*>(data), size});
    return 0;
}
