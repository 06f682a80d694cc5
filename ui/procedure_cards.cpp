#include "ui/procedure_cards.h"

#include "core/ceremony/approved.h"
#include "ui/procedure_text.h"

#include <QCoreApplication>

#include <algorithm>

namespace keyrite::ui {
namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("keyrite::ui::ProcedureCards", text);
}

struct Offer
{
    const char* id;
    const char* what;
};

// The most wanted first.
constexpr Offer kOffers[] = {
    {"generate", QT_TRANSLATE_NOOP("keyrite::ui::ProcedureCards",
                                   "Keys are made on an HSM, backed up on paper, proven and sealed.")},
    {"recover",
     QT_TRANSLATE_NOOP("keyrite::ui::ProcedureCards",
                       "A quorum of custodians brings keys back from paper onto a replacement HSM.")},
    {"attest",
     QT_TRANSLATE_NOOP("keyrite::ui::ProcedureCards",
                       "Custodians show that their own sheets still read, one or a whole site in one "
                       "sitting. Nothing is put together. Every 90 days.")},
    {"drill-quorum",
     QT_TRANSLATE_NOOP("keyrite::ui::ProcedureCards",
                       "A quorum is called, comes, and reads its sheets. Nothing is put together.")},
    {"drill-restore",
     QT_TRANSLATE_NOOP("keyrite::ui::ProcedureCards",
                       "A quorum brings the keys back onto a drill token, which signs and is "
                       "erased. Twice a year.")},
    {"drill-table-top",
     QT_TRANSLATE_NOOP("keyrite::ui::ProcedureCards",
                       "A disaster is talked through, and what is missing gets an owner. Every "
                       "quarter.")},
    {"re-issue",
     QT_TRANSLATE_NOOP("keyrite::ui::ProcedureCards",
                       "A custodian leaves, a sheet is damaged, the design changes: the keys get a new "
                       "KEK and new sheets, and the old ones are destroyed.")},
    {"replace-hsm",
     QT_TRANSLATE_NOOP("keyrite::ui::ProcedureCards",
                       "The keys move to another HSM by way of the paper, and the old one is erased.")},
    {"destroy-keys",
     QT_TRANSLATE_NOOP("keyrite::ui::ProcedureCards",
                       "Keys that nothing depends on are destroyed for good, on the HSM and on paper.")},
    {"compromise",
     QT_TRANSLATE_NOOP("keyrite::ui::ProcedureCards",
                       "Something may be in the wrong hands: contain it, tell those who must know, "
                       "decide.")},
    {"compromise-rehearsal", QT_TRANSLATE_NOOP("keyrite::ui::ProcedureCards",
                                               "The compromise protocol is walked through. Once a year.")},
    {"clock-attestation",
     QT_TRANSLATE_NOOP("keyrite::ui::ProcedureCards",
                       "Two people read two clocks and record how far this one is off.")},
    {"replace-audit-key",
     QT_TRANSLATE_NOOP("keyrite::ui::ProcedureCards",
                       "A new audit token signs the log from here on; the old one vouches for "
                       "it.")},
    {"approve-procedure",
     QT_TRANSLATE_NOOP("keyrite::ui::ProcedureCards",
                       "Two people read and approve a procedure of your own, with your steps "
                       "added. It is then the one that runs.")},
};

QString refusalFor(const ceremony::Procedure& procedure, const registry::Registry& registry)
{
    if (const registry::Ceremony* unfinished = registry.unfinished())
        return tr("Ceremony %1 is not finished.").arg(QString::fromStdString(unfinished->id));
    const bool needsSet = procedure.isAboutShares() && !procedure.has(ceremony::StepKind::HsmGenerate);
    const bool hasSet =
        std::ranges::any_of(registry.shareSets, [](const auto& one) { return !one.second.retired; });
    return needsSet && !hasSet ? tr("There is no share set yet.") : QString();
}

} // namespace

std::vector<ProcedureCard> procedureCardsOf(const registry::Registry& registry)
{
    std::vector<ProcedureCard> cards;
    for (const Offer& offer : kOffers)
        if (const auto procedure = ceremony::procedureFor(registry, offer.id)) {
            QString what = tr(offer.what);
            if (registry.procedures.contains(offer.id))
                what += tr(" Your own version %1, approved in this room.").arg((*procedure)->version);
            cards.push_back({QString::fromLatin1(offer.id), textOf((*procedure)->title), what,
                             refusalFor(**procedure, registry)});
        }
    return cards;
}

} // namespace keyrite::ui
