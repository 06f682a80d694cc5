// ShareIssueStep: one custodian receives one share, alone: printed, or copied by hand from the covered words.
#pragma once

#include "core/slip39/mnemonic.h"
#include "ui/steps/step_view.h"

class QLabel;
class QPushButton;

namespace keyrite::ui {

class ShareView;
class TickBox;

struct ShareIssueView
{
    int sheet = 1; // counted from 1
    int sheets = 1;
    QString custodian = {};   // "Mei Tanaka"
    QString group = {};       // "Zurich, 2 of 3"
    QString fingerprint = {}; // public: four groups of four hex digits
    bool mayPrint = true;
    bool mayCopy = true;
    QString printer = {}; // name of the printer; may be empty
};

class ShareIssueStep final : public StepView
{
    Q_OBJECT

public:
    ShareIssueStep(const ShareIssueView& view, QWidget* parent);

    // The answers to the two requests.
    void setPrinted(int copies);
    void setStopped(); // the printer broke off: part of the sheet may be on paper
    void reveal(slip39::Mnemonic words);
    void setFormPrinted(const QString& folder); // where its file lies; empty where paper came out

    // Hides and wipes what is on the screen.
    void cover();

    // What the people said.
    int timesPrinted() const { return m_printed; }
    bool wasPrinted() const { return m_printed > 0; }
    bool wasRevealed() const { return m_revealed; }

Q_SIGNALS:
    void printRequested();
    void revealRequested();
    void formRequested(); // an empty form to copy the words onto

private:
    QWidget* buildHead();
    void buildWays();
    void look();

    ShareIssueView m_view;
    QPushButton* m_print = nullptr;
    QLabel* m_printState = nullptr;
    QLabel* m_formState = nullptr;
    ShareView* m_words = nullptr;
    TickBox* m_held = nullptr;
    int m_printed = 0;
    bool m_revealed = false;
};

} // namespace keyrite::ui
