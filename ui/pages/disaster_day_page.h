// DisasterDayPage: what do you still have? It takes sheets, a backup document, a log, and shows what is
// possible with them, what is missing, and one button. GUI thread only.
#pragma once

#include "ui/widgets/message_panel.h"
#include "ui/widgets/text.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace keyrite::ui {

class ShareInput;
class TickBox;

struct DisasterView
{
    QStringList sheets = {}; // "Sheet 2 of share set 7C2A"
    QString backup = {};     // "Backup document of share set 7C2A: 1 key"
    Tone backupTone = Tone::Neutral;
    QString log = {};
    Tone logTone = Tone::Neutral;
    QString verdict = {}; // "The key Root can be recovered here, now."
    Tone tone = Tone::Neutral;
    QStringList missing = {}; // full sentences, one a line
    QString action = {};      // what the main button says
    bool mayStart = false;    // but for the HSM, which is the page's own
    bool mayRehearse = false; // the same in the practice room
};

class DisasterDayPage final : public QWidget
{
    Q_OBJECT

public:
    explicit DisasterDayPage(QWidget* parent);

    void setView(const DisasterView& view);
    void setRefused(const Message& why);
    void setBusy(bool busy);

    // Where a sheet comes in by scanner or keyboard: connect to its signals.
    ShareInput* input() const { return m_input; }

Q_SIGNALS:
    void filesRequested(); // scans, photographs, PDFs, backup.txt, log.keyrite
    void startRequested();
    void rehearseRequested();
    void backRequested();

private:
    QWidget* answerCard();
    QWidget* haveCard();
    QWidget* wordsCard();
    void look();

    DisasterView m_view;
    bool m_busy = false;
    ShareInput* m_input;
    MessagePanel* m_refusal;
    QLabel* m_sheets;
    QLabel* m_backup;
    QLabel* m_log;
    TickBox* m_hsm;
    QLabel* m_verdict;
    QLabel* m_missing;
    QPushButton* m_files;
    QPushButton* m_rehearse;
    QPushButton* m_main;
};

} // namespace keyrite::ui
