// ShareWork: the share of a step on its way to paper and back: issued, read from a file, a scanner or typed,
// and sealed in its bag. GUI thread only.
#pragma once

#include "core/log/verify.h"
#include "ui/ceremony_printer.h"

namespace keyrite::ui {

class ShareInput;

class ShareWork final : public QObject
{
    Q_OBJECT

public:
    ShareWork(CeremonyRun& run, CeremonyPrinter& printer, QObject* parent)
        : QObject(parent), m_run(run), m_printer(printer)
    {
    }

    // Answers what is pressed on the step that came into sight, where it is about a share.
    void connectStep();
    void seal();

private:
    void connectInput(ShareInput* input);
    void issue();
    void print(ceremony::PrintDocument printer);
    void reveal();
    void readFile(ShareInput* input);
    void submitTexts(ShareInput& input, std::vector<SecretBytes> texts);
    void printForm();
    void readText(SecretBytes text, ceremony::Source source);
    void showPool();

    CeremonyRun& m_run;
    CeremonyPrinter& m_printer;
    std::vector<int> m_entered;             // numbers of the shares in the pool
    std::optional<log::PrintedHead> m_head; // of the log, on the sheet whose share is being taken
};

} // namespace keyrite::ui
