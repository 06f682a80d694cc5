// KeysDesk: the keys of the room, what they control, their recovery and certificate requests. GUI thread
// only.
#pragma once

#include "app/keyrite/fact_desk.h"

namespace keyrite::ui {
class KeysPage;
}

namespace keyrite::app {

class KeysDesk final : public FactDesk
{
    Q_OBJECT

public:
    explicit KeysDesk(const DeskContext& context);

    ui::Page page() const override { return ui::Page::Keys; }
    QWidget* widget() const override;
    void refresh() override;

private:
    void requestCertificate(const QString& keyId);

    ui::KeysPage* m_page;
};

} // namespace keyrite::app
