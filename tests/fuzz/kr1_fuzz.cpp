// Any text a scanner may hand over: a share that is accepted has one KR1 text and one text of words, and both
// give the same share back.
#include "core/paper/share_payload.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    static const bool ready = keyrite::prepareSecureMemory().has_value();
    if (!ready)
        std::abort();
    const auto mnemonic = keyrite::paper::parseSharePayload({reinterpret_cast<const char*>(data), size});
    if (!mnemonic)
        return 0;
    for (const auto& text : {&keyrite::paper::kr1Text, &keyrite::paper::wordsText}) {
        const auto again = keyrite::paper::parseSharePayload(text(*mnemonic).text());
        if (!again || !keyrite::equalSecret(again->packed().view(), mnemonic->packed().view()))
            std::abort();
    }
    return 0;
}
