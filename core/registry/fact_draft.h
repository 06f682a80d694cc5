// The kind and the data of the entry that a fact becomes, before anything of it is checked (facts.h does).
#pragma once

#include "core/registry/facts.h"

namespace keyrite::registry {

struct Draft
{
    std::string_view kind;
    log::Json data; // what is empty is left out
};

Draft draftOf(const Fact& fact);

} // namespace keyrite::registry
