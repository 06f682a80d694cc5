#include "tests/journeys/child.h"

#include <algorithm>
#include <array>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <sstream>
#include <stdexcept>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace keyrite::test {
namespace {

// Between fork and exec: only calls that are allowed there.
[[noreturn]] void become(char* const* arguments, int output)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    ::dup2(output, STDOUT_FILENO);
    ::dup2(output, STDERR_FILENO);
    ::execv(arguments[0], arguments);
    ::_exit(127);
}

} // namespace

Child::Child(const std::vector<std::string>& command)
{
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        throw std::runtime_error("pipe2 failed");
    std::vector<char*> arguments;
    for (const std::string& one : command)
        arguments.push_back(const_cast<char*>(one.c_str())); // exec's signature; it does not write
    arguments.push_back(nullptr);
    m_pid = ::fork();
    if (m_pid == 0)
        become(arguments.data(), ends[1]);
    ::close(ends[1]);
    m_pipe = ends[0];
    if (m_pid < 0)
        throw std::runtime_error("fork failed");
}

Child::~Child()
{
    kill();
    ::close(m_pipe);
}

void Child::settle(int status)
{
    m_ended = WIFEXITED(status) || WIFSIGNALED(status);
    if (WIFEXITED(status))
        m_exitCode = WEXITSTATUS(status);
}

bool Child::waitForStop()
{
    int status = 0;
    while (!m_ended && ::waitpid(m_pid, &status, WUNTRACED) == m_pid) {
        if (WIFSTOPPED(status))
            return true;
        settle(status);
    }
    return false;
}

int Child::waitEnd()
{
    int status = 0;
    while (!m_ended && ::waitpid(m_pid, &status, 0) == m_pid)
        settle(status);
    return m_exitCode;
}

void Child::goOn()
{
    ::kill(m_pid, SIGCONT);
}

void Child::kill()
{
    if (!m_ended)
        ::kill(m_pid, SIGKILL);
    waitEnd();
}

// Whether something came; false at the end of the output or after the time.
bool Child::readSome(int timeoutMs)
{
    pollfd readable{m_pipe, POLLIN, 0};
    if (::poll(&readable, 1, timeoutMs) <= 0)
        return false;
    std::array<char, 4096> piece{};
    const ssize_t size = ::read(m_pipe, piece.data(), piece.size());
    if (size > 0)
        m_output.append(piece.data(), static_cast<std::size_t>(size));
    return size > 0;
}

bool Child::readLines(std::size_t count, std::chrono::milliseconds limit)
{
    const auto end = std::chrono::steady_clock::now() + limit;
    while (static_cast<std::size_t>(std::ranges::count(m_output, '\n')) < count) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
        if (left.count() <= 0)
            return true;
        if (!readSome(static_cast<int>(left.count())))
            return std::chrono::steady_clock::now() >= end;
    }
    return true;
}

const std::string& Child::output()
{
    while (readSome(0)) {
    }
    return m_output;
}

std::vector<std::string> Child::lines()
{
    std::vector<std::string> lines;
    std::istringstream stream(output());
    for (std::string line; std::getline(stream, line) && !stream.eof();)
        lines.push_back(line);
    return lines;
}

} // namespace keyrite::test
