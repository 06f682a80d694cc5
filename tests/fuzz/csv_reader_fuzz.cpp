// A table from outside: a refusal, or rows that mean the same when they are written and read again.
#include "core/csv_reader.h"

#include <cstdlib>

using namespace keyrite;

namespace {

std::vector<std::vector<std::string>> rowsOf(CsvReader& reader)
{
    std::vector<std::vector<std::string>> rows;
    for (auto more = reader.next(); more && *more; more = reader.next()) {
        if (reader.fields().empty() || reader.fields().size() > CsvReader::kMaxFields)
            std::abort();
        rows.emplace_back(reader.fields().begin(), reader.fields().end());
    }
    return rows;
}

std::string written(const std::vector<std::vector<std::string>>& rows)
{
    std::string text;
    for (const auto& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            text += i == 0 ? "\"" : ",\"";
            for (const char c : row[i])
                text += c == '"' ? std::string("\"\"") : std::string(1, c);
            text += '"';
        }
        text += '\n';
    }
    return text;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    CsvReader reader(sourceOf({reinterpret_cast<const char*>(data), size}));
    const auto rows = rowsOf(reader);
    const std::string again = written(rows);
    CsvReader second(sourceOf(again), ',');
    if (rowsOf(second) != rows)
        std::abort();
    return 0;
}
