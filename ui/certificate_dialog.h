// CertificateDialog: a certificate request for a key on a token: the subject is typed, `keyrite-cli csr` runs
// as a process of its own (libp11 would end the sessions of this one), and the request is shown and saved.
// GUI thread only; nothing blocks.
#pragma once

#include "ui/signer_choice.h"

#include <QDialog>

#include <filesystem>

class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace keyrite::ui {

class TokenProgram;

class CertificateDialog final : public QDialog
{
    Q_OBJECT

public:
    // `present`: the tokens that are there; `folder`: the room's. In practice the practice PIN is used and
    // none is asked for.
    CertificateDialog(const registry::Key& key, const std::vector<hsm::TokenInfo>& present,
                      const registry::Registry& registry, const std::filesystem::path& folder,
                      QWidget* parent);

    // The PIN is asked as its token stands now.
    void setTokens(const std::vector<hsm::TokenInfo>& present, const registry::Registry& registry);

Q_SIGNALS:
    void made(const QString& pem);
    void refused(const QString& why);
    void pinTried(const keyrite::hsm::TokenId& token, bool right); // to be counted in the log

private:
    void look();
    void request();
    void showRequest(const QByteArray& pem);
    void refuse(const QString& why);
    void save();

    registry::Key m_key;
    registry::Room m_room;
    std::filesystem::path m_folder;
    QLineEdit* m_subject;
    PinEntry* m_pin = nullptr; // null in practice
    QLabel* m_state;
    QPlainTextEdit* m_pem;
    QPushButton* m_request;
    QPushButton* m_save;
    TokenProgram* m_program;
};

} // namespace keyrite::ui
