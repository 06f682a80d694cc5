#include "core/csv_reader.h"

#include <algorithm>

namespace keyrite {
namespace {

constexpr std::size_t kChunkBytes = 65536;
constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";

} // namespace

CsvReader::CsvReader(ByteSource source, char delimiter) : m_source(std::move(source)), m_delimiter(delimiter)
{
}

tl::unexpected<Error> CsvReader::malformed(const std::string& what)
{
    m_ended = true;
    m_fields.clear();
    return fail(ErrorCode::TableMalformed, "Line " + std::to_string(m_line) + ", column " +
                                               std::to_string(m_ends.size() + 1) + ": " + what);
}

tl::unexpected<Error> CsvReader::tooLarge()
{
    return malformed("the row has more than " + std::to_string(kMaxRowBytes) + " bytes or " +
                     std::to_string(kMaxFields) + " columns. This is not a table of the kind read here.");
}

Result<bool> CsvReader::fill()
{
    const auto got = m_source(m_buffer);
    if (!got) {
        m_ended = true;
        return fail(got.error());
    }
    m_at = 0;
    m_size = *got;
    return m_size > 0;
}

// The first bytes tell the encoding and the delimiter, so all that a mark needs must be there at once.
Result<void> CsvReader::begin()
{
    m_begun = true;
    m_buffer.resize(kChunkBytes);
    std::size_t size = 0;
    while (size < m_buffer.size()) {
        const auto got = m_source(std::span(m_buffer).subspan(size));
        if (!got)
            return fail(got.error());
        if (*got == 0)
            break;
        size += *got;
    }
    m_size = size;
    const std::string_view start(m_buffer.data(), m_size);
    if (start.starts_with("\xFF\xFE") || start.starts_with("\xFE\xFF"))
        return malformed("the text is in UTF-16. Save it as UTF-8 and choose it again.");
    if (start.starts_with(kUtf8Mark))
        m_at = kUtf8Mark.size();
    guessDelimiter();
    return {};
}

void CsvReader::guessDelimiter()
{
    if (m_delimiter != 0)
        return;
    std::string_view line(m_buffer.data() + m_at, m_size - m_at);
    line = line.substr(0, line.find_first_of("\r\n"));
    m_delimiter = ',';
    auto most = std::ranges::count(line, ',');
    for (const char other : {';', '\t'})
        if (const auto count = std::ranges::count(line, other); count > most) {
            most = count;
            m_delimiter = other;
        }
}

Result<bool> CsvReader::next()
{
    if (!m_begun)
        if (const auto begun = begin(); !begun) {
            m_ended = true;
            return fail(begun.error());
        }
    while (!m_ended) {
        const auto row = readRow();
        if (!row || *row)
            return row;
    }
    m_fields.clear();
    return false;
}

// One line end or the end of the text; false for a blank line or nothing.
Result<bool> CsvReader::readRow()
{
    m_text.clear();
    m_ends.clear();
    m_place = Place::FieldStart;
    m_rowLine = m_line;
    for (;;) {
        if (m_at == m_size) {
            const auto more = fill();
            if (!more)
                return fail(more.error());
            if (!*more)
                break;
        }
        const char c = m_buffer[m_at++];
        if (m_skipLineFeed && c == '\n') {
            m_skipLineFeed = false;
            continue;
        }
        m_skipLineFeed = false;
        const auto ended = take(c);
        if (!ended)
            return fail(ended.error());
        if (*ended)
            return finishRow();
    }
    m_ended = true;
    if (m_place == Place::Quoted)
        return malformed("a quotation mark that opens on line " + std::to_string(m_rowLine) +
                         " or after it is never closed.");
    if (m_ends.size() >= kMaxFields)
        return tooLarge();
    endField();
    return finishRow();
}

// The usual character of a price file needs few comparisons.
Result<bool> CsvReader::take(char c)
{
    if (c == 0)
        return malformed("there is a NUL byte. This is not a text; choose another file.");
    if (m_text.size() >= kMaxRowBytes || m_ends.size() >= kMaxFields)
        return tooLarge();
    if (m_place == Place::Quoted) {
        if (c == '"') {
            m_place = Place::AfterQuote;
            return false;
        }
        if (c == '\n' || c == '\r') // counted, and kept as written
            endLine(c);
        m_text += c;
        return false;
    }
    if (c == m_delimiter) {
        endField();
        m_place = Place::FieldStart;
        return false;
    }
    if (c == '\n' || c == '\r') {
        endField();
        return endLine(c);
    }
    if (c == '"') {
        if (m_place == Place::Plain)
            return malformed("there is a quotation mark inside a field that does not begin with one.");
        if (m_place == Place::AfterQuote)
            m_text += c;
        m_place = Place::Quoted;
        return false;
    }
    if (m_place == Place::AfterQuote)
        return malformed("text follows the quotation mark that closes a field.");
    m_place = Place::Plain;
    m_text += c;
    return false;
}

bool CsvReader::endLine(char c)
{
    m_skipLineFeed = c == '\r' && m_place != Place::Quoted;
    // Inside quotation marks the line feed of a CRLF is kept too, and counts once.
    if (c == '\n' || m_place != Place::Quoted)
        ++m_line;
    return true;
}

void CsvReader::endField()
{
    m_ends.push_back(m_text.size());
}

// False for a blank line.
bool CsvReader::finishRow()
{
    m_fields.clear();
    std::size_t start = 0;
    for (const std::size_t end : m_ends) {
        m_fields.push_back(std::string_view(m_text).substr(start, end - start));
        start = end;
    }
    return m_ends.size() > 1 || !m_text.empty();
}

} // namespace keyrite
