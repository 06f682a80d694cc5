#include "app/keyrite/ceremonies_desk.h"

#include "app/keyrite/ceremony_start.h"
#include "ui/page_builder.h"

namespace keyrite::app {

using namespace ui;

CeremoniesDesk::CeremoniesDesk(const DeskContext& context)
    : Desk(context), m_page(new CeremoniesPage(&window()))
{
    connect(m_page, &CeremoniesPage::startRequested, &ceremonies(), &CeremonyStart::start);
    connect(m_page, &CeremoniesPage::resumeRequested, &ceremonies(), &CeremonyStart::resume);
    connect(m_page, &CeremoniesPage::logRequested, this, &Desk::logRequested);
}

QWidget* CeremoniesDesk::widget() const
{
    return m_page;
}

void CeremoniesDesk::refresh()
{
    m_page->setView(ceremoniesViewOf(room()));
}

} // namespace keyrite::app
