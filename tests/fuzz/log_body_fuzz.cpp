// Bodies from outside: the scanner and the parser accept the same texts, and only canonical ones.
#include "core/log/canonical.h"
#include "core/log/entry.h"

#include <cstdlib>

using namespace keyrite;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view body(reinterpret_cast<const char*>(data), size);
    const auto scanned = log::scanBody(body);
    const auto parsed = log::parseBody(body);
    if (scanned.has_value() != parsed.has_value())
        std::abort();
    if (!parsed)
        return 0;
    // The parser is nlohmann's, the scanner is ours: what the one read, the other must have seen.
    if (parsed->seq != scanned->seq || parsed->kind != scanned->kind || log::canonicalBody(*parsed) != body)
        std::abort();
    return 0;
}
