// An HSM profile loads or is refused; it never breaks the program.
#include "core/hsm/profile.h"

#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    (void)keyrite::hsm::Profile::parse({reinterpret_cast<const char*>(data), size});
    return 0;
}
