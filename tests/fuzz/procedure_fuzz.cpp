// Procedure JSON from outside: it loads and can be expanded and folded, or is refused; it never breaks the program.
#include "core/ceremony/procedure.h"
#include "core/ceremony/world.h"

using namespace keyrite;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto procedure = ceremony::Procedure::parse({reinterpret_cast<const char*>(data), size});
    if (procedure) {
        const std::vector<int> shares{1, 2, 3};
        (void)ceremony::foldWorld(**procedure, ceremony::expand(**procedure, shares), shares);
    }
    return 0;
}
