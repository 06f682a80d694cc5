// Event: what happens to a ceremony is an entry of its log. Reads its data, and refuses it.
#pragma once

#include "core/log/entry.h"
#include "core/result.h"

namespace keyrite::ceremony {

using Event = log::Entry;

// StepRefused: "The ceremony does not accept ... in step ...: <why>."
tl::unexpected<Error> refuse(const Event& event, const std::string& why);

// A field of an event's data; empty or 0 where it is absent or of another type.
std::string textOf(const log::Json& data, const char* name);
int numberOf(const log::Json& data, const char* name);
std::vector<std::string> textsOf(const log::Json& data, const char* name);

// Whether a typed value of 1 to 200 bytes has the form that a procedure asks for (ECMAScript; empty: any).
bool matches(const std::string& value, const std::string& pattern);

} // namespace keyrite::ceremony
