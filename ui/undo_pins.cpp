#include "ui/undo_pins.h"

#include "ui/ceremony_run.h"
#include "ui/pin_dialog.h"

#include <QCoreApplication>
#include <QPointer>

namespace keyrite::ui {
namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(keyrite::ui::UndoPins)
};

struct Round
{
    QPointer<QWidget> parent;
    TokensByName left;
    QString why;
    std::function<void(UndoPins)> then;
    std::map<std::string, SecretBytes> pins = {};
    ceremony::MissingHsm missing = ceremony::MissingHsm::Refuse;
};

SecretBytes takePin(Round& round, const std::string& name)
{
    const auto found = round.pins.find(name);
    return found == round.pins.end() ? SecretBytes() : std::move(found->second);
}

void askNext(const std::shared_ptr<Round>& round)
{
    if (!round->parent)
        return;
    if (round->left.empty())
        return round->then(
            {[round](const std::string& name) { return takePin(*round, name); }, round->missing});
    const auto [name, token] = *round->left.begin();
    round->left.erase(name);
    const QString why = round->why + QChar(u' ') +
                        Texts::tr("Without it, as where it is lost or broken, the log says that nobody saw "
                                  "the keys on it destroyed.");
    PinDialog::ask(round->parent, PinDialog::titleFor(token), why,
                   [round, name = name](SecretBytes pin) {
                       round->pins.insert_or_assign(name, std::move(pin));
                       askNext(round);
                   },
                   {Texts::tr("Go on without this HSM"), [round] {
                        round->missing = ceremony::MissingHsm::Accept;
                        askNext(round);
                    }});
}

} // namespace

void askUndoPins(QWidget* parent, const TokensByName& tokens, const QString& why,
                 std::function<void(UndoPins)> then)
{
    askNext(std::make_shared<Round>(Round{parent, tokens, why, std::move(then)}));
}

UndoPins practiceUndoPins()
{
    return {[](const std::string&) { return practicePin(); }};
}

} // namespace keyrite::ui
