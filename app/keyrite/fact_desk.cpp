#include "app/keyrite/fact_desk.h"

#include "core/fields.h"
#include "ui/log_sentences.h"

namespace keyrite::app {

using namespace ui;

namespace {

// Who recorded last is likely to record next.
QString lastRecorder(const registry::Registry& registry)
{
    const registry::Ceremony* last = nullptr;
    for (const auto& [id, ceremony] : registry.ceremonies)
        if (last == nullptr || ceremony.opened > last->opened)
            last = &ceremony;
    for (const auto& person : last == nullptr ? log::Json::array() : registry::listOf(last->plan, "people"))
        if (registry::textOf(person, "role") == "administrator")
            return QString::fromStdString(registry::textOf(person, "name"));
    return {};
}

} // namespace

void FactDesk::openForm(FormKind kind, const QString& subject)
{
    auto* dialog = new FactDialog(formOf(kind, subject, room().registry, systemNow()), room().registry,
                                  lastRecorder(room().registry), systemNow(), &window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        if (const auto said = dialog->statement())
            record(said->fact, said->author);
        else
            Q_EMIT failed(said.error());
    });
    dialog->open();
}

void FactDesk::askHistory(Thing thing, const QString& id, std::function<void(const QStringList&)> show)
{
    constexpr std::size_t kMost = 20;
    registry::History numbers = historyOf(room().registry, thing, id, systemNow());
    const std::size_t left = numbers.size() > kMost ? numbers.size() - kMost : 0;
    numbers.erase(numbers.begin(), numbers.begin() + static_cast<std::ptrdiff_t>(left));
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
        [left, show = std::move(show)](const std::vector<log::Entry>& entries) {
            QStringList lines;
            if (left > 0)
                lines << tr("%1 earlier entries are on the page Log.").arg(left);
            for (const log::Entry& entry : entries)
                lines << tr("%1: %2 Entry %3.").arg(utcText(entry.time), sentenceOf(entry)).arg(entry.seq);
            show(lines.isEmpty() ? QStringList{tr("No entry yet.")} : lines);
        });
}

void FactDesk::record(const registry::Fact& fact, const registry::Author& author)
{
    change(
        [fact, author](ceremony::Room& room) -> Result<void> {
            log::Entry entry;
            KEYRITE_TRY(entry, registry::compose(room.registry(), author, room.now(), fact));
            KEYRITE_CHECK(room.append({std::move(entry)}));
            return {};
        },
        [] {});
}

} // namespace keyrite::app
