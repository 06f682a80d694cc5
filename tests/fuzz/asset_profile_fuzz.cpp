// An asset profile from outside loads or is refused; it never breaks the program.
#include "core/plan/asset_profile.h"

#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    (void)keyrite::plan::AssetProfile::parse({reinterpret_cast<const char*>(data), size});
    return 0;
}
