// The log page over a long log (big_log.h), in a window of 1366x768 pixels (offscreen): from a click in the
// rail to its first frame with entries in it, what a turn of the wheel costs the GUI thread, a jump to the
// end and a filter until its rows are there.
#include "core/secret_bytes.h"
#include "tests/bench/big_log.h"
#include "ui/models/log_model.h"
#include "ui/pages/log_page.h"
#include "ui/theme.h"
#include "ui/widgets/text_table.h"

#include <benchmark/benchmark.h>

#include <QApplication>
#include <QElapsedTimer>
#include <QScrollBar>
#include <QWheelEvent>

using namespace keyrite;
using namespace keyrite::bench;
using namespace Qt::StringLiterals;

namespace {

constexpr double kNsPerMs = 1e6;

// Events until the rows in sight are read.
void settle(ui::LogPage& page)
{
    auto* table = page.findChild<ui::TextTable*>();
    const auto arrived = [table] {
        const QModelIndex first = table->indexAt({5, 5});
        return first.isValid() &&
               first.siblingAtColumn(ui::LogModel::SentenceColumn).data().toString() != u"…"_s;
    };
    for (QElapsedTimer patience =
             [] {
                 QElapsedTimer timer;
                 timer.start();
                 return timer;
             }();
         !arrived() && !patience.hasExpired(10000);)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 50);
    page.repaint();
}

std::unique_ptr<ui::LogPage> openPage()
{
    auto page = std::make_unique<ui::LogPage>(nullptr);
    page->resize(1094, 768);
    page->offer({true, true, true});
    page->show();
    page->setStore(need(log::Store::openReadOnly(bigLog())));
    settle(*page);
    return page;
}

void BM_OpenPage(benchmark::State& state)
{
    bigLog();
    while (state.KeepRunning())
        openPage();
}
BENCHMARK(BM_OpenPage)->UseRealTime()->Unit(benchmark::kMillisecond);

// Turns the wheel by some rows, as fast as frames are made; each frame's time is all that the GUI thread did.
void BM_WheelFrame(benchmark::State& state)
{
    const auto page = openPage();
    auto* table = page->findChild<ui::TextTable*>();
    table->verticalScrollBar()->setValue(table->verticalScrollBar()->maximum() / 2);
    settle(*page);
    std::vector<double> frames;
    const QPointF at(200, 200);
    while (state.KeepRunning()) {
        QElapsedTimer timer;
        timer.start();
        QWheelEvent turn(at, table->viewport()->mapToGlobal(at), {}, {0, -120 * 4}, Qt::NoButton,
                         Qt::NoModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(table->viewport(), &turn);
        QCoreApplication::processEvents();
        frames.push_back(static_cast<double>(timer.nsecsElapsed()) / kNsPerMs);
    }
    std::ranges::sort(frames);
    state.counters["p50_ms"] = frames[frames.size() / 2];
    state.counters["p99_ms"] = frames[frames.size() * 99 / 100];
    state.counters["worst_ms"] = frames.back();
}
BENCHMARK(BM_WheelFrame)->UseRealTime()->Unit(benchmark::kMillisecond)->Iterations(3000);

void BM_JumpToTheEndAndBack(benchmark::State& state)
{
    const auto page = openPage();
    auto* bar = page->findChild<ui::TextTable*>()->verticalScrollBar();
    while (state.KeepRunning()) {
        bar->setValue(bar->value() == 0 ? bar->maximum() : 0);
        settle(*page);
    }
}
BENCHMARK(BM_JumpToTheEndAndBack)->UseRealTime()->Unit(benchmark::kMillisecond);

void filterUntilShown(benchmark::State& state, const QString& line)
{
    const auto page = openPage();
    auto* model = page->findChild<ui::LogModel*>();
    bool searched = false;
    QObject::connect(model, &ui::LogModel::searched, page.get(), [&] { searched = true; });
    while (state.KeepRunning()) {
        searched = false;
        page->setFilter(line);
        while (!searched)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 50);
        settle(*page);
    }
    state.counters["found"] = page->shownRows();
}

void BM_FilterUntilShown(benchmark::State& state)
{
    filterUntilShown(state, u"kind:share. person:\"Mei Tanaka\""_s);
}
BENCHMARK(BM_FilterUntilShown)->UseRealTime()->Unit(benchmark::kMillisecond);

void BM_TextSearchUntilShown(benchmark::State& state)
{
    filterUntilShown(state, u"lamp outside"_s);
}
BENCHMARK(BM_TextSearchUntilShown)->UseRealTime()->Unit(benchmark::kMillisecond);

} // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    if (!prepareSecureMemory())
        return 1;
    QApplication application(argc, argv);
    const ui::Theme theme(application, {ui::Appearance::Light, false});
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
