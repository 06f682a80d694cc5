// The fault module's disguises: tokens of another maker, a second fresh one, and tokens that do not do as
// they are told. Part of fault_module.cpp.
#pragma once

#include "tests/core/hsm/fault_shim.h"

namespace keyrite::test {

// The functions of `target`, which answer as the disguise says. One target in a process.
CK_FUNCTION_LIST disguised(CK_FUNCTION_LIST& target);

void disguiseAs(const Disguise& disguise);

} // namespace keyrite::test
