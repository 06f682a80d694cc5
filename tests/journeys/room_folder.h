// What a room's folder holds, read as an outsider reads it: by the log alone, and by the tokens alone.
#pragma once

#include "core/ceremony/engine.h"
#include "core/log/verify.h"

#include <QString>
#include <filesystem>
#include <map>
#include <set>

namespace keyrite::test {

// The value, or a failed test that says why.
template <typename T>
T must(Result<T> result)
{
    if (!result)
        throw std::runtime_error(result.error().message + " [" + result.error().detail + "]");
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

SecretBytes practicePin();
SecretBytes practicePins(const std::string& token); // of any token

// Whether a message says what failed and what to do: not empty, whole sentences.
bool isSentence(std::string_view message);

std::vector<log::Entry> entriesOf(const std::filesystem::path& folder);

// Empty where the log verifies and every ceremony of it replays; else what is wrong.
QString unsound(const std::filesystem::path& folder);

// The state of one ceremony, folded from the log. Throws where the engine refuses an entry.
ceremony::State stateOf(const std::filesystem::path& folder, const std::string& ceremony);

// The ceremony that the log leaves unfinished; empty where there is none.
std::string unfinishedCeremony(const std::filesystem::path& folder);

// Keys (hex ids) by the serial of their token.
using KeysByToken = std::map<std::string, std::set<std::string>>;
KeysByToken keysInLog(const std::vector<log::Entry>& entries);
KeysByToken keysOnTokens(const std::filesystem::path& folder); // what a logged-in session lists

// Empty where the tokens hold exactly the keys that the log says are there, down to the files of the store
// (public halves, data objects); else what differs.
QString orphans(const std::filesystem::path& folder);

// The same by the files alone, while the tokens are open elsewhere in this process.
QString strayObjects(const std::filesystem::path& folder);

// Fingerprints of the sheets that were issued and, of these, that were voided.
struct Sheets
{
    std::set<std::string> issued;
    std::set<std::string> voided;
};
Sheets sheetsInLog(const std::vector<log::Entry>& entries);

} // namespace keyrite::test
