// NATO spelling alphabet (ICAO Annex 10, volume II): serials and bag numbers as words that are hard to
// mishear. Public data; any thread.
#pragma once

#include <string>
#include <string_view>

namespace keyrite::paper {

// "7A-Q" -> "Seven Alfa Dash Quebec": letters of either case and digits, "Dash" for a hyphen; other
// characters are spelt as they are.
std::string natoSpelling(std::string_view text);

} // namespace keyrite::paper
