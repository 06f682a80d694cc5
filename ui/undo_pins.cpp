#include "ui/undo_pins.h"

#include "ui/ceremony_run.h"
#include "ui/pin_dialog.h"
#include "ui/pin_words.h"

#include <QCoreApplication>
#include <QPointer>

#include <algorithm>

namespace keyrite::ui {
namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(keyrite::ui::UndoPins)
};

struct Round
{
    QPointer<QWidget> parent;
    UndoTokens tokens;
    registry::Registry registry;
    QString why;
    std::function<void(UndoPins)> then;
    std::map<std::string, SecretBytes> pins = {};
    ceremony::MissingHsm missing = ceremony::MissingHsm::Refuse;
};

std::optional<SecretBytes> takePin(Round& round, const std::string& name)
{
    const auto found = round.pins.find(name);
    if (found == round.pins.end())
        return std::nullopt;
    return std::move(found->second);
}

PinQuestion questionFor(const hsm::TokenId& token, const Round& round)
{
    const auto found = std::ranges::find(round.tokens.present, token, &hsm::TokenInfo::id);
    return found == round.tokens.present.end() ? pinQuestionUnseen(token, round.registry)
                                               : pinQuestion(*found, PinOwner::User, round.registry);
}

void askNext(const std::shared_ptr<Round>& round)
{
    if (!round->parent)
        return;
    TokensByName& left = round->tokens.needed;
    if (left.empty())
        return round->then(
            {[round](const std::string& name) { return takePin(*round, name); }, round->missing});
    const auto [name, token] = *left.begin();
    left.erase(name);
    const QString why = round->why + QChar(u' ') +
                        Texts::tr("Without it, as where it is lost or broken, the log says that nobody saw "
                                  "the keys on it destroyed.");
    PinDialog::ask(round->parent, questionFor(token, *round), why,
                   [round, name = name](GivenPin given) {
                       round->pins.insert_or_assign(name, std::move(given.pin));
                       askNext(round);
                   },
                   {Texts::tr("Go on without this HSM"), [round] {
                        round->missing = ceremony::MissingHsm::Accept;
                        askNext(round);
                    }});
}

} // namespace

void askUndoPins(QWidget* parent, const UndoTokens& tokens, const registry::Registry& registry,
                 const QString& why, std::function<void(UndoPins)> then)
{
    askNext(std::make_shared<Round>(Round{parent, tokens, registry, why, std::move(then)}));
}

UndoPins practiceUndoPins()
{
    return {[](const std::string&) { return practicePin(); }};
}

} // namespace keyrite::ui
