// EntryDetail: one entry of the log: its sentence, where to go from it, its raw body and its proof. Shows
// what it is given. GUI thread only.
#pragma once

#include "core/log/merkle.h"
#include "core/log/store.h"
#include "ui/widgets/text.h"

class QHBoxLayout;
class QPlainTextEdit;

namespace keyrite::ui {

// What is known of an entry; read from the log by readEntry().
struct EntryView
{
    std::uint64_t seq = 0;
    std::string body;                // as it is stored
    std::optional<log::Entry> entry; // nothing where the body is no valid entry
    std::uint64_t treeSize = 0;      // of the tree that the proof leads to
    bool treeIsSigned = false;       // a stored checkpoint is over that tree
    std::vector<log::Digest> proof;  // lowest sibling first
    log::Digest root{};
    std::string problem = {}; // why there is no proof, or why it does not hold; empty: it holds
};

// With the tree of the first stored checkpoint that covers the entry, else of the log as it is. Runs on the
// reader's thread. Errors: NotFound.
[[nodiscard]] Result<EntryView> readEntry(const log::Store& store, std::uint64_t seq);

class EntryDetail final : public QFrame
{
    Q_OBJECT

public:
    explicit EntryDetail(QWidget* parent);

    void show(const EntryView& view);
    void clear(const QString& why);

Q_SIGNALS:
    void jumpRequested(const QString& filterLine); // all entries of one ceremony, sheet, key or person

private:
    void showJumps(const EntryView& view);
    void showText();

    QLabel* m_sentence;
    QLabel* m_facts;
    QHBoxLayout* m_jumps;
    QPushButton* m_showBody;
    QPushButton* m_showProof;
    QPlainTextEdit* m_text;
    QString m_body;
    QString m_proof;
};

} // namespace keyrite::ui
