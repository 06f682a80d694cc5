#include "core/log/canonical.h"

#include "core/log/entry.h"
#include "core/log/utf8.h"

#include <array>
#include <bit>
#include <cstring>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace keyrite::log {
namespace {

// Bytes that stand for themselves inside a string: printable ASCII (and DEL, as RFC 8785 has it) but for the
// quotation mark and the backslash.
constexpr std::array<bool, 256> kPlain = [] {
    std::array<bool, 256> plain{};
    for (std::size_t c = 0x20; c < 0x80; ++c)
        plain[c] = c != '"' && c != '\\';
    return plain;
}();

bool isPlain(char c)
{
    return kPlain[static_cast<std::uint8_t>(c)];
}

// The first byte from `at` on that is not plain, or the end: sixteen bytes at a time, as most bytes of a log
// are.
std::size_t pastPlain(std::string_view text, std::size_t at)
{
#ifdef __SSE2__
    // Signed comparison: bytes of 0x80 and more are negative, and so less than a space, as controls are.
    const __m128i space = _mm_set1_epi8(' ');
    const __m128i quote = _mm_set1_epi8('"');
    const __m128i backslash = _mm_set1_epi8('\\');
    while (text.size() - at >= sizeof(__m128i)) {
        __m128i bytes;
        std::memcpy(&bytes, text.data() + at, sizeof(bytes));
        const __m128i special =
            _mm_or_si128(_mm_cmplt_epi8(bytes, space),
                         _mm_or_si128(_mm_cmpeq_epi8(bytes, quote), _mm_cmpeq_epi8(bytes, backslash)));
        if (const auto found = static_cast<unsigned>(_mm_movemask_epi8(special)); found != 0)
            return at + static_cast<std::size_t>(std::countr_zero(found));
        at += sizeof(bytes);
    }
#endif
    while (at < text.size() && isPlain(text[at]))
        ++at;
    return at;
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

// A recursive-descent reader which stops at the first byte that a canonical writer would not have written.
// Each method answers whether it could move on; the first refusal is kept.
class Scanner final
{
public:
    explicit Scanner(std::string_view text) : m_text(text) {}

    // A template, so that the length is known and the comparison a few instructions.
    template <std::size_t size>
    bool literal(const char (&expected)[size]);
    bool string(std::string_view& raw);
    bool headerText(std::string_view& raw);
    bool integer(std::int64_t& value);
    bool object(int depth);
    bool data(std::string_view& raw);
    bool end() { return m_at == m_text.size() || refuse("there is more after the closing bracket"); }

    bool refuse(const char* problem);
    Error error() const;

private:
    bool value(int depth);
    bool array(int depth);
    bool key(std::string_view& previous);
    bool escape();
    char peek() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }
    bool accept(char c);

    std::string_view m_text;
    std::size_t m_at = 0;
    bool m_escaped = false; // a text since this was reset had an escape
    const char* m_problem = nullptr;
};

bool Scanner::refuse(const char* problem)
{
    if (m_problem == nullptr)
        m_problem = problem;
    return false;
}

Error Scanner::error() const
{
    return {ErrorCode::EntryInvalid,
            "The body is not a Keyrite entry in canonical form: at byte " + std::to_string(m_at) + " " +
                m_problem + ".",
            "byte " + std::to_string(m_at)};
}

bool Scanner::accept(char c)
{
    if (peek() != c || m_at == m_text.size())
        return false;
    ++m_at;
    return true;
}

template <std::size_t size>
bool Scanner::literal(const char (&expected)[size])
{
    constexpr std::size_t kLength = size - 1;
    if (m_text.size() - m_at < kLength || std::memcmp(m_text.data() + m_at, expected, kLength) != 0)
        return refuse("a part that every entry has is missing, out of order or not followed as it must be");
    m_at += kLength;
    return true;
}

// RFC 8785, section 3.2.2.2: the short escapes where they exist, \u00xx in lower case for the other control
// characters, nothing else escaped.
bool Scanner::escape()
{
    const std::string_view rest = m_text.substr(m_at);
    if (rest.size() >= 2 && std::string_view("\"\\bfnrt").find(rest[1]) != std::string_view::npos) {
        m_at += 2;
        return true;
    }
    constexpr std::string_view kShort = "89acd"; // last digits of \b \t \n \f \r
    const bool control = rest.size() >= 6 && rest.substr(0, 4) == "\\u00" &&
                         ((rest[4] == '0' && (isDigit(rest[5]) || (rest[5] >= 'a' && rest[5] <= 'f')) &&
                           kShort.find(rest[5]) == std::string_view::npos) ||
                          (rest[4] == '1' && (isDigit(rest[5]) || (rest[5] >= 'a' && rest[5] <= 'f'))));
    if (!control)
        return refuse("a character is escaped in another way than the canonical one");
    m_at += 6;
    return true;
}

bool Scanner::string(std::string_view& raw)
{
    if (!accept('"'))
        return refuse("a text in quotation marks is expected");
    const std::size_t start = m_at;
    for (;;) {
        m_at = pastPlain(m_text, m_at);
        if (m_at == m_text.size())
            return refuse("a text is not closed");
        const auto byte = static_cast<std::uint8_t>(m_text[m_at]);
        if (byte == '"') {
            raw = std::string_view(m_text.data() + start, m_at - start);
            ++m_at;
            return true;
        }
        if (byte == '\\') {
            m_escaped = true;
            if (!escape())
                return false;
        } else if (byte < 0x20) {
            return refuse("a control character stands unescaped");
        } else if (!nextCodePoint(m_text, m_at)) {
            return refuse("the text is not UTF-8");
        }
    }
}

// One line of at most kMaxHeaderText bytes: no escaped control characters.
bool Scanner::headerText(std::string_view& raw)
{
    m_escaped = false;
    if (!string(raw))
        return false;
    if (raw.size() > kMaxHeaderText)
        return refuse("the actor, ceremony, role or step is longer than 256 bytes");
    for (std::size_t at = m_escaped ? raw.find('\\') : std::string_view::npos; at != std::string_view::npos;
         at = raw.find('\\', at + 2))
        if (raw[at + 1] != '"' && raw[at + 1] != '\\')
            return refuse("the actor, ceremony, role or step has a control character");
    return true;
}

bool Scanner::integer(std::int64_t& value)
{
    const bool negative = accept('-');
    const std::size_t digits = m_at;
    std::uint64_t magnitude = 0; // of more than 16 digits, which are refused, it may wrap
    for (; m_at < m_text.size() && isDigit(m_text[m_at]); ++m_at)
        magnitude = magnitude * 10 + static_cast<std::uint64_t>(m_text[m_at] - '0');
    const std::size_t count = m_at - digits;
    if (count == 0 || count > 16 || (m_text[digits] == '0' && (count > 1 || negative)))
        return refuse("a whole number in its shortest form is expected");
    value = negative ? -static_cast<std::int64_t>(magnitude) : static_cast<std::int64_t>(magnitude);
    if (value > kMaxBodyInteger || value < -kMaxBodyInteger)
        return refuse("a number is larger than 2^53 - 1; such numbers are written as text");
    if (peek() == '.' || peek() == 'e' || peek() == 'E')
        return refuse("a number is not whole; such numbers are written as text");
    return true;
}

bool Scanner::value(int depth)
{
    std::string_view raw;
    std::int64_t number = 0;
    switch (peek()) {
    case '"':
        return string(raw);
    case '{':
        return object(depth);
    case '[':
        return array(depth);
    case 't':
        return literal("true");
    case 'f':
        return literal("false");
    case 'n':
        return literal("null");
    default:
        return integer(number);
    }
}

bool Scanner::array(int depth)
{
    if (depth > kMaxBodyDepth)
        return refuse("brackets are nested more than 16 deep");
    ++m_at;
    if (accept(']'))
        return true;
    do {
        if (!value(depth + 1))
            return false;
    } while (accept(','));
    return accept(']') || refuse("a comma or a closing bracket is expected");
}

// Keys are printable ASCII without quotation mark and backslash, so that their order as bytes is their order
// as RFC 8785 wants it (UTF-16 code units), and strictly rising, so that none comes twice.
bool Scanner::key(std::string_view& previous)
{
    const std::size_t start = m_at + 1;
    if (!accept('"'))
        return refuse("a key in quotation marks is expected");
    while (m_at < m_text.size() && isPlain(m_text[m_at]) && m_text[m_at] != 0x7F)
        ++m_at;
    const std::string_view name = m_text.substr(start, m_at - start);
    if (name.empty() || !accept('"') || !accept(':'))
        return refuse("a key is empty, not plain ASCII or not followed by a colon");
    if (name <= previous)
        return refuse("keys are not in order, or one comes twice");
    previous = name;
    return true;
}

bool Scanner::object(int depth)
{
    if (depth > kMaxBodyDepth)
        return refuse("brackets are nested more than 16 deep");
    if (!accept('{'))
        return refuse("an object is expected");
    if (accept('}'))
        return true;
    std::string_view previous;
    do {
        if (!key(previous) || !value(depth + 1))
            return false;
    } while (accept(','));
    return accept('}') || refuse("a comma or a closing bracket is expected");
}

// The body is the first of the nested objects, and this the second.
bool Scanner::data(std::string_view& raw)
{
    const std::size_t start = m_at;
    if (!object(2))
        return false;
    raw = m_text.substr(start, m_at - start);
    return true;
}

// Dotted, lower case: at least two words of a-z, 0-9 and '-', none empty.
bool isKind(std::string_view kind)
{
    std::size_t dots = 0;
    char before = '.';
    for (const char c : kind) {
        const bool word = (c >= 'a' && c <= 'z') || isDigit(c) || c == '-';
        if (!word && (c != '.' || before == '.'))
            return false;
        dots += c == '.' ? 1U : 0U;
        before = c;
    }
    return dots > 0 && before != '.' && kind.size() <= kMaxHeaderText;
}

// The keys of a body are fixed, so their sorted order is too.
bool scanHead(Scanner& scan, BodyHead& head)
{
    std::int64_t seq = 0;
    const bool ok = scan.literal(R"({"actor":)") && scan.headerText(head.actor) &&
                    scan.literal(R"(,"ceremony":)") && scan.headerText(head.ceremony) &&
                    scan.literal(R"(,"data":)") && scan.data(head.data) && scan.literal(R"(,"kind":)") &&
                    scan.string(head.kind) && scan.literal(R"(,"role":)") && scan.headerText(head.role) &&
                    scan.literal(R"(,"seq":)") && scan.integer(seq) && scan.literal(R"(,"step":)") &&
                    scan.headerText(head.step) && scan.literal(R"(,"time":)") && scan.string(head.timeText) &&
                    scan.literal(R"(,"v":1})") && scan.end();
    if (!ok)
        return false;
    const auto parsed = fromIsoTime(head.timeText);
    head.seq = static_cast<std::uint64_t>(seq);
    head.time = parsed.value_or(TimePoint{});
    return (seq >= 0 || scan.refuse("the sequence number is negative")) &&
           (isKind(head.kind) || scan.refuse("the kind is not of the form share.issued")) &&
           (parsed.has_value() || scan.refuse("the time is not of the form 2026-11-22T10:15:30.123Z"));
}

} // namespace

std::string plainText(std::string_view written)
{
    std::string text;
    for (std::size_t at = 0; at < written.size(); ++at) {
        if (written[at] == '\\')
            ++at;
        text += written[at];
    }
    return text;
}

Result<BodyHead> scanBody(std::string_view body)
{
    Scanner scan(body);
    BodyHead head{};
    if (body.size() > kMaxBodyBytes)
        scan.refuse("it is longer than 65536 bytes");
    else if (scanHead(scan, head))
        return head;
    return fail(scan.error());
}

} // namespace keyrite::log
