// DrillsDesk: what is due, what drills showed and taught, and the calendar as a file. GUI thread only.
#pragma once

#include "app/keyrite/fact_desk.h"
#include "ui/pages/drills_page.h"

namespace keyrite::app {

class DrillsDesk final : public FactDesk
{
    Q_OBJECT

public:
    explicit DrillsDesk(const DeskContext& context);

    ui::Page page() const override { return ui::Page::Drills; }
    QWidget* widget() const override { return m_page; }
    void refresh() override;

private:
    void askForCalendarFile();
    void saveCalendar(const QString& file);

    ui::DrillsPage* m_page;
};

} // namespace keyrite::app
