// SignReportDialog: a CMS signature over a file that was just exported: a key of an HSM and its certificate
// are chosen, and `keyrite-cli sign-report` runs as a process of its own (libp11 would end the sessions of
// this one). GUI thread only; nothing blocks.
#pragma once

#include "core/registry/registry.h"

#include <QDialog>

#include <filesystem>

class QComboBox;
class QLabel;
class QPushButton;

namespace keyrite::ui {

class PinField;
class TokenProgram;

class SignReportDialog final : public QDialog
{
    Q_OBJECT

public:
    // `report` is the file, `folder` the room's. In practice the practice PIN is used and none is asked for.
    SignReportDialog(const QString& report, const registry::Registry& registry,
                     const std::filesystem::path& folder, QWidget* parent);

    // The PEM file with the key's certificate, as chosen.
    void setCertificate(const QString& path);

Q_SIGNALS:
    void signedAs(const QString& path); // of the signature
    void refused(const QString& why);

private:
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
    QComboBox* m_key;
    PinField* m_pin = nullptr;
    QLabel* m_state;
    QPushButton* m_choose;
    QPushButton* m_sign;
    TokenProgram* m_program;
};

} // namespace keyrite::ui
