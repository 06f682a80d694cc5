#include "core/hsm/worker.h"

namespace keyrite::hsm {

Worker::Worker() : m_thread([this](const std::stop_token& stop) { drain(stop); }) {}

Worker::~Worker()
{
    std::deque<std::function<void()>> dropped; // destroyed after the lock: what a job owns may be anything
    {
        const std::lock_guard lock(m_mutex);
        dropped.swap(m_jobs);
    }
    m_thread.request_stop(); // wakes it as well; the member's destructor joins
}

void Worker::post(std::function<void()> job)
{
    {
        const std::lock_guard lock(m_mutex);
        m_jobs.push_back(std::move(job));
    }
    m_wake.notify_one();
}

void Worker::drain(const std::stop_token& stop)
{
    for (;;) {
        std::unique_lock lock(m_mutex);
        if (!m_wake.wait(lock, stop, [this] { return !m_jobs.empty(); }) || stop.stop_requested())
            return;
        const std::function<void()> job = std::move(m_jobs.front());
        m_jobs.pop_front();
        lock.unlock();
        job();
    }
}

} // namespace keyrite::hsm
