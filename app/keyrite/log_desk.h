// LogDesk: the entries of the room's log; reviewing, exporting and verifying it. GUI thread only.
#pragma once

#include "app/keyrite/desk.h"
#include "app/keyrite/log_reading.h"

namespace keyrite::ui {
class CosignDialog;
class LogPage;
class ReviewDialog;
} // namespace keyrite::ui

namespace keyrite::app {

class LogDesk final : public Desk
{
    Q_OBJECT

public:
    explicit LogDesk(const DeskContext& context);

    ui::Page page() const override { return ui::Page::Log; }
    QWidget* widget() const override;
    void refresh() override;
    void shown() override;

    // The entries of one ceremony.
    void showCeremony(const QString& id);

    // Writes what was chosen into a new file and records that.
    void exportTo(const QString& path, ui::ExportDialog::Form form, const log::Filter& filter);

Q_SIGNALS:
    void exported(const QString& path);

private:
    void review(std::uint64_t first, std::uint64_t last);
    void record(ui::ReviewDialog& dialog);
    void saveFilter(const QString& name, const QString& line);
    void recordExport(const WrittenExport& written);
    void offerSignature(const QString& path);
    void cosign(ui::VerifyDialog* verified, quint64 size);
    void recordCosigned(ui::VerifyDialog& verified, ui::CosignDialog& dialog, std::uint64_t size);
    template <typename Then>
    void askForTokens(Then then);
    void recordAnchor(const VerifiedLog& verified);

    ui::LogPage* m_page;
    LogReading* m_reading;
};

} // namespace keyrite::app
