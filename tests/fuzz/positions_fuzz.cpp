// A table of positions from outside: each row becomes a position that a plan takes, or an error; it never
// breaks the program.
#include "core/plan/position_import.h"

using namespace keyrite;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto head = plan::readTableHead(sourceOf(text)))
        (void)plan::importPositions(sourceOf(text), head->suggested);
    return 0;
}
