// Bundles and proofs from outside: whatever is given, a refusal or a value that means the same again.
#include "core/log/bundle.h"
#include "core/log/proof.h"

#include <cstdlib>

using namespace keyrite;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto bundle = log::Bundle::parse(text); bundle && bundle->text() != text)
        std::abort();
    if (const auto proof = log::EntryProof::parse(text);
        proof && !proof->extra.empty() && proof->text() != text)
        std::abort();
    return 0;
}
