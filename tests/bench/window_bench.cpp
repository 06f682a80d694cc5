// From the start of the process to the first frame on the (offscreen) screen: Keyrite's first page against an
// empty QMainWindow. At most three times that. Both are whole processes.
#include <benchmark/benchmark.h>

#include <QApplication>
#include <QMainWindow>
#include <QPaintEvent>
#include <QTimer>

#include <spawn.h>
#include <string>
#include <sys/wait.h>
#include <unistd.h>

namespace {

class EmptyWindow final : public QMainWindow
{
protected:
    void paintEvent(QPaintEvent* event) override
    {
        QMainWindow::paintEvent(event);
        QTimer::singleShot(0, qApp, &QCoreApplication::quit);
    }
};

int showEmptyWindow(int argc, char** argv)
{
    const QApplication application(argc, argv);
    EmptyWindow window;
    window.resize(1366, 768);
    window.show();
    return QApplication::exec();
}

std::string selfPath()
{
    char path[4096] = {};
    return readlink("/proc/self/exe", path, sizeof path - 1) > 0 ? path : "";
}

void runToFirstFrame(benchmark::State& state, const std::string& program, const char* option)
{
    for (auto _ : state) {
        char* const arguments[] = {const_cast<char*>(program.c_str()), const_cast<char*>(option), nullptr};
        pid_t child = 0;
        int status = 0;
        if (posix_spawn(&child, program.c_str(), nullptr, nullptr, arguments, environ) != 0 ||
            waitpid(child, &status, 0) != child || status != 0)
            return state.SkipWithError("the window did not come up");
    }
}

void BM_EmptyWindowProcess(benchmark::State& state)
{
    runToFirstFrame(state, selfPath(), "--empty-window");
}

void BM_KeyriteWindowProcess(benchmark::State& state)
{
    runToFirstFrame(state, KEYRITE_PROGRAM, "--first-frame");
}

BENCHMARK(BM_EmptyWindowProcess)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(BM_KeyriteWindowProcess)->Unit(benchmark::kMillisecond)->UseRealTime();

} // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    if (argc == 2 && std::string_view(argv[1]) == "--empty-window")
        return showEmptyWindow(argc, argv);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
