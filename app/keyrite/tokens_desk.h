// TokensDesk: what is inserted now. GUI thread only.
#pragma once

#include "app/keyrite/desk.h"

namespace keyrite::ui {
class TokensPage;
}

namespace keyrite::app {

class TokensDesk final : public Desk
{
    Q_OBJECT

public:
    explicit TokensDesk(const DeskContext& context);

    ui::Page page() const override { return ui::Page::Tokens; }
    QWidget* widget() const override;
    void refresh() override {} // the slots are asked only while the page is in sight
    void shown() override { look(); }

private:
    void look();

    ui::TokensPage* m_page;
};

} // namespace keyrite::app
