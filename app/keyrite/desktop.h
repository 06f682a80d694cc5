// Desktop: puts the window, the room's thread, the pages and the ceremony together. GUI thread only.
#pragma once

#include "ui/ceremony_controller.h"
#include "ui/main_window.h"
#include "ui/room_thread.h"

#include <QTranslator>

#include <filesystem>

namespace keyrite::ui {
class CeremoniesPage;
class HomePage;
class KeysPage;
class LogPage;
class TokensPage;
} // namespace keyrite::ui

namespace keyrite::app {

class Desktop final : public QObject
{
    Q_OBJECT

public:
    // `home`: the folder that holds the practice room and, by default, live ones.
    explicit Desktop(std::filesystem::path home);
    ~Desktop() override;

    // The two doors, or the room at once.
    void showFirstStart();
    void openPractice();
    void openRoom(const std::filesystem::path& folder, SecretBytes auditPin);
    void createRoom(ceremony::RoomSetup setup, SecretBytes auditPin);

    ui::MainWindow& window() { return *m_window; }
    ui::CeremonyController& ceremony() { return *m_ceremony; }
    const ui::RoomSnapshot& room() const { return m_room; }

Q_SIGNALS:
    void roomOpened();
    void failed(const QString& message);

private:
    void showSetUp();
    void chooseRoom();
    void runSetUp();
    ceremony::Plan forThisRoom(ceremony::Plan plan) const;
    void buildPages();
    void onRoom(Result<ui::RoomSnapshot> outcome);
    void refresh(const ui::RoomSnapshot& snapshot);
    void refreshTokens();
    void startProcedure(const QString& id);
    void recover(const QString& shareSet);
    void startCeremony(const std::string& procedure, Result<ceremony::Plan> plan);
    void resumeUnfinished();
    void mainAction();
    void showCeremonyLog(const QString& id);
    void verifyLog();
    void requestCertificate(const QString& keyId);
    void onEnded(const QString& id, bool closed);
    void showDisasterDay();
    void showError(const Error& error);

    QTranslator m_translation; // before the window, which speaks it
    std::filesystem::path m_home;
    std::unique_ptr<ui::MainWindow> m_window;
    std::unique_ptr<ui::RoomThread> m_thread;
    ui::CeremonyController* m_ceremony;
    ui::RoomSnapshot m_room;
    std::vector<ceremony::Person> m_setUpPeople; // of a room that is being made
    ui::HomePage* m_homePage = nullptr;
    ui::CeremoniesPage* m_ceremonies = nullptr;
    ui::KeysPage* m_keys = nullptr;
    ui::LogPage* m_log = nullptr;
    ui::TokensPage* m_tokens = nullptr;
};

} // namespace keyrite::app
