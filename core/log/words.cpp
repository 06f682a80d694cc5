#include "core/log/words.h"

#include <array>
#include <sqlite3.h>

namespace keyrite::log {

// The tokenizer belongs to a connection: one of its own, without a file.
struct WordBreaker::Tokenizer
{
    Tokenizer() = default;
    Tokenizer(const Tokenizer&) = delete;
    Tokenizer& operator=(const Tokenizer&) = delete;
    ~Tokenizer()
    {
        if (instance != nullptr)
            module.xDelete(instance);
        sqlite3_close(database);
    }

    sqlite3* database = nullptr;
    fts5_tokenizer module{};
    Fts5Tokenizer* instance = nullptr;
};

namespace {

// sqlite.org/fts5.html, section "Extending FTS5".
fts5_api* apiOf(sqlite3* database)
{
    fts5_api* api = nullptr;
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(database, "SELECT fts5(?1)", -1, &statement, nullptr) == SQLITE_OK) {
        sqlite3_bind_pointer(statement, 1, static_cast<void*>(&api), "fts5_api_ptr", nullptr);
        sqlite3_step(statement);
    }
    sqlite3_finalize(statement);
    return api;
}

int visitWord(void* visit, int, const char* word, int size, int, int)
{
    (**static_cast<const std::function<void(std::string_view)>**>(visit))(
        {word, static_cast<std::size_t>(size)});
    return SQLITE_OK;
}

} // namespace

WordBreaker::WordBreaker(std::shared_ptr<Tokenizer> tokenizer) : m_tokenizer(std::move(tokenizer)) {}

Result<WordBreaker> WordBreaker::create()
{
    auto made = std::make_shared<Tokenizer>();
    void* context = nullptr;
    std::array<const char*, 2> options{"remove_diacritics", "2"};
    const bool opened = sqlite3_open(":memory:", &made->database) == SQLITE_OK;
    fts5_api* api = opened ? apiOf(made->database) : nullptr;
    if (api == nullptr || api->xFindTokenizer(api, "unicode61", &context, &made->module) != SQLITE_OK ||
        made->module.xCreate(context, options.data(), static_cast<int>(options.size()), &made->instance) !=
            SQLITE_OK)
        return fail(ErrorCode::Internal,
                    "The log cannot be searched: this SQLite library was built without FTS5. Install the one "
                    "of the system.");
    return WordBreaker(std::move(made));
}

std::vector<std::string> WordBreaker::words(std::string_view text) const
{
    std::vector<std::string> found;
    eachWord(text, [&](std::string_view word) { found.emplace_back(word); });
    return found;
}

void WordBreaker::eachWord(std::string_view text,
                           const std::function<void(std::string_view word)>& visit) const
{
    const auto* context = &visit;
    m_tokenizer->module.xTokenize(m_tokenizer->instance, static_cast<void*>(&context), FTS5_TOKENIZE_DOCUMENT,
                                  text.data(), static_cast<int>(text.size()), visitWord);
}

} // namespace keyrite::log
