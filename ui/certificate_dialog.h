// CertificateDialog: a certificate request for a key on a token: the subject is typed, `keyrite-cli csr` runs
// as a process of its own (libp11 would end the sessions of this one), and the request is shown and saved.
// GUI thread only; nothing blocks.
#pragma once

#include "core/registry/registry.h"

#include <QDialog>

#include <filesystem>

class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace keyrite::ui {

class PinField;
class TokenProgram;

class CertificateDialog final : public QDialog
{
    Q_OBJECT

public:
    // `room` is the room's folder. In practice the practice PIN is used and none is asked for.
    CertificateDialog(const registry::Key& key, const registry::Room& room,
                      const std::filesystem::path& folder, QWidget* parent);

Q_SIGNALS:
    void made(const QString& pem);
    void refused(const QString& why);

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
    PinField* m_pin = nullptr;
    QLabel* m_state;
    QPlainTextEdit* m_pem;
    QPushButton* m_request;
    QPushButton* m_save;
    TokenProgram* m_program;
};

} // namespace keyrite::ui
