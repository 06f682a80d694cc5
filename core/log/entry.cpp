#include "core/log/entry.h"

#include "core/log/canonical.h"

namespace keyrite::log {
namespace {

tl::unexpected<Error> invalid(const Entry& entry, const std::string& problem)
{
    return fail(ErrorCode::EntryInvalid,
                "The entry " + entry.kind + " cannot be recorded: " + problem +
                    " This is a fault of the program; note what you did and report it.");
}

// What a writer would change silently or cannot write: NaN becomes null, binary becomes an object. The rest
// is left to scanBody.
const char* unwritable(const Json& value, int depth)
{
    if (depth > kMaxBodyDepth)
        return "its data is nested more than 16 deep.";
    if (value.is_number_float() || value.is_binary() || value.is_discarded())
        return "its data holds a number that is not whole, or bytes; both are written as text.";
    if (value.is_structured())
        for (const Json& element : value)
            if (const char* problem = unwritable(element, depth + 1))
                return problem;
    return nullptr;
}

std::string quoted(const std::string& text)
{
    return Json(text).dump();
}

// Throws Json::exception where a text is not UTF-8.
std::string write(const Entry& entry)
{
    return R"({"actor":)" + quoted(entry.actor) + R"(,"ceremony":)" + quoted(entry.ceremony) + R"(,"data":)" +
           entry.data.dump() + R"(,"kind":)" + quoted(entry.kind) + R"(,"role":)" + quoted(entry.role) +
           R"(,"seq":)" + std::to_string(entry.seq) + R"(,"step":)" + quoted(entry.step) + R"(,"time":)" +
           quoted(toIsoTime(entry.time)) + R"(,"v":1})";
}

Entry read(const Json& body)
{
    Entry entry;
    entry.seq = body.at("seq").get<std::uint64_t>();
    entry.time = fromIsoTime(body.at("time").get_ref<const std::string&>()).value();
    entry.ceremony = body.at("ceremony").get<std::string>();
    entry.step = body.at("step").get<std::string>();
    entry.kind = body.at("kind").get<std::string>();
    entry.actor = body.at("actor").get<std::string>();
    entry.role = body.at("role").get<std::string>();
    entry.data = body.at("data");
    return entry;
}

} // namespace

Result<std::string> canonicalBody(const Entry& entry)
{
    if (!entry.data.is_object())
        return invalid(entry, "its data is not an object.");
    if (const char* problem = unwritable(entry.data, 2))
        return invalid(entry, problem);
    try {
        std::string body = write(entry);
        if (const auto scanned = scanBody(body); !scanned)
            return invalid(entry, scanned.error().message);
        return body;
    } catch (const Json::exception&) {
        return invalid(entry, "one of its texts is not UTF-8.");
    }
}

Result<Entry> parseBody(std::string_view body)
{
    // The scan bounds depth and fixes the shape, so that what follows cannot throw, and takes only what
    // canonicalBody() would write again (a fuzz target holds it to that).
    if (const auto scanned = scanBody(body); !scanned)
        return fail(scanned.error());
    return read(Json::parse(body));
}

} // namespace keyrite::log
