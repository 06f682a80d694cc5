#include "app/keyrite/tokens_desk.h"

#include "ui/page_builder.h"

namespace keyrite::app {

using namespace ui;

TokensDesk::TokensDesk(const DeskContext& context) : Desk(context), m_page(new TokensPage(&window()))
{
    connect(m_page, &TokensPage::lookRequested, this, &TokensDesk::look);
}

QWidget* TokensDesk::widget() const
{
    return m_page;
}

void TokensDesk::look()
{
    ask([](RoomState& state) { return state.room->module().tokens(); },
        [this](const std::vector<hsm::TokenInfo>& tokens) { m_page->setView(tokensViewOf(room(), tokens)); });
}

} // namespace keyrite::app
