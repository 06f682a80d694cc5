// LogDesk: the entries of the room's log, and the whole log verified. GUI thread only.
#pragma once

#include "app/keyrite/desk.h"
#include "ui/verify_dialog.h"

namespace keyrite::ui {
class LogPage;
}

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

private:
    void verify();
    void startVerifying(const ui::Brought& brought);
    void recordAnchor(const ceremony::Audit& audit);

    ui::LogPage* m_page;
    VerifyJob* m_job;
    ui::Brought m_brought;          // to the verification that runs
    std::filesystem::path m_folder; // whose log the page reads
};

} // namespace keyrite::app
