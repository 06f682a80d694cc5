#include "core/hsm/worker.h"
#include "tests/core/hsm/practice_tokens.h"
#include "tests/memory_dir.h"
#include "tests/test_main.h"

#include <latch>

using namespace keyrite;
using namespace keyrite::hsm;
using namespace keyrite::test;

class WorkerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void runsJobsInOrderOnOneThread()
    {
        Worker worker;
        std::vector<int> order;
        std::vector<std::thread::id> threads;
        for (int i = 0; i < 100; ++i)
            worker.post([&, i] {
                order.push_back(i);
                threads.push_back(std::this_thread::get_id());
            });
        QCOMPARE(worker.ask([&] { return order.size(); }).get(), std::size_t(100));
        QVERIFY(std::is_sorted(order.begin(), order.end()));
        QVERIFY(threads.front() != std::this_thread::get_id());
        QVERIFY(std::all_of(threads.begin(), threads.end(), [&](auto id) { return id == threads.front(); }));
    }

    void takesJobsFromManyThreads()
    {
        Worker worker;
        int count = 0; // touched on the worker's thread only
        std::vector<std::jthread> posters;
        posters.reserve(4);
        for (int i = 0; i < 4; ++i)
            posters.emplace_back([&] {
                for (int job = 0; job < 250; ++job)
                    worker.post([&] { ++count; });
            });
        posters.clear();
        QCOMPARE(worker.ask([&] { return count; }).get(), 1000);
    }

    void jobsMayPostJobs()
    {
        Worker worker;
        std::promise<int> answer;
        worker.post([&] { worker.post([&] { answer.set_value(42); }); });
        QCOMPARE(answer.get_future().get(), 42);
    }

    void exceptionsAndMoveOnlyResultsReachTheAsker()
    {
        Worker worker;
        auto failing = worker.ask([]() -> int { throw std::runtime_error("of the job"); });
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, failing.get());
        auto secret = worker.ask([kept = SecretBytes(8)]() mutable { return std::move(kept); });
        QCOMPARE(secret.get().size(), std::size_t(8));
    }

    // The running job is waited for, the queued ones are dropped, and who asked for one is told.
    void destructionDropsWhatIsQueued()
    {
        std::latch started(1);
        std::latch mayEnd(1);
        bool finished = false;
        bool dropped = true;
        std::future<int> answer;
        {
            std::optional<Worker> worker(std::in_place);
            worker->post([&] {
                started.count_down();
                mayEnd.wait();
                finished = true;
            });
            answer = worker->ask([&] {
                dropped = false;
                return 1;
            });
            started.wait();
            std::jthread release([&] { mayEnd.count_down(); });
            worker.reset();
        }
        QVERIFY(finished);
        // The job may have been taken before the destructor came; then it has run to its end.
        if (dropped)
            QVERIFY_THROWS_EXCEPTION(std::future_error, answer.get());
        else
            QCOMPARE(answer.get(), 1);
    }

    // The rule of the house: the module is created, used and destroyed on the worker's thread.
    void ownsAModule()
    {
        test::MemoryDir dir;
        Worker worker;
        struct Hsm
        {
            std::optional<Module> module;
            std::optional<Session> session;
        } hsm;
        auto answer = worker.ask([&]() -> Result<Bytes> {
            hsm.module = must(Module::load(must(preparePracticeStore(dir.path().toStdString()))));
            const auto token = must(hsm.module->initialiseFresh("T", pin(kSoPin), pin(kUserPin)));
            hsm.session = must(hsm.module->open(token.id, pin(kUserPin)));
            must(hsm.session->generate(KeyType::P256, "k", filled(16, 1), false));
            return hsm.session->respond(filled(16, 1), filled(32, 2));
        });
        QCOMPARE(must(answer.get()).size(), std::size_t(64));
        worker
            .ask([&] {
                hsm.session.reset();
                hsm.module.reset();
            })
            .get();
    }
};

KEYRITE_TEST_MAIN(WorkerTest)
#include "worker_test.moc"
