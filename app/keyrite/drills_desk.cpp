#include "app/keyrite/drills_desk.h"

#include "core/drill/calendar.h"
#include "core/file.h"
#include "ui/programme/drills_view.h"

#include <QFileDialog>

namespace keyrite::app {

using namespace ui;

DrillsDesk::DrillsDesk(const DeskContext& context) : FactDesk(context), m_page(new DrillsPage(&window()))
{
    connect(m_page, &DrillsPage::formRequested, this, &DrillsDesk::openForm);
    connect(m_page, &DrillsPage::historyRequested, this, [this](Thing thing, const QString& id) {
        askHistory(thing, id,
                   [this, thing, id](const QStringList& lines) { m_page->showHistory(thing, id, lines); });
    });
    connect(m_page, &DrillsPage::calendarRequested, this, &DrillsDesk::askForCalendarFile);
}

void DrillsDesk::refresh()
{
    m_page->setView(drillsViewOf(room().registry, systemNow()));
}

void DrillsDesk::askForCalendarFile()
{
    auto* dialog = new QFileDialog(&window(), tr("Save the calendar"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("ics"));
    dialog->selectFile(QStringLiteral("keyrite.ics"));
    connect(dialog, &QFileDialog::fileSelected, this, &DrillsDesk::saveCalendar);
    dialog->open();
}

void DrillsDesk::saveCalendar(const QString& file)
{
    const TimePoint now = systemNow();
    const std::string calendar =
        drill::calendarOf(drill::scheduleOf(room().registry, dayOf(now)), room().registry.room.origin, now,
                          drill::Surprises::LeftOut);
    ask([file = file.toStdString(),
         calendar](const RoomState&) { return writeFile(file, calendar).map([] { return true; }); },
        [](bool) {});
}

} // namespace keyrite::app
