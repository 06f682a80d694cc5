// Procedure JSON from outside: it loads and can be expanded and folded, or is refused; it never breaks the
// program.
#include "core/ceremony/procedure.h"
#include "core/ceremony/world.h"

using namespace keyrite;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto procedure = ceremony::Procedure::parse({reinterpret_cast<const char*>(data), size});
    if (procedure)
        (void)ceremony::checkProcedure(**procedure);
    return 0;
}
