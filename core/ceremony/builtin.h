// The procedures that come with the program, byte for byte as in resources/procedures.
#pragma once

#include "core/ceremony/procedure.h"

namespace keyrite::ceremony {

// Ids of all, in alphabetical order.
std::vector<std::string_view> builtinProcedureIds();

// The file's text for a procedure id ("generate", "recover"); empty where there is none.
std::string_view builtinProcedureText(std::string_view id);

// Parsed. Errors: NotFound. A built-in file that does not load is a bug and is caught by a test.
[[nodiscard]] Result<std::shared_ptr<const Procedure>> builtinProcedure(std::string_view id);

// The files of earlier versions, as in resources/procedures/earlier: known to replay and to resume, begun by
// nobody.
std::vector<std::string_view> earlierProcedureTexts();

// The built-in one, of this or an earlier version, whose SHA-256 is `hash` (hex); null where there is none.
std::shared_ptr<const Procedure> procedureWithHash(std::string_view hash);

} // namespace keyrite::ceremony
