// CeremoniesDesk: the procedures that can be started, and the ceremonies there were. GUI thread only.
#pragma once

#include "app/keyrite/desk.h"

namespace keyrite::ui {
class CeremoniesPage;
}

namespace keyrite::app {

class CeremoniesDesk final : public Desk
{
    Q_OBJECT

public:
    explicit CeremoniesDesk(const DeskContext& context);

    ui::Page page() const override { return ui::Page::Ceremonies; }
    QWidget* widget() const override;
    void refresh() override;

private:
    ui::CeremoniesPage* m_page;
};

} // namespace keyrite::app
