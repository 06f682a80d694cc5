// CsvReader: the rows of a comma-separated text, one at a time, in memory that does not grow with the text.
// RFC 4180, with the line ends that programs really write (CRLF, LF, CR, mixed), an optional UTF-8 byte
// order mark, and `,` `;` or tab between fields. Used by one thread at a time.
#pragma once

#include "core/byte_source.h"

#include <cstdint>
#include <string>
#include <vector>

namespace keyrite {

class CsvReader final
{
public:
    static constexpr std::size_t kMaxRowBytes = 65536;
    static constexpr std::size_t kMaxFields = 256;

    // A delimiter of 0 is guessed from the first line: that of `,` `;` tab which occurs most often in it.
    explicit CsvReader(ByteSource source, char delimiter = 0);

    // Goes to the next row that is not blank; false after the last. Errors: TableMalformed, with line and
    // column (a quotation mark out of place or never closed, a NUL byte, UTF-16, more than kMaxRowBytes or
    // kMaxFields), those of the source. After an error there are no more rows.
    [[nodiscard]] Result<bool> next();

    // Of the row that next() went to. The views live until the next call. Fields are as written, quotation
    // marks taken off.
    const std::vector<std::string_view>& fields() const { return m_fields; }
    std::uint64_t line() const { return m_rowLine; } // where the row begins, counted from 1

    char delimiter() const { return m_delimiter; } // 0 until the first call of next()

private:
    enum class Place { FieldStart, Plain, Quoted, AfterQuote };
    enum class Step { GoesOn, RowEnds, Fails }; // after a failure m_error says why

    Result<void> begin();
    Result<bool> fill();
    Result<bool> readRow();
    Step take(char c);
    Step takeSpecial(char c);
    void takePlainRun();
    Step endLine(char c);
    void endField();
    bool finishRow();
    void guessDelimiter();
    Step malformed(const std::string& what);
    Step tooLarge();

    ByteSource m_source;
    char m_delimiter;
    std::vector<char> m_buffer;
    std::size_t m_at = 0;
    std::size_t m_size = 0;
    bool m_begun = false;
    bool m_ended = false;
    bool m_skipLineFeed = false; // the second half of a CRLF
    Place m_place = Place::FieldStart;
    Error m_error{};
    std::uint64_t m_line = 1;
    std::uint64_t m_rowLine = 1;
    std::string m_text;              // the row's fields, one after the other
    std::vector<std::size_t> m_ends; // where each ends in m_text
    std::vector<std::string_view> m_fields;
};

} // namespace keyrite
