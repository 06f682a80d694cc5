#include "core/hsm/module_check.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <optional>
#include <poll.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ; // NOLINT: POSIX declares it nowhere

namespace keyrite::hsm {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxWords = 600; // of what a module's process may say

class Descriptor final
{
public:
    explicit Descriptor(int fd) : m_fd(fd) {}
    ~Descriptor() { close(); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    int get() const { return m_fd; }
    void close()
    {
        if (m_fd >= 0)
            ::close(m_fd);
        m_fd = -1;
    }

private:
    int m_fd;
};

// The child's output goes into `output`; its input is empty.
int spawn(const fs::path& program, const fs::path& module, int output, pid_t& child)
{
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, output, STDERR_FILENO);
    std::array<std::string, 3> words{program.string(), "check-module", module.string()};
    std::array<char*, 4> arguments{words[0].data(), words[1].data(), words[2].data(), nullptr};
    const int error = posix_spawnp(&child, words[0].c_str(), &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

// How the child ended, as waitpid says; nothing where it did not and was killed.
std::optional<int> ending(pid_t child, std::chrono::milliseconds patience)
{
    const Descriptor process(
        static_cast<int>(syscall(SYS_pidfd_open, child, 0))); // glibc 2.36 has no C++ header for it
    pollfd wait{process.get(), POLLIN, 0};
    const auto end = std::chrono::steady_clock::now() + patience;
    int ready = -1;
    do { // a signal of ours only interrupts the wait
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
        ready = poll(&wait, 1, static_cast<int>(std::max<std::int64_t>(0, left.count())));
    } while (ready < 0 && errno == EINTR);
    const bool ended = ready > 0;
    if (!ended)
        kill(child, SIGKILL);
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return ended ? std::optional(status) : std::nullopt;
}

// What is in the pipe by now, as printable text: whatever a module wrote is in it too.
std::string words(int output)
{
    std::string text(kMaxWords, '\0');
    const ssize_t size = read(output, text.data(), text.size());
    text.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
    std::ranges::replace_if(
        text, [](char letter) { return (letter < ' ' && letter != '\n') || letter == 0x7f; }, ' ');
    text.erase(text.find_last_not_of(" \n") + 1);
    return text;
}

tl::unexpected<Error> unusable(const fs::path& module, const std::string& why, const std::string& advice,
                               std::string detail)
{
    return fail(ErrorCode::ModuleUnusable,
                "The HSM's PKCS#11 module " + module.string() + " was tried in a process of its own and " +
                    why + " It was not loaded. " + advice,
                std::move(detail));
}

Result<void> judge(const fs::path& module, std::optional<int> status, const std::string& said,
                   std::chrono::milliseconds patience)
{
    constexpr const char* kReinstall = "Check that it is the module for this HSM and this system, install "
                                       "its driver anew, and choose it again.";
    if (!status)
        return unusable(
            module, "did not answer within " + std::to_string((patience.count() + 999) / 1000) + " seconds.",
            "Check that the HSM is connected and that its service runs, and try again.", said);
    if (WIFSIGNALED(*status))
        return unusable(module, "crashed.", kReinstall, "signal " + std::to_string(WTERMSIG(*status)));
    if (WEXITSTATUS(*status) != 0)
        return unusable(
            module, "could not be used there.",
            "Check the path of the module, that its driver is installed, and that its HSM is set up.", said);
    if (!said.starts_with(kModuleAnswers))
        return unusable(module, "ended that process.", kReinstall, said);
    return {};
}

} // namespace

Result<void> checkModule(const fs::path& program, const fs::path& module, std::chrono::milliseconds patience)
{
    std::array<int, 2> ends{-1, -1};
    if (pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0)
        return fail(ErrorCode::IoFailed,
                    "The HSM's module could not be tried: no pipe is left. Close other programs.",
                    "errno " + std::to_string(errno));
    const Descriptor output(ends[0]);
    Descriptor input(ends[1]);
    pid_t child = -1;
    if (const int error = spawn(program, module, input.get(), child); error != 0)
        return fail(ErrorCode::NotFound,
                    "The HSM's module could not be tried before it is loaded: " + program.string() +
                        " does not start. Install keyrite-cli beside this program.",
                    "errno " + std::to_string(error));
    input.close();
    const auto status = ending(child, patience);
    return judge(module, status, words(output.get()), patience);
}

} // namespace keyrite::hsm
