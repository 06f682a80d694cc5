#include "ui/main_window.h"

#include "ui/ceremony_view.h"
#include "ui/tokens.h"
#include "ui/widgets/mode_band.h"
#include "ui/widgets/wait_band.h"

#include <QCloseEvent>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace keyrite::ui {

MainWindow::MainWindow()
    : m_band(new ModeBand(this)), m_wait(new WaitBand(this)), m_rail(new Rail(this)),
      m_stack(new QStackedWidget(this)), m_ceremony(new CeremonyView(this))
{
    constexpr QSize kLeast(1024, 680);
    constexpr QSize kUsual(1366, 768);
    auto* whole = new QWidget(this);
    auto* column = new QVBoxLayout(whole);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* row = new QHBoxLayout;
    row->setSpacing(0);
    row->addWidget(m_rail);
    row->addWidget(m_stack, 1);
    column->addWidget(m_band);
    column->addWidget(m_wait);
    column->addLayout(row, 1);
    m_stack->addWidget(m_ceremony);
    setCentralWidget(whole);
    setMinimumSize(kLeast);
    resize(kUsual);
    setWindowTitle(tr("Keyrite"));
    connect(m_rail, &Rail::pageRequested, this, [this](int page) { showPage(static_cast<Page>(page)); });
    connect(m_rail, &Rail::disasterDayRequested, this, &MainWindow::disasterDayRequested);
}

QString MainWindow::titleOf(Page page)
{
    switch (page) {
    case Page::Home:
        return tr("Home");
    case Page::Ceremonies:
        return tr("Ceremonies");
    case Page::Keys:
        return tr("Keys");
    case Page::People:
        return tr("People and sites");
    case Page::Drills:
        return tr("Drills");
    case Page::Plan:
        return tr("Plan");
    case Page::Backtest:
        return tr("Backtest");
    case Page::Log:
        return tr("Log");
    case Page::Tokens:
        return tr("Tokens");
    }
    return {};
}

QString MainWindow::iconOf(Page page)
{
    switch (page) {
    case Page::Home:
        return u"home"_s;
    case Page::Ceremonies:
        return u"ceremonies"_s;
    case Page::Keys:
        return u"key"_s;
    case Page::People:
        return u"people"_s;
    case Page::Drills:
        return u"practise"_s;
    case Page::Plan:
        return u"plan"_s;
    case Page::Backtest:
        return u"backtest"_s;
    case Page::Log:
        return u"log"_s;
    case Page::Tokens:
        return u"token"_s;
    }
    return {};
}

void MainWindow::addPage(Page page, QWidget* widget)
{
    m_pages[page] = widget;
    m_stack->addWidget(widget);
    m_rail->addEntry(static_cast<int>(page), titleOf(page), iconOf(page));
}

void MainWindow::showPage(Page page)
{
    const auto found = m_pages.find(page);
    if (found == m_pages.end())
        return;
    m_rail->show();
    m_rail->selectEntry(static_cast<int>(page));
    m_stack->setCurrentWidget(found->second);
    Q_EMIT pageShown(page);
}

void MainWindow::showAlone(QWidget* widget, std::optional<Page> of)
{
    of ? m_rail->selectEntry(static_cast<int>(*of)) : m_rail->selectNone();
    if (m_stack->indexOf(widget) < 0)
        m_stack->addWidget(widget);
    m_rail->setVisible(!m_pages.empty() && !m_inCeremony);
    m_stack->setCurrentWidget(widget);
    if (m_alone != nullptr && m_alone != widget)
        m_alone->deleteLater(); // one at a time
    m_alone = widget;
}

void MainWindow::setMode(Mode mode)
{
    m_band->setMode(mode);
}

void MainWindow::setWait(const QString& what)
{
    m_wait->setWait(what);
}

void MainWindow::setRoom(const RoomView& room)
{
    m_rail->setRoom(room);
    setWindowTitle(room.name.isEmpty() ? tr("Keyrite") : tr("%1 – Keyrite").arg(room.name));
}

void MainWindow::enterCeremony(const QString& title, const QString& id, std::vector<RailAct> acts)
{
    m_inCeremony = true;
    m_rail->showCeremony(title, id, std::move(acts));
    showCeremony();
}

void MainWindow::showCeremony()
{
    m_rail->show();
    m_stack->setCurrentWidget(m_ceremony);
}

void MainWindow::leaveCeremony(Page page)
{
    m_inCeremony = false;
    m_rail->showNavigation();
    showPage(page);
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (!inCeremony()) {
        event->accept();
        return;
    }
    event->ignore();
    Q_EMIT closeRequested();
}

} // namespace keyrite::ui
