// A configuration file of p11-kit names a module or does not; it never breaks the program.
#include "core/hsm/registered_modules.h"

#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    (void)keyrite::hsm::moduleNamedBy({reinterpret_cast<const char*>(data), size});
    return 0;
}
