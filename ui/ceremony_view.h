// CeremonyView: the frame around one step: where we are, one instruction, one card, initials, and the bar
// with the one main button. It knows no order of steps: it shows what it is given and says what was pressed.
// GUI thread only.
#pragma once

#include "ui/widgets/initials_strip.h"
#include "ui/widgets/message_panel.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

class QPushButton;
class QScrollArea;

namespace keyrite::ui {

class StepView;

struct StepFrame
{
    int act = 0; // counted from 1; 0: the ceremony has no acts
    int step = 1;
    int steps = 1; // in the act
    QString title = {};
    QString instruction = {};
    int plannedMinutes = 0;
    bool irreversible = false; // a point of no return: Enter never presses the main button
    std::vector<InitialsSlot> initials = {};
};

class CeremonyView final : public QWidget
{
    Q_OBJECT

public:
    explicit CeremonyView(QWidget* parent);

    // Shows a step in place of the one before, which is deleted. Takes ownership of `step`.
    void showStep(const StepFrame& frame, StepView* step);
    StepView* step() const { return m_step; }

    // Other people for the initials, where somebody came or left.
    void setPeople(const std::vector<InitialsSlot>& people);

    // Minutes since the step began.
    void setElapsed(int minutes);

    // While something is being done that cannot be interrupted: the buttons rest, `what` says why. A wait
    // that lasts is counted in sight, and explained: a PKCS#11 call cannot be broken off.
    void setBusy(const QString& what);
    void setIdle();
    // From when on a wait is explained; 5 s where nothing else is said.
    void setPatience(int ms) { m_patienceMs = ms; }
    bool isBusy() const { return !m_busy.isEmpty(); }

    // Something has to be done before the step can go on: the main button says and asks for that instead;
    // empty: it is the step's again.
    void setFirst(const QString& action);

    void showMessage(const Message& message);
    void clearMessage();

Q_SIGNALS:
    void mainActionRequested();
    void refusalRequested();
    void pauseRequested();
    void exceptionRequested();
    void presenceRequested();

private:
    QWidget* buildPage();
    QWidget* buildBar();
    void fillHead(const StepFrame& frame);
    void replaceInitials(const std::vector<InitialsSlot>& people);
    void look();
    void orderTabs();
    void explainWait();
    void endWait();

    StepFrame m_frame;
    QString m_busy;
    QString m_first;
    StepView* m_step = nullptr;
    InitialsStrip* m_initials = nullptr;
    QScrollArea* m_scroll = nullptr;
    QLabel* m_place = nullptr;
    QLabel* m_time = nullptr;
    QLabel* m_title = nullptr;
    QLabel* m_instruction = nullptr;
    MessagePanel* m_message = nullptr;
    Card* m_card = nullptr;
    QVBoxLayout* m_column = nullptr;
    QPushButton* m_pause = nullptr;
    QPushButton* m_exception = nullptr;
    QPushButton* m_presence = nullptr;
    QLabel* m_progress = nullptr;
    QPushButton* m_refusal = nullptr;
    QPushButton* m_main = nullptr;
    QElapsedTimer m_busySince;
    QTimer m_wait;           // until a wait is explained, then every second
    int m_patienceMs = 5000; // before that
    bool m_explained = false;
};

} // namespace keyrite::ui
