#include "ui/page_builder.h"

#include "core/ceremony/papers.h"
#include "core/registry/reach.h"
#include "ui/error_text.h"
#include "ui/procedure_cards.h"
#include "ui/procedure_text.h"
#include "ui/programme/drills_view.h"
#include "ui/programme/form_options.h"
#include "ui/read_aloud.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace keyrite::ui {

using registry::Ceremony;
using registry::CeremonyStatus;
using registry::Key;
using registry::KeyState;
using registry::Registry;
using registry::ShareSet;
using registry::Sheet;
using registry::SheetState;

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("keyrite::ui::PageBuilder", text);
}

QString qt(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QString dateOf(TimePoint time)
{
    return qt(ceremony::dateText(time));
}

bool isLive(const Key& key)
{
    return key.state != KeyState::Destroyed;
}

bool isUsable(const Sheet& sheet)
{
    return sheet.exists();
}

// The oldest proof among the usable sheets of all share sets; nothing where there are none.
std::optional<TimePoint> oldestProof(const Registry& registry)
{
    std::optional<TimePoint> oldest;
    for (const auto& [id, set] : registry.shareSets)
        for (const auto& [number, sheet] : set.sheets)
            if (isUsable(sheet) && (!oldest || sheet.proven < *oldest))
                oldest = sheet.proven;
    return oldest;
}

QString statusText(CeremonyStatus status)
{
    switch (status) {
    case CeremonyStatus::Running:
        return tr("interrupted");
    case CeremonyStatus::Paused:
        return tr("paused");
    case CeremonyStatus::Closed:
        return tr("closed");
    case CeremonyStatus::Aborted:
        return tr("aborted");
    }
    return {};
}

const Ceremony* lastEnded(const Registry& registry)
{
    const Ceremony* last = nullptr;
    for (const auto& [id, one] : registry.ceremonies)
        if ((one.status == CeremonyStatus::Closed || one.status == CeremonyStatus::Aborted) &&
            (last == nullptr || one.ended > last->ended))
            last = &one;
    return last;
}

QString exceptionsText(int count)
{
    return count == 0 ? tr("no exception") : count == 1 ? tr("1 exception") : tr("%1 exceptions").arg(count);
}

// Whether the sheet is to be read from its paper, days of grace included.
bool isStale(const Sheet& sheet, const Registry& registry, TimePoint now)
{
    return sheet.exists() && dayOf(sheet.proven) + std::chrono::days{registry.schedule.attestationDays +
                                                                     registry.schedule.graceDays} <
                                 dayOf(now);
}

QString sheetStateText(const Sheet& sheet)
{
    switch (sheet.state) {
    case SheetState::Issued:
        return tr("issued %1").arg(dateOf(sheet.changed));
    case SheetState::Proven:
        return tr("✓ proven %1").arg(dateOf(sheet.proven));
    case SheetState::Sealed:
    case SheetState::HandedOver:
        return tr("✓ proven %1, bag %2").arg(dateOf(sheet.proven), qt(sheet.bag));
    case SheetState::Opened:
        return tr("bag opened %1").arg(dateOf(sheet.changed));
    case SheetState::Voided:
        return tr("✗ void: destroy it");
    case SheetState::Lost:
        return tr("✗ lost %1").arg(dateOf(sheet.changed));
    case SheetState::Destroyed:
        return tr("✗ destroyed %1").arg(dateOf(sheet.changed));
    }
    return {};
}

Tone sheetTone(const Sheet& sheet)
{
    if (!sheet.exists())
        return Tone::Bad;
    return sheet.state == SheetState::Issued || sheet.state == SheetState::Opened ? Tone::Warn : Tone::Good;
}

MemberPicture memberOf(const Sheet& sheet, const Registry& room, bool stale)
{
    const QString name = tr("Sheet %1, %2").arg(sheet.number).arg(qt(sheet.holder));
    const registry::Rebuilding* spent = sheet.exists() ? room.spentBy(sheet) : nullptr;
    const QString reissue =
        spent == nullptr ? QString() : tr("spent %1: re-issue").arg(dateOf(spent->mark.time));
    if (stale)
        return {name,
                tr("✗ last read %1: overdue").arg(dateOf(sheet.proven)) +
                    (spent == nullptr ? QString() : tr(", ") + reissue),
                Tone::Bad};
    return spent == nullptr ? MemberPicture{name, sheetStateText(sheet), sheetTone(sheet)}
                            : MemberPicture{name, reissue, Tone::Warn};
}

PolicyPicture pictureOf(const ShareSet& set, const Registry& registry, TimePoint now)
{
    PolicyPicture picture{.groupThreshold = set.policy.groupThreshold()};
    int number = 0;
    for (std::size_t g = 0; g < set.policy.groups().size(); ++g) {
        const GroupPolicy& group = set.policy.groups()[g];
        GroupPicture drawn{.name =
                               set.policy.groups().size() == 1 ? tr("One group") : tr("Group %1").arg(g + 1),
                           .threshold = group.threshold};
        for (int member = 0; member < group.count; ++member) {
            const auto sheet = set.sheets.find(++number);
            if (sheet == set.sheets.end())
                drawn.members.push_back({tr("Sheet %1").arg(number), tr("not issued"), Tone::Neutral});
            else
                drawn.members.push_back(
                    memberOf(sheet->second, registry, isStale(sheet->second, registry, now)));
        }
        picture.groups.push_back(std::move(drawn));
    }
    return picture;
}

QString keyStateText(KeyState state)
{
    switch (state) {
    case KeyState::Planned:
        return tr("planned");
    case KeyState::Generated:
        return tr("made, no backup yet");
    case KeyState::BackedUp:
        return tr("wrapped, backup not proven yet");
    case KeyState::Proven:
        return tr("backed up and proven");
    case KeyState::Locked:
        return tr("locked, backed up and proven");
    case KeyState::Destroyed:
        return tr("destroyed on its HSM");
    }
    return {};
}

// Whether a quorum of its sheets is still somewhere.
bool paperIsLeft(const ShareSet& set)
{
    std::vector<int> left;
    for (const auto& [number, sheet] : set.sheets)
        if (sheet.exists())
            left.push_back(number);
    return registry::sheetsShort(set.policy, left) == 0;
}

QString keyStateText(const Registry& registry, const Key& key)
{
    if (key.state != KeyState::Destroyed)
        return keyStateText(key.state);
    const auto set = registry.shareSets.find(key.shareSet);
    return set != registry.shareSets.end() && paperIsLeft(set->second)
               ? tr("destroyed on its HSM; paper can bring it back")
               : tr("destroyed, on its HSM and on paper: nothing can bring it back");
}

Tone keyTone(KeyState state)
{
    if (state == KeyState::Destroyed)
        return Tone::Bad;
    return state == KeyState::Proven || state == KeyState::Locked ? Tone::Good : Tone::Warn;
}

std::vector<LifeEvent> lifeOf(const Key& key)
{
    const auto event = [](const QString& name, TimePoint at) {
        return LifeEvent{name, at == TimePoint{} ? QString() : dateOf(at)};
    };
    return {event(tr("Generated"), key.generated), event(tr("Backed up"), key.backedUp),
            event(tr("Proven"), key.proven)};
}

// "Listed options, at Broker, 5000000 CHF; it may be out of reach for at most 4 h."
QString controlsText(const Key& key)
{
    if (!key.use)
        return tr("Nobody has said yet what it controls. Drills have no limit to be measured against.");
    QString asset = qt(key.use->asset);
    for (const FormOption& option : assetOptions())
        if (option.id == asset)
            asset = option.text;
    QString text = tr("It controls: %1").arg(asset);
    if (!key.use->counterparty.empty())
        text += tr(", at %1").arg(qt(key.use->counterparty));
    if (!key.use->currency.empty())
        text += tr(", %1 %2").arg(qt(key.use->currency), QLocale::c().toString(qlonglong(key.use->value)));
    const auto minutes = key.use->outageMinutes;
    text += minutes < 120 ? tr(". It may be out of reach for at most %1 min.").arg(minutes)
            : minutes % 60 == 0
                ? tr(". It may be out of reach for at most %1 h.").arg(minutes / 60)
                : tr(". It may be out of reach for at most %1 h %2 min.").arg(minutes / 60).arg(minutes % 60);
    for (const registry::Deadline& deadline : key.use->deadlines)
        text += tr(" %1: %2.").arg(qt(deadline.what), dateOf(deadline.at));
    return text;
}

QString decisionText(const registry::LockDecision& one)
{
    const QString when = dateTimeText(one.mark.time);
    const QString words = qt(one.happened);
    return one.decision == "continue"
               ? tr("%1 decided to go on with it, on %2: “%3”").arg(qt(one.by), when, words)
               : tr("%1 decided not to go on with it, on %2: “%3”").arg(qt(one.by), when, words);
}

// A key that its HSM hands out again.
QString cautionOf(const Key& key)
{
    const registry::LockIgnored* ignored = key.handedOut();
    if (!ignored || !isLive(key))
        return {};
    const QString what =
        tr("! Its HSM hands it out although that was forbidden (%1, %2): whoever logs in can "
           "take another backup.")
            .arg(qt(ignored->ceremony), dateTimeText(ignored->mark.time));
    return what + u' ' +
           (ignored->decision ? decisionText(*ignored->decision) : tr("Nobody has decided about it yet."));
}

KeyRow keyRow(const Registry& registry, const Key& key, TimePoint now)
{
    KeyRow row{.id = qt(key.id), .label = qt(key.label), .type = keyTypeText(key.type)};
    row.token = tr("%1, serial %2").arg(qt(key.token.label), qt(key.token.serial));
    row.state = keyStateText(registry, key);
    row.tone = keyTone(key.state);
    row.life = lifeOf(key);
    row.shareSet = qt(key.shareSet).toUpper();
    row.caution = cautionOf(key);
    row.controls = controlsText(key);
    if (const auto set = registry.shareSets.find(key.shareSet); set != registry.shareSets.end()) {
        row.policy = qt(set->second.policy.text());
        row.picture = pictureOf(set->second, registry, now);
        if (!paperIsLeft(set->second))
            row.recoverRefusal = tr("Too few of its sheets are left to bring it back.");
    } else {
        row.recoverRefusal = tr("It has no share set yet.");
    }
    row.mayRequestCertificate = isLive(key) && key.type != hsm::KeyType::Aes256;
    if (const Ceremony* unfinished = registry.unfinished())
        row.recoverRefusal = tr("Ceremony %1 is not finished.").arg(qt(unfinished->id));
    return row;
}

} // namespace

