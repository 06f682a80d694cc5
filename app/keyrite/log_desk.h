// LogDesk: the entries of the room's log; reviewing, exporting and verifying it. GUI thread only.
#pragma once

#include "app/keyrite/desk.h"
#include "core/log/export.h"
#include "ui/export_dialog.h"
#include "ui/verify_dialog.h"

namespace keyrite::ui {
class CosignDialog;
class LogPage;
class LogReader;
class ReviewDialog;
} // namespace keyrite::ui

namespace keyrite::app {

class VerifyJob;

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
    void askWhatToExport();
    void chooseFile(ui::ExportDialog::Form form, const log::Filter& filter, bool sign);
    void offerSignature(const QString& path);
    void print(const log::Filter& filter);
    void recordExport(const QString& path, const std::string& form, const log::Filter& filter,
                      const log::Exported& done);
    ui::LogReader* reader();
    void verify();
    void startVerifying(const ui::Brought& brought);
    void cosign(ui::VerifyDialog& verified, std::uint64_t size);
    void recordCosigned(ui::VerifyDialog& verified, ui::CosignDialog& dialog, std::uint64_t size);
    template <typename Then>
    void askForTokens(Then then);
    void recordAnchor(const ceremony::Audit& audit);

    ui::LogPage* m_page;
    ui::LogReader* m_reader = nullptr; // for exports, which take their time
    VerifyJob* m_job;
    ui::Brought m_brought;          // to the verification that runs
    std::filesystem::path m_folder; // whose log the page reads
    QString m_toSign;               // the export that a signature was asked for
};

} // namespace keyrite::app
