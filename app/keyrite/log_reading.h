// LogReading: what anybody may do with the log that a page shows, changing nothing in it: verify, print and
// export it. The log may be the room's own or one that came from elsewhere. GUI thread only.
#pragma once

#include "core/ceremony/audit.h"
#include "core/log/export.h"
#include "ui/export_dialog.h"
#include "ui/job.h"
#include "ui/verify_dialog.h"

#include <QPointer>

#include <filesystem>

namespace keyrite::ui {
class LogPage;
class LogReader;
} // namespace keyrite::ui

namespace keyrite::app {

class VerifyJob;

// A file that was written.
struct WrittenExport
{
    QString path;
    std::string form; // as in its name: "pdf", "csv", "jsonl"
    log::Filter filter;
    log::Exported done;
    bool sign = false; // somebody wants to sign it
};

// What somebody brought along to a verification, and what that showed.
struct VerifiedLog
{
    ui::Brought brought;
    ceremony::Audit audit;
};

class LogReading final : public QObject
{
    Q_OBJECT

public:
    // Whose the log is: the room's own, to which exports are added and which a witness may sign; or one that
    // is only read.
    enum class Of { ThisRoom, Elsewhere };

    // The page is the parent of it and of the dialogs.
    LogReading(Of of, ui::LogPage& page);

    // The log that is read from now on; takes a read-only store of it for the page.
    void show(const std::filesystem::path& file, log::Store store);
    const std::filesystem::path& file() const { return m_file; }

    // Writes what was chosen into a new file.
    void exportTo(const QString& path, ui::ExportDialog::Form form, const log::Filter& filter,
                  bool sign = false);

Q_SIGNALS:
    void failed(const keyrite::Error& error);
    void exported(const keyrite::app::WrittenExport& written);
    void verified(const keyrite::app::VerifiedLog& verified);
    void cosignRequested(keyrite::ui::VerifyDialog* verified, quint64 size);

private:
    void askWhatToExport();
    void chooseFile(ui::ExportDialog::Form form, const log::Filter& filter, bool sign);
    void print(const log::Filter& filter);
    ui::LogReader* reader();
    void verify();
    void chooseScan(ui::VerifyDialog* dialog);
    void startVerifying(const ui::Brought& brought);

    Of m_of;
    ui::LogPage& m_page;
    std::filesystem::path m_file;
    ui::LogReader* m_reader = nullptr; // for exports, which take their time
    VerifyJob* m_job;
    ui::Job* m_scan;
    ui::Brought m_brought; // to the verification that runs
};

} // namespace keyrite::app
