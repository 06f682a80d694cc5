#include "core/paper/printed_head.h"

#include "core/paper/pgp_words.h"

#include <algorithm>
#include <charconv>

namespace keyrite::paper {
namespace {

constexpr std::string_view kMark = "KEYRITE-HEAD";
constexpr std::string_view kSeparators = " \t\r\n-:,";
constexpr std::size_t kMaxBytes = 65536;
constexpr std::size_t kHeadBytes = std::tuple_size_v<crypto::Digest>;

tl::unexpected<Error> refuse(const std::string& problem)
{
    return fail(ErrorCode::BadEncoding,
                problem + " Give the number of entries and then the head, all 16 groups or all 32 words, as "
                          "they stand on the paper.");
}

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string inLowerCase(std::string_view text)
{
    std::string result(text);
    std::ranges::transform(result, result.begin(), lower);
    return result;
}

std::vector<std::string> tokensOf(std::string_view text)
{
    std::vector<std::string> tokens;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t start = text.find_first_not_of(kSeparators, at);
        if (start == std::string_view::npos)
            break;
        at = std::min(text.find_first_of(kSeparators, start), text.size());
        tokens.push_back(inLowerCase(text.substr(start, at - start)));
    }
    return tokens;
}

bool isHex(std::string_view text)
{
    return text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

Result<Bytes> fromGroups(std::span<const std::string> groups)
{
    std::string hex;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        if (!isHex(groups[i]))
            return refuse("Group " + std::to_string(i + 1) + " of the head is not in hex digits.");
        hex += groups[i];
    }
    if (hex.size() != 2 * kHeadBytes)
        return refuse("The head has " + std::to_string(hex.size()) + " hex digits instead of 64.");
    return fromHex(hex);
}

Result<Bytes> fromWords(std::span<const std::string> words)
{
    Bytes bytes;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto byte = pgpByte(words[i], i % 2 != 0);
        if (!byte)
            return refuse("Word " + std::to_string(i + 1) +
                          (pgpByte(words[i], i % 2 == 0)
                               ? " cannot stand there: a word before it was left out, doubled or swapped."
                               : " is not one of the words."));
        bytes.push_back(*byte);
    }
    if (bytes.size() != kHeadBytes)
        return refuse("The head has " + std::to_string(bytes.size()) + " words instead of 32.");
    return bytes;
}

} // namespace

std::string headText(const log::PrintedHead& head)
{
    std::string hex = toHex(head.root);
    std::ranges::transform(hex, hex.begin(), [](char c) { return c >= 'a' ? static_cast<char>(c - 32) : c; });
    return std::string(kMark) + " " + std::to_string(head.size) + " " + hex;
}

bool isHeadText(std::string_view text)
{
    return text.starts_with(kMark);
}

Result<log::PrintedHead> parsePrintedHead(std::string_view text)
{
    if (text.size() > kMaxBytes)
        return refuse("The text is too long to be a head.");
    if (text.starts_with(kMark))
        text.remove_prefix(kMark.size());
    const std::vector<std::string> tokens = tokensOf(text);
    if (tokens.size() < 2)
        return refuse("The number of entries or the head is missing.");
    log::PrintedHead head{};
    const std::string& size = tokens.front();
    const auto [end, error] = std::from_chars(size.data(), size.data() + size.size(), head.size);
    if (error != std::errc{} || end != size.data() + size.size())
        return refuse("The first part is not the number of entries.");
    const std::span<const std::string> rest = std::span(tokens).subspan(1);
    const auto bytes = isHex(rest.front()) ? fromGroups(rest) : fromWords(rest);
    if (!bytes)
        return fail(bytes.error());
    std::ranges::copy(*bytes, head.root.begin());
    return head;
}

Result<Anchor> parseAnchor(std::string_view text)
{
    constexpr std::string_view kDash = "\n\xE2\x80\x94 "; // a signature line
    if (text.find(kDash) == std::string_view::npos) {
        const auto head = parsePrintedHead(text);
        return head ? Result<Anchor>(*head) : fail(head.error());
    }
    std::string note(text.substr(0, kMaxBytes + 1));
    std::erase(note, '\r');
    while (!note.empty() && note.back() == '\n')
        note.pop_back();
    note += '\n';
    if (const auto checkpoint = log::parseCheckpoint(note); !checkpoint)
        return fail(checkpoint.error());
    return note;
}

} // namespace keyrite::paper
