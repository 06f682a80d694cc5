// The fields of a procedure file and of a plan in the log: core/fields.h with the procedure's errors.
#pragma once

#include "core/fields.h"

namespace keyrite::ceremony {

// As keyrite::parseJsonObject. Errors: ProcedureInvalid (where it breaks).
[[nodiscard]] inline Result<Json> parseJsonObject(std::string_view text)
{
    return keyrite::parseJsonObject(text, ErrorCode::ProcedureInvalid);
}

// Errors of all: ProcedureInvalid, naming object and field.
class Fields final : public keyrite::Fields
{
public:
    Fields(const Json& json, std::string where)
        : keyrite::Fields(json, std::move(where), {ErrorCode::ProcedureInvalid, "The procedure"})
    {
    }
};

} // namespace keyrite::ceremony
