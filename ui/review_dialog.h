// ReviewDialog: what a reviewer says about a stretch of the log, and with which token they sign it. What was
// typed is kept until it is recorded or thrown away on purpose. GUI thread only.
#pragma once

#include "ui/signing_dialog.h"

class QDateEdit;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QVBoxLayout;

namespace keyrite::ui {

class ReviewDialog final : public SigningDialog
{
    Q_OBJECT

public:
    // Entries `first` to `last` are proposed: all that are new, up to the log's end. `tokens` may sign.
    ReviewDialog(std::uint64_t first, std::uint64_t last, const std::vector<hsm::TokenInfo>& tokens,
                 const registry::Registry& registry, QWidget* parent);

    // What was typed, without root and signature.
    registry::Review review() const;
    // The token to sign with; nothing where the review is not to be signed.
    std::optional<hsm::TokenId> token() const;

Q_SIGNALS:
    void recordRequested();

private:
    struct FindingRow
    {
        QWidget* row;
        QLineEdit* text;
        QLineEdit* owner;
        QDateEdit* due;
    };

    void addRange(QVBoxLayout* column, std::uint64_t first, std::uint64_t last);
    void addFinding();
    void setTokens(const std::vector<hsm::TokenInfo>& tokens, const registry::Registry& registry) override;
    void look() override;

    std::uint64_t m_firstNew;
    std::uint64_t m_most;
    QLineEdit* m_reviewer;
    QLineEdit* m_first;
    QLineEdit* m_last;
    QPlainTextEdit* m_comments;
    QVBoxLayout* m_findings;
    std::vector<FindingRow> m_rows;
    QLabel* m_gap; // what would be left out
    QPushButton* m_record;
};

} // namespace keyrite::ui
