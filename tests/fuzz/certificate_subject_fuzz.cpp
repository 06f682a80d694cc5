// A certificate's subject as somebody typed it: what is accepted holds to the limits.
#include "core/hsm/certificate_subject.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto fields =
        keyrite::hsm::parseSubject(std::string_view(reinterpret_cast<const char*>(data), size));
    if (!fields)
        return 0;
    for (const auto& field : *fields)
        if (field.value.empty() || field.value.size() > 64)
            std::abort();
    return 0;
}
