// The subject of a certificate request, from its one-line text. Pure functions, safe on any thread.
#pragma once

#include "core/result.h"

#include <string_view>
#include <vector>

namespace keyrite::hsm {

// One attribute of a distinguished name (RFC 5280, section 4.1.2.4).
struct SubjectField
{
    std::string name;  // "CN", "O", "OU", "L", "ST" or "C"
    std::string value; // UTF-8, 1 to 64 bytes; C: two capital letters
    bool operator==(const SubjectField&) const = default;
};

// Reads "CN=Vault 1,O=Example AG,C=CH": fields in the order they stand, no blanks around names, each name at
// most once except OU, CN required. A backslash takes the next character as it is ("O=Example\, Inc."), and
// only , \ = and + may follow one. At most 512 bytes. Errors: InvalidArgument.
[[nodiscard]] Result<std::vector<SubjectField>> parseSubject(std::string_view text);

} // namespace keyrite::hsm
