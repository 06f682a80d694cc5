// SignReportDialog: a CMS signature over a file that was just exported: a key of an HSM and its certificate
// are chosen, and `keyrite-cli sign-report` runs as a process of its own (libp11 would end the sessions of
// this one). GUI thread only; nothing blocks.
#pragma once

#include "ui/signer_choice.h"

#include <QDialog>

#include <filesystem>

class QLabel;
class QPushButton;

namespace keyrite::ui {

class TokenProgram;

class SignReportDialog final : public QDialog
{
    Q_OBJECT

public:
    // `report` is the file, `folder` the room's; `present`: the tokens that are there. In practice the
    // practice PIN is used and none is asked for.
    SignReportDialog(const QString& report, const std::vector<hsm::TokenInfo>& present,
                     const registry::Registry& registry, const std::filesystem::path& folder,
                     QWidget* parent);

    // The PIN is asked as its token stands now.
    void setTokens(const std::vector<hsm::TokenInfo>& present, const registry::Registry& registry);

    // The PEM file with the key's certificate, as chosen.
    void setCertificate(const QString& path);

Q_SIGNALS:
    void signedAs(const QString& path); // of the signature
    void refused(const QString& why);
    void pinTried(const keyrite::hsm::TokenId& token, bool right); // to be counted in the log

private:
    const registry::Key& key() const;
    void look();
    void choose();
    void sign();
    void showSigned();
    void refuse(const QString& why);

    QString m_report;
    QString m_certificate;
    std::vector<registry::Key> m_keys;
    registry::Room m_room;
    std::filesystem::path m_folder;
    SignerChoice* m_key;
    QLabel* m_state;
    QPushButton* m_choose;
    QPushButton* m_sign;
    bool m_isSigned = false;
    TokenProgram* m_program;
};

} // namespace keyrite::ui
