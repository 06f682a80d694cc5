#include "app/keyrite/home_desk.h"

#include "app/keyrite/ceremony_start.h"
#include "ui/page_builder.h"

namespace keyrite::app {

using namespace ui;

HomeDesk::HomeDesk(const DeskContext& context) : Desk(context), m_page(new HomePage(&window()))
{
    connect(m_page, &HomePage::mainActionRequested, this, &HomeDesk::mainAction);
    connect(m_page, &HomePage::ceremonyRequested, this, &Desk::logRequested);
    connect(m_page, &HomePage::collectionRequested, this, &HomeDesk::collectionRequested);
}

QWidget* HomeDesk::widget() const
{
    return m_page;
}

void HomeDesk::refresh()
{
    m_page->setView(homeViewOf(room(), systemNow()));
}

void HomeDesk::mainAction()
{
    switch (homeActionOf(room().registry)) {
    case HomeAction::GoOn:
        return ceremonies().resume();
    case HomeAction::Generate:
        return ceremonies().start(QStringLiteral("generate"));
    case HomeAction::PractiseRecovery:
        return ceremonies().start(QStringLiteral("recover"));
    case HomeAction::ShowKeys:
        return window().showPage(Page::Keys);
    }
}

} // namespace keyrite::app
