// CeremonyPrinter: how the papers of one ceremony come onto paper. In practice files stand in for the
// printer. Elsewhere the printer is asked for once, and every page goes to it from memory; a paper without a
// secret may be left as a file instead, for a printer that Keyrite does not reach. GUI thread only.
#pragma once

#include "ui/ceremony_run.h"

namespace keyrite::ui {

enum class PaperSecrecy {
    Secret, // holds a share: never a file outside of practice
    Public,
};

class CeremonyPrinter final : public QObject
{
    Q_OBJECT

public:
    CeremonyPrinter(CeremonyRun& run, QObject* parent) : QObject(parent), m_run(run) {}

    struct Way
    {
        ceremony::PrintDocument print;
        QString folder = {}; // where a file lies that somebody must print; empty where paper comes out
    };

    // Calls `then` with the way to paper, at once where it is known; not at all where the person goes back.
    void choose(PaperSecrecy secrecy, const std::function<void(const Way&)>& then);

    // The backup document and START-HERE, as many as there are bags. Again where somebody asks for it.
    void printDocuments();

    // The ceremony ends, or nothing was sent and another printer may be the answer: it is asked for again.
    void forget()
    {
        m_printer.clear();
        m_files = false;
    }

private:
    void printDocuments(const Way& way);

    CeremonyRun& m_run;
    std::string m_printer; // as LivePaper takes it; empty until it is chosen
    bool m_files = false;  // chosen for papers without a secret
};

} // namespace keyrite::ui
