// Child: the built program, run until it stops itself (SIGSTOP), ends, or is killed. QProcess cannot tell a
// stopped child from a running one, so this forks by itself. One thread.
#pragma once

#include <chrono>
#include <string>
#include <sys/types.h>
#include <vector>

namespace keyrite::test {

class Child final
{
public:
    // Starts `command` (the program first). It dies with this process, also while it is stopped.
    explicit Child(const std::vector<std::string>& command);
    ~Child(); // kills what is left
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    // Waits until it stops (true) or ends (false).
    bool waitForStop();

    // Reads its output until there are `count` whole lines, `limit` has passed or it has ended. Answers
    // whether it may still be running.
    bool readLines(std::size_t count, std::chrono::milliseconds limit);

    void goOn();   // after a stop
    void kill();   // SIGKILL, and waits for it
    int waitEnd(); // its exit code; -1 where a signal ended it

    pid_t pid() const { return m_pid; }

    // Standard output and standard error so far, together: all that it wrote before it stopped or ended.
    const std::string& output();
    std::vector<std::string> lines(); // the whole ones

private:
    bool readSome(int timeoutMs);
    void settle(int status);

    pid_t m_pid = -1;
    int m_pipe = -1;
    bool m_ended = false;
    int m_exitCode = -1;
    std::string m_output;
};

} // namespace keyrite::test
