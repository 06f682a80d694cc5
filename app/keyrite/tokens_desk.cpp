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
    connect(m_page, &TokensPage::deviceLogRequested, this, [this](int index) {
        readFileOf(index, tr("The exported log of the device"), &ceremony::Room::readDeviceLog);
    });
    connect(m_page, &TokensPage::usersRequested, this, [this](int index) {
        readFileOf(index, tr("The list of the device's users"), &ceremony::Room::readDeviceUsers);
    });
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
void TokensDesk::work(Job job, const QString& what)
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
        },
        what);
}

void TokensDesk::probe(int index)
{
    const hsm::TokenInfo token = m_seen.tokens.at(static_cast<std::size_t>(index));
    const auto go = [this, id = token.id](GivenPin given) {
        const QString what =
            pinWaitText(given.way, tr("The token makes, wraps and destroys throwaway keys."));
        work([id, given = std::move(given)](
                 ceremony::Room& room) { return room.probe(id, given.pin).map([](const auto&) {}); },
             what);
    };
    if (token.id == room().registry.room.auditToken)
        return go({}); // it is logged in to
    if (room().registry.room.mode == Mode::Practice)
        return go({SecretBytes::copyOf(asBytes(ceremony::kPracticePin))});
    PinDialog::ask(
        &window(), pinQuestion(token, PinOwner::User, room().registry),
        tr("Keyrite makes a throwaway key of each type, wraps it, opens it with OpenSSL and destroys it. "
           "Keys that are on the token are not touched. An RSA key takes up to ten seconds."),
        go);
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
    const PinOwner asked = what == What::User ? PinOwner::User : PinOwner::Officer;
    PinDialog::ask(
        &window(), pinQuestion(token, asked, room().registry),
        what == What::ResetUser
            ? tr("The security officer sets the PIN of the user anew, forgotten or locked as it is.")
            : tr("The token asks for the old PIN before it takes another one."),
        [this, token, what](GivenPin old) { setPin(token, what, std::move(old.pin)); });
}

void TokensDesk::setPin(const hsm::TokenInfo& token, What what, SecretBytes old)
{
    const PinOwner owner = what == What::Officer ? PinOwner::Officer : PinOwner::User;
    auto kept = std::make_shared<SecretBytes>(std::move(old));
    PinDialog::ask(
        &window(), newPinQuestion(token, owner, room().registry),
        tr("Keyrite logs in with it once before the change counts."),
        [this, token, what, kept](GivenPin fresh) {
            const QString wait = pinWaitText(fresh.way, tr("The token changes the PIN."));
            work(
                [id = token.id, what, kept, fresh = std::move(fresh)](ceremony::Room& room) mutable {
                    return room.changePin({id, what, std::move(*kept), std::move(fresh.pin), fresh.way});
                },
                wait);
        });
}

void TokensDesk::chooseFile(const QString& title, const QString& filter,
                            const std::function<void(const QString&)>& then)
{
    auto* dialog = new QFileDialog(&window(), title, {}, filter);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, then);
    dialog->open();
}

// A file that the maker's tool made.
void TokensDesk::readFileOf(int index, const QString& title, Reading reading)
{
    constexpr std::size_t kMaxBytes = 65536;
    const hsm::TokenInfo token = m_seen.tokens.at(static_cast<std::size_t>(index));
    chooseFile(title, {}, [this, token, reading](const QString& chosen) {
        work(
            [token, reading, path = chosen.toStdString()](ceremony::Room& room) -> Result<void> {
                const auto text = readFile(path, kMaxBytes);
                if (!text)
                    return fail(text.error());
                return (room.*reading)(token, *text);
            },
            tr("The file of the device is read."));
    });
}

void TokensDesk::chooseModule()
{
    chooseFile(tr("The PKCS#11 module of the HSM"), tr("PKCS#11 modules (*.so)"),
               [this](const QString& path) { addModule(path); });
}

void TokensDesk::addModule(const QString& path)
{
    work([path = path.toStdString(),
          check = moduleCheck()](ceremony::Room& room) { return room.addModule(path, check); },
         tr("The module is tried in a process of its own, then loaded."));
}

void TokensDesk::removeModule(const QString& path)
{
    work([path = path.toStdString()](ceremony::Room& room) { return room.removeModule(path); },
         tr("It is recorded in the log."));
}

} // namespace keyrite::app
