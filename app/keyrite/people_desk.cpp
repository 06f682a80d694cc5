#include "app/keyrite/people_desk.h"

#include "ui/log_sentences.h"
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
    constexpr std::size_t kMost = 20;
    registry::History numbers = historyOf(room().registry, thing, id);
    if (numbers.size() > kMost)
        numbers.erase(numbers.begin(), numbers.end() - kMost);
    ask(
        [numbers](const RoomState& state) -> Result<std::vector<log::Entry>> {
            std::vector<log::Entry> entries;
            for (const std::uint64_t seq : numbers) {
                auto entry = state.room->store().entry(seq);
                if (!entry)
                    return fail(entry.error());
                entries.push_back(std::move(*entry));
            }
            return entries;
        },
        [this, thing, id](const std::vector<log::Entry>& entries) {
            QStringList lines;
            for (const log::Entry& entry : entries)
                lines << tr("%1: %2 Entry %3.").arg(utcText(entry.time), sentenceOf(entry)).arg(entry.seq);
            m_page->showHistory(thing, tr("What the log says of %1").arg(id), lines);
        });
}

} // namespace keyrite::app
