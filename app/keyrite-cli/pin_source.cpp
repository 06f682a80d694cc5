#include "app/keyrite-cli/pin_source.h"

#include "app/keyrite-cli/secret_text.h"
#include "core/hsm/pin_halves.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <iostream>
#include <termios.h>
#include <unistd.h>

namespace keyrite::cli {
namespace {

constexpr std::size_t kMaxPinBytes = 256;

// The terminal of this process, which shows nothing of what is typed, and does not end the process by a key,
// until the end of its scope.
class UnseenTerminal final
{
public:
    UnseenTerminal() : m_descriptor(::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY))
    {
        if (m_descriptor < 0 || ::tcgetattr(m_descriptor, &m_before) != 0)
            return;
        termios unseen = m_before;
        unseen.c_lflag &= ~static_cast<tcflag_t>(ECHO | ICANON | ISIG); // the kernel keeps no line either
        m_isUnseen = ::tcsetattr(m_descriptor, TCSAFLUSH, &unseen) == 0;
    }
    ~UnseenTerminal()
    {
        if (m_isUnseen)
            ::tcsetattr(m_descriptor, TCSAFLUSH, &m_before);
        if (m_descriptor >= 0)
            ::close(m_descriptor);
    }
    UnseenTerminal(const UnseenTerminal&) = delete;
    UnseenTerminal& operator=(const UnseenTerminal&) = delete;

    bool isUnseen() const { return m_isUnseen; }

    void say(const std::string& text) const
    {
        [[maybe_unused]] const auto written = ::write(m_descriptor, text.data(), text.size());
    }

    // The next byte; -1 at the end of input.
    int read() const
    {
        std::uint8_t byte = 0;
        ssize_t count = -1;
        do
            count = ::read(m_descriptor, &byte, 1);
        while (count < 0 && errno == EINTR);
        return count == 1 ? byte : -1;
    }

private:
    int m_descriptor;
    termios m_before{};
    bool m_isUnseen = false;
};

// Takes back the last character of UTF-8.
std::size_t withoutLast(const SecretBytes& typed, std::size_t size)
{
    while (size > 0 && (typed[size - 1] & 0xC0U) == 0x80U)
        --size;
    return size > 0 ? size - 1 : 0;
}

Result<SecretBytes> typedLine(const UnseenTerminal& terminal, const std::string& prompt)
{
    constexpr int kCtrlC = 3;
    constexpr int kBackspace = 8;
    constexpr int kDelete = 127;
    terminal.say(prompt);
    SecretBytes typed(kMaxPinBytes);
    std::size_t size = 0;
    for (int byte = terminal.read(); byte != '\n' && byte != '\r'; byte = terminal.read()) {
        if (byte < 0 || byte == kCtrlC) {
            terminal.say("\n");
            return fail(ErrorCode::Cancelled, "No PIN was typed. Nothing was done.");
        }
        if (byte == kBackspace || byte == kDelete)
            size = withoutLast(typed, size);
        else if (size == typed.size())
            return fail(ErrorCode::InvalidArgument, "A PIN has at most 255 characters.");
        else
            typed[size++] = static_cast<std::uint8_t>(byte);
    }
    terminal.say("\n");
    return SecretBytes::copyOf(typed.view().first(size));
}

Result<SecretBytes> typed(const PinOptions& options, const std::string& whose)
{
    const UnseenTerminal terminal;
    if (!terminal.isUnseen())
        return fail(ErrorCode::IoFailed, "There is no terminal to type the PIN of " + whose +
                                             " at. Name a file with --pin-file, or --pin-pad for a token "
                                             "with a pad of its own.");
    if (!options.halves)
        return typedLine(terminal, "PIN of " + whose + ", which is not shown: ");
    terminal.say("The PIN of " + whose + " is typed in two halves; nothing of them is shown.\n");
    const auto first = typedLine(terminal, "First half, by the first person: ");
    if (!first)
        return fail(first.error());
    const auto second = typedLine(terminal, "Second half, by the second person: ");
    if (!second)
        return fail(second.error());
    return hsm::joinHalves(*first, *second);
}

void warnOfTries(const hsm::TokenInfo& token)
{
    if (token.pinFinalTry)
        std::cerr << "One more wrong PIN locks this token." << std::endl;
    else if (token.pinCountLow)
        std::cerr << "A wrong PIN was typed for this token. Many lock themselves after three." << std::endl;
}

} // namespace

void addPin(CLI::App& command, PinOptions& options)
{
    CLI::Option* file =
        command.add_option("--pin-file", options.files,
                           "File that holds the PIN; twice: one half each. Without it, the PIN is asked for");
    file->allow_extra_args(false);
    CLI::Option* pad =
        command.add_flag("--pin-pad", options.pad, "The PIN is typed on the token's own PIN pad");
    CLI::Option* halves =
        command.add_flag("--pin-halves", options.halves, "Two people are asked for one half each");
    file->excludes(pad)->excludes(halves);
    pad->excludes(halves);
}

Result<SecretBytes> readPin(const PinOptions& options, const hsm::TokenInfo& token)
{
    const std::string whose = "the token \"" + token.id.label + "\", serial " + token.id.serial;
    warnOfTries(token);
    if (options.pad || (token.pinPad && options.files.empty() && !options.halves)) {
        std::cerr << "Type the PIN of " << whose << " on its own pad when it asks." << std::endl;
        return SecretBytes();
    }
    if (options.files.empty())
        return typed(options, whose);
    if (options.files.size() > 2)
        return fail(ErrorCode::InvalidArgument,
                    "A PIN has two halves at most: name --pin-file once or twice.");
    SecretBytes whole;
    for (const std::string& path : options.files) {
        const auto part = readPassphraseFile(path);
        if (!part)
            return fail(part.error());
        whole = hsm::joinHalves(whole, *part);
    }
    if (whole.empty())
        return fail(ErrorCode::PinUnusable, "The file with the PIN is empty. The token was not asked.");
    return whole;
}

} // namespace keyrite::cli
