// TokensDesk: what is inserted now, what it can do, its PINs, and the modules of the room. GUI thread only.
#pragma once

#include "app/keyrite/desk.h"
#include "ui/tokens_view.h"

namespace keyrite::app {

class TokensDesk final : public Desk
{
    Q_OBJECT

public:
    explicit TokensDesk(const DeskContext& context);

    ui::Page page() const override { return ui::Page::Tokens; }
    QWidget* widget() const override;
    void refresh() override; // the slots are asked only while the page is in sight
    void shown() override { look(); }

private:
    void look();
    void probe(int index);
    void askPin(int index);
    void changePin(const hsm::TokenInfo& token, ceremony::PinChange::What what);
    void setPin(const hsm::TokenInfo& token, ceremony::PinChange::What what, SecretBytes old);
    using Reading = Result<void> (ceremony::Room::*)(const hsm::TokenInfo&, std::string_view);
    void readFileOf(int index, const QString& title, Reading reading);
    void chooseModule();
    // `then` is called with the file that was chosen; not at all where none was.
    void chooseFile(const QString& title, const QString& filter,
                    const std::function<void(const QString&)>& then);
    void addModule(const QString& path);
    void removeModule(const QString& path);

    // job(Room&) -> Result<T>, then the page anew, also where the job failed: a wrong PIN is an entry too.
    // `what` is waited for meanwhile.
    template <typename Job>
    void work(Job job, const QString& what);

    ui::TokensPage* m_page;
    ui::TokensSeen m_seen;
};

} // namespace keyrite::app
