// Filter lines as people type them: read without a crash, and what was read comes back from its own line.
#include "core/log/filter.h"

#include <cstdlib>

using namespace keyrite;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto filter = log::parseFilter({reinterpret_cast<const char*>(data), size});
    if (!filter)
        return 0;
    // Quotes that are doubled may make a line longer than one that is read.
    if (const std::string line = log::filterLine(*filter); line.size() <= 4096)
        if (const auto again = log::parseFilter(line); !again || *again != *filter)
            std::abort();
    return 0;
}
