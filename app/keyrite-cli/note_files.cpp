#include "app/keyrite-cli/note_files.h"

#include <fstream>
#include <iostream>

namespace keyrite::cli {

Result<std::string> readTextFile(const std::string& file, std::size_t maxBytes)
{
    std::ifstream in(file, std::ios::binary);
    std::string text;
    for (char c = 0; text.size() <= maxBytes && in.get(c);)
        text += c;
    if (text.empty() || text.size() > maxBytes)
        return fail(ErrorCode::IoFailed, "The file " + file +
                                             " cannot be read, is empty, or is longer than " +
                                             std::to_string(maxBytes) + " bytes. Check its name.");
    return text;
}

Result<std::string> readNoteFile(const std::string& file)
{
    auto text = readTextFile(file, kMaxNoteFileBytes);
    if (!text)
        return text;
    std::erase(*text, '\r');
    if (text->empty() || text->back() != '\n')
        text->push_back('\n');
    return text;
}

Result<log::VerifierKey> readVerifierKeyFile(const std::string& file)
{
    auto text = readTextFile(file, kMaxNoteFileBytes);
    if (!text)
        return fail(text.error());
    while (!text->empty() && (text->back() == '\n' || text->back() == '\r' || text->back() == ' '))
        text->pop_back();
    auto key = log::VerifierKey::parse(*text);
    if (!key)
        return fail(key.error().code, file + ": " + key.error().message);
    return key;
}

Result<void> writeText(const std::string& text, const std::string& file)
{
    if (file.empty()) {
        std::cout << text << std::flush;
        return {};
    }
    std::ofstream out(file, std::ios::binary);
    out << text;
    out.close();
    if (!out)
        return fail(ErrorCode::IoFailed, "The file " + file + " cannot be written. Check its folder.");
    return {};
}

} // namespace keyrite::cli
