// VerifyDialog: the whole log checked again: what is brought from paper or a witness, how far it has come,
// and what it showed. Says what is wanted by a signal; is told how it goes. GUI thread only.
#pragma once

#include "core/ceremony/audit.h"
#include "core/paper/printed_head.h"

#include <QDialog>

#include <optional>

class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QProgressBar;
class QPushButton;
class QVBoxLayout;

namespace keyrite::ui {

// What somebody brings along; each may be missing.
struct Brought
{
    std::optional<paper::Anchor> anchor;
    std::optional<log::VerifierKey> key; // from the minutes of the set-up
    QString by;                          // who brings the anchor
};

class VerifyDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit VerifyDialog(QWidget* parent);

    // What was read from a scan takes the place of what was typed; or why nothing was read.
    void setAnchor(const QString& text);
    void setProblem(const QString& problem);

    void showProgress(const log::VerifyProgress& progress);
    void showOutcome(const ceremony::Audit& audit);
    void showRefusal(const QString& why); // the log cannot be read, or it was stopped

    // Lets a witness sign what was found sound.
    void offerCosigning() { m_canCosign = true; }
    void showCosigned(const QString& sentence);

Q_SIGNALS:
    void verifyRequested(const keyrite::ui::Brought& brought);
    void scanRequested(); // a head from paper by an image file
    void stopRequested();
    void cosignRequested(quint64 size); // the checkpoint over so many entries

private:
    void request();
    void setRunning(bool running);
    void addFields(QVBoxLayout& column);

    QPlainTextEdit* m_anchor;
    QLineEdit* m_by;
    QLineEdit* m_key;
    QLabel* m_problem;
    QLabel* m_stage; // what the progress is of
    QProgressBar* m_progress;
    QLabel* m_verdict;
    QPlainTextEdit* m_report;
    QPushButton* m_verify;
    QPushButton* m_stop;
    QPushButton* m_cosign;
    bool m_canCosign = false;
    quint64 m_signed = 0; // entries that the last good checkpoint covers
};

} // namespace keyrite::ui
