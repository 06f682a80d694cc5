// The lines of a backup document, from any scanner or file. What is accepted must be written back the same,
// and no reading may be half done.
#include "core/paper/backup.h"

#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    using namespace keyrite::paper;
    const auto backup = parseBackup({reinterpret_cast<const char*>(data), size});
    if (!backup)
        return 0;
    const auto text = backupText(*backup);
    if (!text)
        std::abort();
    const auto again = parseBackup(*text);
    if (!again || backupText(*again).value() != *text)
        std::abort();
    return 0;
}
