#include "app/keyrite-cli/secret_text.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace keyrite::cli {
namespace {

// An open file, closed at the end of its scope.
class FileDescriptor final
{
public:
    explicit FileDescriptor(int descriptor) : m_descriptor(descriptor) {}
    ~FileDescriptor()
    {
        if (m_descriptor >= 0)
            ::close(m_descriptor);
    }
    FileDescriptor(const FileDescriptor&) = delete;
    FileDescriptor& operator=(const FileDescriptor&) = delete;
    int get() const { return m_descriptor; }

private:
    int m_descriptor;
};

auto systemRefused(const std::string& what)
{
    return fail(ErrorCode::IoFailed, what, std::strerror(errno));
}

// read(2) again after a signal.
ssize_t readSome(int descriptor, std::span<std::uint8_t> room)
{
    ssize_t count = -1;
    do
        count = ::read(descriptor, room.data(), room.size());
    while (count < 0 && errno == EINTR);
    return count;
}

Result<SecretBytes> readAll(int descriptor, const std::string& name)
{
    SecretBytes buffer(kMaxInput);
    std::size_t size = 0;
    while (size < buffer.size()) {
        const ssize_t count = readSome(descriptor, buffer.span().subspan(size));
        if (count < 0)
            return systemRefused(name + " cannot be read.");
        if (count == 0)
            return SecretBytes::copyOf(buffer.view().first(size));
        size += static_cast<std::size_t>(count);
    }
    return fail(ErrorCode::InvalidArgument, name + " holds more than " + std::to_string(kMaxInput / 1024) +
                                                " KiB. Give it in smaller parts.");
}

// -1 for what is no digit.
int hexDigit(char c)
{
    const bool isNumber = c >= '0' && c <= '9';
    const char lower = static_cast<char>(c | 0x20);
    if (!isNumber && (lower < 'a' || lower > 'f'))
        return -1;
    return isNumber ? c - '0' : lower - 'a' + 10;
}

} // namespace

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view kSpace = " \t\r\n\v\f";
    const std::size_t first = text.find_first_not_of(kSpace);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

Result<SecretBytes> readStandardInput()
{
    return readAll(STDIN_FILENO, "Standard input");
}

Result<SecretBytes> readSecretFile(const std::string& path)
{
    const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (file.get() < 0)
        return systemRefused("The file " + path + " cannot be opened.");
    return readAll(file.get(), "The file " + path);
}

Result<SecretBytes> readPassphraseFile(const std::string& path)
{
    if (path.empty())
        return SecretBytes();
    auto content = readSecretFile(path);
    if (!content)
        return fail(content.error());
    std::string_view line = content->text();
    for (const char end : {'\n', '\r'})
        if (line.ends_with(end))
            line.remove_suffix(1);
    return SecretBytes::copyOf(asBytes(line));
}

Result<SecretBytes> secretFromHex(std::string_view text)
{
    text = trimmed(text);
    if (text.size() % 2 != 0)
        return fail(ErrorCode::BadEncoding,
                    "The secret has an odd number of hex digits: " + std::to_string(text.size()) +
                        ". One is missing or one is too many.");
    SecretBytes secret(text.size() / 2);
    for (std::size_t i = 0; i < text.size(); i += 2) {
        const int high = hexDigit(text[i]);
        const int low = hexDigit(text[i + 1]);
        if (high < 0 || low < 0)
            return fail(ErrorCode::BadEncoding, "Characters " + std::to_string(i + 1) + " and " +
                                                    std::to_string(i + 2) +
                                                    " of the secret are not two hex digits.");
        secret[i / 2] = static_cast<std::uint8_t>(high * 16 + low);
    }
    return secret;
}

SecretBytes hexOfSecret(const SecretBytes& secret)
{
    // 'a' follows '9' after a gap, which is added from ten on.
    const auto digit = [](unsigned value) {
        return static_cast<std::uint8_t>('0' + value + ((9U - value) >> 31U) * ('a' - '9' - 1U));
    };
    SecretBytes text(secret.size() * 2);
    for (std::size_t i = 0; i < secret.size(); ++i) {
        text[2 * i] = digit(secret[i] >> 4U);
        text[2 * i + 1] = digit(secret[i] & 15U);
    }
    return text;
}

Result<void> printSecretLine(const SecretBytes& text)
{
    SecretBytes line(text.size() + 1);
    std::memcpy(line.data(), text.data(), text.size());
    line[text.size()] = '\n';
    ByteView rest = line.view();
    while (!rest.empty()) {
        const ssize_t count = ::write(STDOUT_FILENO, rest.data(), rest.size());
        if (count < 0 && errno != EINTR)
            return systemRefused("Standard output cannot be written.");
        rest = rest.subspan(static_cast<std::size_t>(count < 0 ? 0 : count));
    }
    return {};
}

} // namespace keyrite::cli
