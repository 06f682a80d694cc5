#include "app/keyrite/ceremony_start.h"

#include "app/keyrite/practice_plans.h"
#include "core/ceremony/builtin.h"
#include "ui/pages/new_ceremony_page.h"
#include "ui/pin_dialog.h"

namespace keyrite::app {

using namespace ui;
using ceremony::builtinProcedure;
using ceremony::Plan;

CeremonyStart::CeremonyStart(MainWindow& window, CeremonyController& controller, const RoomSnapshot& room)
    : QObject(&window), m_window(window), m_controller(controller), m_room(room)
{
}

void CeremonyStart::start(const QString& procedureId)
{
    if (procedureId == QLatin1String("recover") && !m_room.registry.shareSets.empty())
        return recover(QString::fromStdString(m_room.registry.shareSets.begin()->first));
    const auto procedure = builtinProcedure("generate");
    if (!procedure)
        return Q_EMIT failed(procedure.error());
    const registry::Plans& approved = m_room.registry.plans;
    Plan plan = practiceGeneration(**procedure,
                                   approved.empty() ? Policy::parse("2of3").value() : approved.back().policy,
                                   {hsm::KeyType::Secp256k1});
    plan.approvedPlan = approved.empty() ? std::string() : approved.back().hash;
    open("generate", forThisRoom(std::move(plan)));
}

void CeremonyStart::recoverWith(const QString& shareSet, const std::vector<int>& sheets)
{
    const auto procedure = builtinProcedure("recover");
    if (!procedure)
        return Q_EMIT failed(procedure.error());
    auto plan = practiceRecovery(**procedure, m_room.registry, shareSet.toLower().toStdString(), sheets);
    if (!plan)
        return Q_EMIT failed(plan.error());
    open("recover", forThisRoom(std::move(*plan)));
}

void CeremonyStart::setUp(std::vector<ceremony::Person> people)
{
    const auto procedure = builtinProcedure("set-up");
    if (!procedure)
        return Q_EMIT failed(procedure.error());
    Plan plan = practiceGeneration(**procedure, Policy::parse("1of1").value(), {});
    plan.title = "Set up this room";
    plan.mode = m_room.registry.room.mode;
    plan.contact.clear();
    plan.people = std::move(people);
    plan.shares.clear();
    open("set-up", std::move(plan));
}

// In practice the made-up people start at once; elsewhere somebody says who takes part.
void CeremonyStart::open(const std::string& procedureId, Plan plan)
{
    if (plan.mode == Mode::Practice || procedureId == "set-up")
        m_controller.start(procedureId, std::move(plan));
    else
        askWho(procedureId, std::move(plan));
}

void CeremonyStart::askWho(const std::string& procedureId, Plan plan)
{
    const auto procedure = builtinProcedure(procedureId);
    if (!procedure)
        return Q_EMIT failed(procedure.error());
    auto* page = new NewCeremonyPage(*procedure, std::move(plan), nullptr);
    connect(page, &NewCeremonyPage::backRequested, this, [this] { m_window.showPage(Page::Home); });
    connect(page, &NewCeremonyPage::planReady, this, [this, procedureId](const Plan& made) {
        m_window.showPage(Page::Home);
        m_controller.start(procedureId, made);
    });
    m_window.showAlone(page);
}

// The plan as a live room starts to fill it in: nobody yet, and live shares are copied by hand.
Plan CeremonyStart::forThisRoom(Plan plan) const
{
    if (m_room.registry.room.mode == Mode::Practice)
        return plan;
    plan.mode = m_room.registry.room.mode;
    plan.issue = ceremony::IssueMethod::Copy;
    plan.title.clear();
    plan.contact.clear();
    plan.people.clear();
    plan.shares.clear();
    return plan;
}

void CeremonyStart::resume()
{
    const registry::Ceremony* unfinished = m_room.registry.unfinished();
    if (unfinished == nullptr)
        return;
    const auto go = [this, procedure = unfinished->procedure, id = unfinished->id](SecretBytes pin) {
        m_controller.resume(procedure, id, std::move(pin));
    };
    if (unfinished->mode == Mode::Practice || unfinished->procedure == "set-up")
        return go(SecretBytes::copyOf(asBytes(ceremony::kPracticePin)));
    PinDialog::ask(&m_window, tr("PIN of the production HSM"),
                   tr("Where the ceremony was interrupted in the middle of a secret step, keys are removed "
                      "from the HSM before it goes on."),
                   go);
}

} // namespace keyrite::app
