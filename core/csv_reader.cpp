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

CsvReader::Step CsvReader::malformed(const std::string& what)
{
    m_ended = true;
    m_error = {ErrorCode::TableMalformed, "Line " + std::to_string(m_line) + ", column " +
                                              std::to_string(m_ends.size() + 1) + ": " + what};
    return Step::Fails;
}

CsvReader::Step CsvReader::tooLarge()
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
    if (start.starts_with("\xFF\xFE") || start.starts_with("\xFE\xFF")) {
        malformed("the text is in UTF-16. Save it as UTF-8 and choose it again.");
        return fail(m_error);
    }
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
        auto row = readRow();
        if (!row || *row)
            return row;
    }
    m_fields.clear();
    return false;
}

// To a line end or the end of the text; false for a blank line or nothing.
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
        const Step step = take(m_buffer[m_at++]);
        if (step == Step::Fails)
            return fail(m_error);
        if (step == Step::RowEnds)
            return finishRow();
    }
    m_ended = true;
    if (m_place == Place::Quoted) {
        malformed("a quotation mark that opens on line " + std::to_string(m_rowLine) +
                  " or after it is never closed.");
        return fail(m_error);
    }
    if (m_ends.size() >= kMaxFields) {
        tooLarge();
        return fail(m_error);
    }
    endField();
    return finishRow();
}

CsvReader::Step CsvReader::take(char c)
{
    if (m_skipLineFeed && c == '\n') {
        m_skipLineFeed = false;
        return Step::GoesOn;
    }
    m_skipLineFeed = false;
    if (m_text.size() >= kMaxRowBytes || m_ends.size() >= kMaxFields)
        return tooLarge();
    if (c == 0)
        return malformed("there is a NUL byte. This is not a text; choose another file.");
    if (m_place == Place::Quoted) {
        if (c == '"') {
            m_place = Place::AfterQuote;
            return Step::GoesOn;
        }
        if (c == '\n' || c == '\r') // counted, and kept as written
            endLine(c);
        m_text += c;
        return Step::GoesOn;
    }
    if (c == m_delimiter || c == '\n' || c == '\r' || c == '"')
        return takeSpecial(c);
    if (m_place == Place::AfterQuote)
        return malformed("text follows the quotation mark that closes a field.");
    m_place = Place::Plain;
    m_text += c;
    takePlainRun();
    return Step::GoesOn;
}

// Outside quotation marks.
CsvReader::Step CsvReader::takeSpecial(char c)
{
    if (c != '"') {
        endField();
        m_place = Place::FieldStart;
        return c == m_delimiter ? Step::GoesOn : endLine(c);
    }
    if (m_place == Place::Plain)
        return malformed("there is a quotation mark inside a field that does not begin with one.");
    if (m_place == Place::AfterQuote)
        m_text += c;
    m_place = Place::Quoted;
    return Step::GoesOn;
}

// What most of a price file is: as far as the buffer and the row's limit go, at once.
void CsvReader::takePlainRun()
{
    const char* const from = m_buffer.data() + m_at;
    const char* const end = from + std::min(m_size - m_at, kMaxRowBytes - m_text.size());
    const char* to = from;
    while (to != end && *to != m_delimiter && *to != '\n' && *to != '\r' && *to != '"' && *to != 0)
        ++to;
    m_text.append(from, to);
    m_at += static_cast<std::size_t>(to - from);
}

CsvReader::Step CsvReader::endLine(char c)
{
    m_skipLineFeed = c == '\r' && m_place != Place::Quoted;
    // Inside quotation marks the line feed of a CRLF is kept too, and counts once.
    if (c == '\n' || m_place != Place::Quoted)
        ++m_line;
    return Step::RowEnds;
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
