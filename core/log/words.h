// WordBreaker: the words by which a text is found. FTS5's own tokenizer (unicode61, without diacritics), so
// that what is compared one by one here and what the index holds are the same words. docs/formats/log.md.
// Thread rule: one thread at a time.
#pragma once

#include "core/result.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace keyrite::log {

class WordBreaker final
{
public:
    // Errors: Internal (this SQLite was built without FTS5).
    [[nodiscard]] static Result<WordBreaker> create();

    // The words in order, repetitions kept: runs of letters and digits, folded to lower case, diacritics
    // removed. "Kovač, KC-2026" -> kovac kc 2026.
    std::vector<std::string> words(std::string_view text) const;
    // The same one by one, borrowed for the time of a visit.
    void eachWord(std::string_view text, const std::function<void(std::string_view word)>& visit) const;

private:
    struct Tokenizer;
    explicit WordBreaker(std::shared_ptr<Tokenizer> tokenizer);
    std::shared_ptr<Tokenizer> m_tokenizer;
};

} // namespace keyrite::log
