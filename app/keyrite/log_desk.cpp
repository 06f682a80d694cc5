#include "app/keyrite/log_desk.h"

#include "app/keyrite/log_cosign.h"
#include "app/keyrite/log_review.h"
#include "core/ceremony/anchors.h"
#include "ui/cosign_dialog.h"
#include "ui/error_text.h"
#include "ui/pages/log_page.h"
#include "ui/pin_words.h"
#include "ui/review_dialog.h"
#include "ui/sign_report_dialog.h"

namespace keyrite::app {

using namespace ui;

namespace {

// A signature is checked each time it is shown.
QString lastReviewOf(const registry::Registry& registry)
{
    if (registry.reviews.all.empty())
        return {};
    const registry::Review& last = registry.reviews.all.back();
    const QString who = LogDesk::tr("reviewed up to entry %1 by %2")
                            .arg(last.last)
                            .arg(QString::fromStdString(last.reviewer));
    if (!last.signature)
        return LogDesk::tr("%1, not signed").arg(who);
    return registry::checkSignature(registry.room.origin, last)
               ? LogDesk::tr("%1, signed by token %2, the signature holds")
                     .arg(who, QString::fromStdString(last.signature->token.serial))
               : LogDesk::tr("%1, but the signature does not hold: verify the log").arg(who);
}

// A signature by somebody's token, and how the room and the tokens stand after it.
template <typename T>
struct Signing
{
    Result<T> outcome;
    std::vector<hsm::TokenInfo> tokens;
    RoomSnapshot room;
};

} // namespace

LogDesk::LogDesk(const DeskContext& context)
    : Desk(context), m_page(new LogPage(&window())),
      m_reading(new LogReading(LogReading::Of::ThisRoom, *m_page))
{
    m_page->offer({.verify = true, .saveAs = true, .record = true});
    connect(m_page, &LogPage::reviewRequested, this, &LogDesk::review);
    connect(m_page, &LogPage::filterSaved, this, &LogDesk::saveFilter);
    connect(m_reading, &LogReading::failed, this, &Desk::failed);
    connect(m_reading, &LogReading::exported, this, &LogDesk::recordExport);
    connect(m_reading, &LogReading::verified, this, &LogDesk::recordAnchor);
    connect(m_reading, &LogReading::cosignRequested, this, &LogDesk::cosign);
}

QWidget* LogDesk::widget() const
{
    return m_page;
}

void LogDesk::refresh()
{
    const std::filesystem::path file = room().folder / ceremony::kLogFile;
    if (file != m_reading->file())
        if (auto store = log::Store::openReadOnly(file))
            m_reading->show(file, std::move(*store));
    const registry::Reviews& reviews = room().registry.reviews;
    m_page->setView({reviews.firstNew(), lastReviewOf(room().registry), reviews.filters});
    m_page->refresh();
}

void LogDesk::shown()
{
    m_page->refresh();
}

void LogDesk::showCeremony(const QString& id)
{
    window().showPage(Page::Log);
    m_page->filterCeremony(id);
}

// Who may sign is asked of the HSM module first: whatever token is there, but not the room's audit token.
template <typename Then>
void LogDesk::askForTokens(Then then)
{
    ask([](RoomState& state) { return state.room->module().tokens(); },
        [this, then = std::move(then)](std::vector<hsm::TokenInfo> tokens) {
            std::erase_if(tokens, [this](const hsm::TokenInfo& token) {
                return !token.initialised || token.id == room().registry.room.auditToken;
            });
            then(tokens);
        },
        tr("Keyrite looks for tokens."));
}

void LogDesk::review(std::uint64_t first, std::uint64_t last)
{
    askForTokens([this, first, last](const std::vector<hsm::TokenInfo>& tokens) {
        auto* dialog = new ReviewDialog(first, last, tokens, room().registry, &window());
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(dialog, &ReviewDialog::recordRequested, this, [this, dialog] { record(*dialog); });
        dialog->open();
    });
}

void LogDesk::record(ReviewDialog& dialog)
{
    std::optional<SigningToken> token;
    auto way = registry::PinWay::Whole;
    if (const auto id = dialog.token()) {
        GivenPin given = dialog.takePin();
        way = given.way;
        token.emplace(SigningToken{*id, std::move(given.pin)});
    }
    dialog.setBusy(token ? pinWaitText(way, tr("The token signs the review …"))
                         : tr("The review is recorded …"));
    const QPointer<ReviewDialog> open(&dialog);
    askThread(
        [review = dialog.review(), token = std::move(token)](RoomState& state) {
            auto recorded = recordReview(*state.room, review, token);
            return Signing<void>{std::move(recorded), presentTokens(*state.room), snapshotOf(state)};
        },
        [this, open](const Signing<void>& done) {
            Q_EMIT roomChanged(done.room); // a wrong PIN is an entry too
            if (open && !done.outcome)
                open->setProblem(messageOf(done.outcome.error()).happened, done.tokens, done.room.registry);
            else if (open)
                open->accept();
        });
}

void LogDesk::saveFilter(const QString& name, const QString& line)
{
    change(
        [name = name.toStdString(), line = line.toStdString()](ceremony::Room& room) -> Result<void> {
            auto entry = registry::savedFilterEntry(name, line);
            if (!entry)
                return fail(entry.error());
            entry->time = room.now();
            if (auto appended = room.append({std::move(*entry)}); !appended)
                return fail(appended.error());
            return {};
        },
        [] {});
}

void LogDesk::exportTo(const QString& path, ExportDialog::Form form, const log::Filter& filter)
{
    m_reading->exportTo(path, form, filter);
}

void LogDesk::recordExport(const WrittenExport& written)
{
    change(
        [form = written.form, line = log::filterLine(written.filter),
         done = written.done](ceremony::Room& room) -> Result<void> {
            log::Entry entry{.time = room.now(),
                             .kind = "log.exported",
                             .data = {{"format", form},
                                      {"entries", done.entries},
                                      {"size", done.size},
                                      {"root", toBase64(done.root)}}};
            if (!line.empty())
                entry.data["filter"] = line;
            if (auto appended = room.append({std::move(entry)}); !appended)
                return fail(appended.error());
            return {};
        },
        [this, path = written.path, sign = written.sign] {
            Q_EMIT exported(path);
            if (sign)
                offerSignature(path);
        });
}

void LogDesk::offerSignature(const QString& path)
{
    ask([](RoomState& state) { return state.room->module().tokens(); },
        [this, path](const std::vector<hsm::TokenInfo>& present) {
            auto* dialog = new SignReportDialog(path, present, room().registry, room().folder, &window());
            dialog->setAttribute(Qt::WA_DeleteOnClose);
            countPins(*dialog);
            dialog->open();
        },
        tr("Keyrite looks for tokens."));
}

void LogDesk::cosign(VerifyDialog* verified, quint64 size)
{
    askForTokens([this, guard = QPointer(verified), size](const std::vector<hsm::TokenInfo>& tokens) {
        if (!guard)
            return;
        auto* dialog = new CosignDialog(size, tokens, room().registry, guard);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(dialog, &CosignDialog::signRequested, this,
                [this, guard, dialog, size] { recordCosigned(*guard, *dialog, size); });
        dialog->open();
    });
}

void LogDesk::recordCosigned(VerifyDialog& verified, CosignDialog& dialog, std::uint64_t size)
{
    GivenPin given = dialog.takePin();
    dialog.setBusy(pinWaitText(given.way, tr("The token signs the checkpoint …")));
    askThread(
        [size, witness = dialog.witness(),
         token = SigningToken{dialog.token(), std::move(given.pin)}](RoomState& state) {
            auto key = recordCosignature(*state.room, size, witness, token);
            return Signing<log::WitnessKey>{std::move(key), presentTokens(*state.room), snapshotOf(state)};
        },
        [this, open = QPointer(&dialog), guard = QPointer(&verified),
         size](const Signing<log::WitnessKey>& done) {
            Q_EMIT roomChanged(done.room); // a wrong PIN is an entry too
            if (!done.outcome && open)
                return open->setProblem(messageOf(done.outcome.error()).happened, done.tokens,
                                        done.room.registry);
            if (!done.outcome)
                return Q_EMIT failed(done.outcome.error());
            if (open)
                open->accept();
            if (guard)
                guard->showCosigned(
                    tr("The checkpoint over %1 entries is signed by the witness. Keep the key "
                       "with which their signature is checked: %2")
                        .arg(size)
                        .arg(QString::fromStdString(done.outcome->text())));
        });
}

// A head that came back and held is worth an entry.
void LogDesk::recordAnchor(const VerifiedLog& verified)
{
    const Brought& brought = verified.brought;
    if (!brought.anchor || !verified.audit.sound() || verified.audit.log.anchors == 0)
        return;
    change(
        [anchor = *brought.anchor, by = brought.by.toStdString()](ceremony::Room& room) -> Result<void> {
            if (auto entry = ceremony::anchorVerified(anchor, by, room.now()))
                if (const auto appended = room.append({std::move(*entry)}); !appended)
                    return fail(appended.error());
            return {};
        },
        [] {});
}

} // namespace keyrite::app
