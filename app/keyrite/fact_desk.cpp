#include "app/keyrite/fact_desk.h"

#include "core/fields.h"

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
