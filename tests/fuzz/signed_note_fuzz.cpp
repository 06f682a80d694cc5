// Notes and keys from outside: whatever is given, a refusal or a value that means the same again.
#include "core/log/note.h"

#include <cstdlib>

using namespace keyrite;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto key = log::VerifierKey::parse(text); key && key->text() != text)
        std::abort();
    const auto checkpoint = log::parseCheckpoint(text);
    // SOURCE: transparency-dev/tessera testdata/build_log.sh: a key whose signature nobody can forge here.
    static const auto key = log::VerifierKey::parse(
        "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx");
    const auto opened = log::openCheckpoint(text, *key);
    if (opened && (!checkpoint || *opened != *checkpoint || opened->origin != key->name))
        std::abort();
    return 0;
}
