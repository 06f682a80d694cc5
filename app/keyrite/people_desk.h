// PeopleDesk: people, sites and what is kept there, with the history of each. GUI thread only.
#pragma once

#include "app/keyrite/fact_desk.h"
#include "ui/pages/people_page.h"

namespace keyrite::app {

class PeopleDesk final : public FactDesk
{
    Q_OBJECT

public:
    explicit PeopleDesk(const DeskContext& context);

    ui::Page page() const override { return ui::Page::People; }
    QWidget* widget() const override { return m_page; }
    void refresh() override;

private:
    void showHistory(ui::Thing thing, const QString& id);

    ui::PeoplePage* m_page;
};

} // namespace keyrite::app
