#include "app/keyrite/tokens_desk.h"

#include "app/keyrite/room_doors.h"
#include "core/file.h"
#include "core/hsm/registered_modules.h"
#include "ui/page_builder.h"
#include "ui/pin_dialog.h"
#include "ui/pin_words.h"

#include <QFileDialog>
#include <QMenu>

namespace keyrite::app {

using namespace ui;
using What = ceremony::PinChange::What;

TokensDesk::TokensDesk(const DeskContext& context) : Desk(context), m_page(new TokensPage(&window()))
{
    connect(m_page, &TokensPage::lookRequested, this, &TokensDesk::look);
    connect(m_page, &TokensPage::probeRequested, this, &TokensDesk::probe);
    connect(m_page, &TokensPage::pinRequested, this, &TokensDesk::askPin);
    connect(m_page, &TokensPage::deviceLogRequested, this, &TokensDesk::readDeviceLog);
    connect(m_page, &TokensPage::moduleRequested, this, &TokensDesk::chooseModule);
    connect(m_page, &TokensPage::moduleOffered, this, &TokensDesk::addModule);
    connect(m_page, &TokensPage::moduleRemoved, this, &TokensDesk::removeModule);
}

QWidget* TokensDesk::widget() const
{
    return m_page;
}

void TokensDesk::refresh()
{
    m_page->setView(tokensViewOf(room(), m_seen));
}

void TokensDesk::look()
{
    ask(
        [](RoomState& state) -> Result<TokensSeen> {
            auto tokens = state.room->module().tokens();
            if (!tokens)
                return fail(tokens.error());
            return TokensSeen{std::move(*tokens), state.room->module().status(), hsm::registeredModules()};
        },
        [this](TokensSeen seen) {
            m_seen = std::move(seen);
            refresh();
        },
        tr("Keyrite looks for tokens."));
}

template <typename Job>
void TokensDesk::work(Job job)
{
    ask(
        [job = std::move(job)](RoomState& state) mutable -> Result<std::pair<Result<void>, RoomSnapshot>> {
            Result<void> done = job(*state.room);
            return std::pair{std::move(done), snapshotOf(state)};
        },
        [this](const std::pair<Result<void>, RoomSnapshot>& outcome) {
            Q_EMIT roomChanged(outcome.second);
            look();
            if (!outcome.first)
                Q_EMIT failed(outcome.first.error());
        });
}

void TokensDesk::probe(int index)
{
    const hsm::TokenInfo token = m_seen.tokens.at(static_cast<std::size_t>(index));
    const auto go = [this, id = token.id](SecretBytes pin) {
        work([id, pin = std::move(pin)](ceremony::Room& room) {
            return room.probe(id, pin).map([](const auto&) {});
        });
    };
    if (token.id == room().registry.room.auditToken)
        return go({}); // it is logged in to
    if (room().registry.room.mode == Mode::Practice)
        return go(SecretBytes::copyOf(asBytes(ceremony::kPracticePin)));
    PinDialog::ask(
        &window(),
        {.name = tr("PIN of the token %1").arg(QString::fromStdString(token.id.label)),
         .way = pinWayOf(token, room().registry)},
        tr("Keyrite makes a throwaway key of each type, wraps it, opens it with OpenSSL and destroys it. "
           "Keys that are on the token are not touched. An RSA key takes up to ten seconds."),
        pinWarning(token, room().registry), [go](SecretBytes pin, registry::PinWay) { go(std::move(pin)); });
}

void TokensDesk::askPin(int index)
{
    const hsm::TokenInfo token = m_seen.tokens.at(static_cast<std::size_t>(index));
    auto* menu = new QMenu(&window());
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Change the PIN of the user …"), this,
                    [this, token] { changePin(token, What::User); });
    if (token.id != room().registry.room.auditToken) { // its login stands as long as the room is open
        menu->addAction(tr("Change the PIN of the security officer …"), this,
                        [this, token] { changePin(token, What::Officer); });
        menu->addAction(tr("Set the PIN of the user anew, as security officer …"), this,
                        [this, token] { changePin(token, What::ResetUser); });
    }
    menu->popup(QCursor::pos());
}

void TokensDesk::changePin(const hsm::TokenInfo& token, What what)
{
    const registry::Registry& known = room().registry;
    const bool user = what == What::User;
    const QString label = QString::fromStdString(token.id.label);
    PinDialog::ask(
        &window(),
        {.name = user ? tr("Old PIN of the user of %1").arg(label)
                      : tr("PIN of the security officer of %1").arg(label),
         .way = user ? pinWayOf(token, known) : officerPinWayOf(token, known)},
        tr("The token asks for it before it takes another one."),
        user ? pinWarning(token, known) : officerPinWarning(token, known),
        [this, token, what](SecretBytes old, registry::PinWay) { setPin(token, what, std::move(old)); });
}

void TokensDesk::setPin(const hsm::TokenInfo& token, What what, SecretBytes old)
{
    const registry::Registry& known = room().registry;
    const QString label = QString::fromStdString(token.id.label);
    auto kept = std::make_shared<SecretBytes>(std::move(old));
    const auto way = what == What::Officer ? officerPinWayOf(token, known) : pinWayOf(token, known);
    PinDialog::ask(
        &window(),
        {.name = what == What::Officer ? tr("New PIN of the security officer of %1").arg(label)
                                       : tr("New PIN of the user of %1").arg(label),
         .create = true,
         .way = way},
        tr("Keyrite logs in with it once before the change counts. Write it down, or each half, and seal "
           "it in a bag."),
        {}, [this, token, what, kept](SecretBytes fresh, registry::PinWay chosen) {
            work([id = token.id, what, kept, fresh = std::move(fresh), chosen](ceremony::Room& room) mutable {
                return room.changePin({id, what, std::move(*kept), std::move(fresh), chosen});
            });
        });
}

void TokensDesk::readDeviceLog(int index)
{
    constexpr std::size_t kMaxBytes = 65536;
    const hsm::TokenInfo token = m_seen.tokens.at(static_cast<std::size_t>(index));
    const QString path = QFileDialog::getOpenFileName(&window(), tr("The exported log of the device"));
    if (path.isEmpty())
        return;
    work([token, path = path.toStdString()](ceremony::Room& room) -> Result<void> {
        const auto text = readFile(path, kMaxBytes);
        if (!text)
            return fail(text.error());
        return room.readDeviceLog(token, *text);
    });
}

void TokensDesk::chooseModule()
{
    const QString path = QFileDialog::getOpenFileName(&window(), tr("The PKCS#11 module of the HSM"), {},
                                                      tr("PKCS#11 modules (*.so)"));
    if (!path.isEmpty())
        addModule(path);
}

void TokensDesk::addModule(const QString& path)
{
    work([path = path.toStdString(), check = moduleCheck()](ceremony::Room& room) {
        return room.addModule(path, check);
    });
}

void TokensDesk::removeModule(const QString& path)
{
    work([path = path.toStdString()](ceremony::Room& room) { return room.removeModule(path); });
}

} // namespace keyrite::app
