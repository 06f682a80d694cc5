#include "app/keyrite/people_desk.h"

#include "ui/programme/people_view.h"

namespace keyrite::app {

using namespace ui;

PeopleDesk::PeopleDesk(const DeskContext& context) : FactDesk(context), m_page(new PeoplePage(&window()))
{
    connect(m_page, &PeoplePage::formRequested, this, &PeopleDesk::openForm);
    connect(m_page, &PeoplePage::historyRequested, this, &PeopleDesk::showHistory);
}

void PeopleDesk::refresh()
{
    m_page->setView(peopleViewOf(room().registry, systemNow()));
}

void PeopleDesk::showHistory(Thing thing, const QString& id)
{
    askHistory(thing, id, [this, thing, id](const QStringList& lines) {
        m_page->showHistory(thing, tr("What the log says of %1").arg(id), lines);
    });
}

} // namespace keyrite::app
