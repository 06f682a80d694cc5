// Numbers as decimal text: short enough to read, the same on every machine and in every language setting.
#pragma once

#include <array>
#include <charconv>
#include <string>

namespace keyrite::market {

// `value` with at most `digits` significant digits, without needless zeros: "0.05", "12.4", "1.5e+20".
inline std::string decimal(double value, int digits)
{
    std::array<char, 64> text{};
    const auto written =
        std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::general, digits);
    return {text.data(), written.ptr};
}

} // namespace keyrite::market
