// HomePage: the state of the room in one sentence, one main action, what is due, the last ceremony.
#pragma once

#include "ui/widgets/text.h"

#include <QWidget>

#include <optional>
#include <vector>

class QVBoxLayout;

namespace keyrite::ui {

struct DueRow
{
    QString what = {}; // "Sheet 3 has not been read from its paper for 92 days"
    QString when = {}; // "due 14 Jan 2027"
    Tone tone = Tone::Neutral;
};

struct LastCeremony
{
    QString id = {};
    QString title = {};
    QString outcome = {}; // "closed 22 Nov 2026, 11:20 UTC, 1 exception"
    Tone tone = Tone::Neutral;
};

struct HomeView
{
    QString sentence = {}; // "3 keys, every share proven in the last 90 days, next drill due 14 Jan 2027"
    QString meaning = {};  // a second line; may be empty
    Tone tone = Tone::Good;
    QString mainAction = {}; // "Go on with KC-2026-0003"; empty: none
    std::vector<DueRow> due = {};
    std::optional<LastCeremony> last = {};
};

class HomePage final : public QWidget
{
    Q_OBJECT

public:
    explicit HomePage(QWidget* parent);
    void setView(const HomeView& view);

Q_SIGNALS:
    void mainActionRequested();
    void ceremonyRequested(const QString& id); // show it
    void collectionRequested();                // the logs of other rooms

private:
    QWidget* stateCard(const HomeView& view);
    QWidget* dueCard(const HomeView& view);
    QWidget* lastCard(const LastCeremony& last);

    QVBoxLayout* m_body;
    QWidget* m_content = nullptr;
};

} // namespace keyrite::ui