QString dateTimeText(TimePoint time)
{
    return tr("%1, %2 UTC").arg(dateOf(time), qt(ceremony::timeText(time)));
}

HomeAction homeActionOf(const Registry& registry)
{
    if (registry.unfinished() != nullptr)
        return HomeAction::GoOn;
    if (registry.keys.empty())
        return HomeAction::Generate;
    const bool recovered = std::ranges::any_of(registry.ceremonies, [](const auto& one) {
        return one.second.procedure == "recover" && one.second.status == CeremonyStatus::Closed;
    });
    return registry.room.mode == Mode::Practice && !recovered ? HomeAction::PractiseRecovery
                                                              : HomeAction::ShowKeys;
}

HomeView homeViewOf(const RoomSnapshot& room, TimePoint now)
{
    const Registry& registry = room.registry;
    HomeView view{.due = dueRowsOf(registry, now)};
    const auto keys =
        std::ranges::count_if(registry.keys, [](const auto& one) { return isLive(one.second); });
    if (const Ceremony* unfinished = registry.unfinished()) {
        view.sentence = tr("Ceremony %1 is not finished.").arg(qt(unfinished->id));
        view.meaning = tr("“%1” was opened on %2. Nothing that was recorded is lost.")
                           .arg(qt(unfinished->title), dateTimeText(unfinished->opened));
        view.tone = Tone::Warn;
        view.mainAction = tr("Go on with %1").arg(qt(unfinished->id));
    } else if (registry.keys.empty()) {
        view.sentence = tr("This room has no keys yet.");
        view.meaning =
            registry.room.mode == Mode::Practice
                ? tr("A ceremony makes them, backs them up on paper and proves the backup. In practice you "
                     "play everybody in the room: press every box yourself. It takes about ten minutes.")
                : tr("A ceremony makes them, backs them up on paper and proves the backup. It takes about an "
                     "hour.");
        view.tone = Tone::Neutral;
        view.mainAction = tr("Generate keys");
    } else {
        const auto oldest = oldestProof(registry);
        const int days = registry.schedule.attestationDays;
        const bool fresh = oldest && dayOf(now) <= dayOf(*oldest) + std::chrono::days{days};
        const QString count = keys == 1 ? tr("1 key") : tr("%1 keys").arg(keys);
        view.sentence = fresh ? tr("%1, every share proven in the last %2 days.").arg(count).arg(days)
                              : tr("%1; some shares have not been proven for %2 days.").arg(count).arg(days);
        view.meaning = oldest ? tr("The oldest proof is of %1.").arg(dateOf(*oldest)) : QString();
        view.tone = fresh ? Tone::Good : Tone::Warn;
        view.mainAction = tr("Look at the keys");
    }
    if (homeActionOf(registry) == HomeAction::PractiseRecovery) {
        view.meaning = tr("Next: pretend that the HSM is gone, and bring the key back from the paper.");
        view.mainAction = tr("Practise a recovery");
    }
    if (const Ceremony* last = lastEnded(registry))
        view.last = LastCeremony{
            qt(last->id), qt(last->title),
            tr("%1 %2, %3")
                .arg(statusText(last->status), dateTimeText(last->ended), exceptionsText(last->exceptions)),
            last->status == CeremonyStatus::Closed ? Tone::Good : Tone::Warn};
    return view;
}

CeremoniesView ceremoniesViewOf(const RoomSnapshot& room)
{
    CeremoniesView view{.procedures = procedureCardsOf(room.registry)};
    for (const auto& [id, one] : room.registry.ceremonies)
        view.ceremonies.push_back(
            {qt(id), qt(one.title), qt(modeName(one.mode)), statusText(one.status), dateTimeText(one.opened),
             qt(toIsoTime(one.opened)), one.exceptions,
             one.status == CeremonyStatus::Running || one.status == CeremonyStatus::Paused});
    return view;
}

KeysView keysViewOf(const RoomSnapshot& room, TimePoint now)
{
    KeysView view;
    for (const auto& [id, key] : room.registry.keys)
        view.keys.push_back(keyRow(room.registry, key, now));
    return view;
}

RoomView railViewOf(const RoomSnapshot& room, bool offline)
{
    return {.name = qt(room.registry.room.name),
            .origin = qt(room.registry.room.origin),
            .offline = offline,
            .auditTokenPresent = true, // the room is open only with it
            .logHead = hexGroups(ByteView(room.head).first(8)).join(u' ')};
}

} // namespace keyrite::ui
