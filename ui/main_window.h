// MainWindow: a shell: the mode's band, the rail, and a stack of pages. It knows no page's content and no
// ceremony's order: pages are given to it, and talk to whoever made them. GUI thread only.
#pragma once

#include "core/mode.h"
#include "ui/rail.h"

#include <QMainWindow>
#include <QPointer>

#include <map>
#include <optional>

class QStackedWidget;

namespace keyrite::ui {

class CeremonyView;
class ModeBand;
class WaitBand;

// The entries of the navigation. What does not exist is not added, and so has no button.
enum class Page { Home, Ceremonies, Keys, People, Drills, Plan, Backtest, Log, Tokens };

class MainWindow final : public QMainWindow
{
    Q_OBJECT

public:
    MainWindow();

    // Takes ownership. Entries stand in the order in which they are added.
    void addPage(Page page, QWidget* widget);
    void showPage(Page page);

    // A page that is no entry of the navigation (first start, a form, disaster day); the rail stands beside
    // it once there are entries, and marks the one that it belongs to, or none. Takes ownership; the one
    // before is deleted.
    void showAlone(QWidget* widget, std::optional<Page> of = std::nullopt);

    void setMode(Mode mode);
    void setRoom(const RoomView& room);
    // What is waited for outside of a ceremony, whose own frame says so; empty: nothing.
    void setWait(const QString& what);

    // During a ceremony the rail is the list of its acts and steps, and the view is this one.
    CeremonyView* ceremonyView() const { return m_ceremony; }
    Rail* rail() const { return m_rail; }
    void enterCeremony(const QString& title, const QString& id, std::vector<RailAct> acts);
    void leaveCeremony(Page page);
    // True between the two, also while disaster day stands in front of it; showCeremony() brings it back.
    bool inCeremony() const { return m_inCeremony; }
    void showCeremony();

Q_SIGNALS:
    void pageShown(keyrite::ui::Page page);
    void disasterDayRequested();
    void closeRequested(); // only during a ceremony: the window stays until the owner closes it

protected:
    void closeEvent(QCloseEvent* event) override;

private:
    static QString titleOf(Page page);
    static QString iconOf(Page page);

    ModeBand* m_band;
    WaitBand* m_wait;
    Rail* m_rail;
    QStackedWidget* m_stack;
    CeremonyView* m_ceremony;
    QPointer<QWidget> m_alone;
    bool m_inCeremony = false;
    std::map<Page, QWidget*> m_pages;
};

} // namespace keyrite::ui
