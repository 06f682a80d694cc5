// Worker: the one thread that owns a PKCS#11 module. Jobs run in the order they were posted.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <thread>

namespace keyrite::hsm {

// A PKCS#11 call cannot be cancelled: the destructor waits for the running job, drops the queued ones and
// joins. post() is safe from any thread.
class Worker final
{
public:
    Worker();
    ~Worker();
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    void post(std::function<void()> job);

    // Posts `job` and answers its result when asked; never call get() on the worker's own thread.
    template <typename Job>
    auto ask(Job job) -> std::future<decltype(job())>
    {
        auto task = std::make_shared<std::packaged_task<decltype(job())()>>(std::move(job));
        auto answer = task->get_future();
        post([task] { (*task)(); });
        return answer;
    }

private:
    void drain(const std::stop_token& stop);

    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::deque<std::function<void()>> m_jobs;
    std::jthread m_thread; // last: it must start after, and join before, all that it uses
};

} // namespace keyrite::hsm
