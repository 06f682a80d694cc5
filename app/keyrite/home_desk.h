// HomeDesk: what the room has, what is due, and the one thing to do next. GUI thread only.
#pragma once

#include "app/keyrite/desk.h"

namespace keyrite::ui {
class HomePage;
}

namespace keyrite::app {

class HomeDesk final : public Desk
{
    Q_OBJECT

public:
    explicit HomeDesk(const DeskContext& context);

    ui::Page page() const override { return ui::Page::Home; }
    QWidget* widget() const override;
    void refresh() override;

Q_SIGNALS:
    void collectionRequested(); // the logs of other rooms

private:
    void mainAction();

    ui::HomePage* m_page;
};

} // namespace keyrite::app
