#include "app/keyrite/ceremony_start.h"

#include "app/keyrite/practice_plans.h"
#include "core/ceremony/approved.h"
#include "core/file.h"
#include "ui/pages/new_ceremony_page.h"

#include <QFileDialog>

#include <algorithm>

namespace keyrite::app {

using namespace ui;
using ceremony::Plan;
using ceremony::procedureFor;
using ceremony::procedureOf;
using ceremony::StepKind;

CeremonyStart::CeremonyStart(MainWindow& window, CeremonyController& controller, const RoomSnapshot& room)
    : QObject(&window), m_window(window), m_controller(controller), m_room(room)
{
}

void CeremonyStart::start(const QString& procedureId)
{
    const auto procedure = procedureFor(m_room.registry, procedureId.toStdString());
    if (!procedure)
        return Q_EMIT failed(procedure.error());
    if ((*procedure)->has(StepKind::Approve))
        return approve(**procedure);
    if ((*procedure)->has(StepKind::HsmGenerate))
        return generate(**procedure);
    if (!(*procedure)->isAboutShares())
        return open(**procedure, forThisRoom(**procedure, practiceOnRoom(**procedure)));
    startOnSet(**procedure, currentSet(), {});
}

// The design of the last approved plan, where there is one.
void CeremonyStart::generate(const ceremony::Procedure& procedure)
{
    const registry::Plans& approved = m_room.registry.plans;
    Plan plan = practiceGeneration(procedure,
                                   approved.empty() ? Policy::parse("2of3").value() : approved.back().policy,
                                   {hsm::KeyType::Secp256k1});
    plan.approvedPlan = approved.empty() ? std::string() : approved.back().hash;
    open(procedure, forThisRoom(procedure, std::move(plan)));
}

void CeremonyStart::recoverWith(const QString& shareSet, const std::vector<int>& sheets)
{
    const auto procedure = procedureFor(m_room.registry, "recover");
    if (!procedure)
        return Q_EMIT failed(procedure.error());
    startOnSet(**procedure, shareSet.toLower().toStdString(), sheets);
}

void CeremonyStart::startOnSet(const ceremony::Procedure& procedure, const std::string& shareSet,
                               const std::vector<int>& sheets)
{
    auto plan = practiceOnSet(procedure, m_room.registry, shareSet, sheets);
    if (!plan)
        return Q_EMIT failed(plan.error());
    open(procedure, forThisRoom(procedure, std::move(*plan)));
}

// The newest share set that counts.
std::string CeremonyStart::currentSet() const
{
    std::string current;
    std::string ceremony; // ids of ceremonies sort by time
    for (const auto& [id, set] : m_room.registry.shareSets)
        if (!set.retired && !set.keys.empty() && set.ceremony >= ceremony) {
            current = id;
            ceremony = set.ceremony;
        }
    return current;
}

// A firm's own file is chosen first; two people read and approve it in a ceremony.
void CeremonyStart::approve(const ceremony::Procedure& procedure)
{
    auto* dialog =
        new QFileDialog(&m_window, tr("The procedure to be approved"), {}, tr("Procedures (*.json)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this, procedure](const QString& path) {
        auto text = readFile(path.toStdString(), ceremony::kMaxCandidateBytes);
        if (!text)
            return Q_EMIT failed(text.error());
        Plan plan = forThisRoom(procedure, practiceOnRoom(procedure));
        plan.candidate = std::move(*text);
        open(procedure, std::move(plan));
    });
    dialog->open();
}

void CeremonyStart::setUp(std::vector<ceremony::Person> people)
{
    const auto procedure = procedureFor(m_room.registry, "set-up");
    if (!procedure)
        return Q_EMIT failed(procedure.error());
    Plan plan = practiceOnRoom(**procedure);
    plan.title = "Set up this room";
    plan.mode = m_room.registry.room.mode;
    plan.contact.clear();
    plan.people = std::move(people);
    const std::string id = plan.procedureId;
    m_controller.start(id, std::move(plan));
}

// In practice the made-up people start at once; elsewhere somebody says who takes part.
void CeremonyStart::open(const ceremony::Procedure& procedure, Plan plan)
{
    if (plan.mode == Mode::Practice)
        m_controller.start(procedure.id, std::move(plan));
    else
        askWho(std::make_shared<const ceremony::Procedure>(procedure), std::move(plan));
}

void CeremonyStart::askWho(const std::shared_ptr<const ceremony::Procedure>& procedure, Plan plan)
{
    auto* page = new NewCeremonyPage(procedure, std::move(plan), nullptr);
    connect(page, &NewCeremonyPage::backRequested, this, [this] { m_window.showPage(Page::Home); });
    connect(page, &NewCeremonyPage::planReady, this, [this, id = procedure->id](const Plan& made) {
        m_window.showPage(Page::Home);
        m_controller.start(id, made);
    });
    m_window.showAlone(page);
}

// The plan as a live room starts to fill it in: nobody yet, and live shares are copied by hand.
Plan CeremonyStart::forThisRoom(const ceremony::Procedure& procedure, Plan plan) const
{
    if (m_room.registry.room.mode == Mode::Practice)
        return plan;
    const bool isDrill = std::ranges::find(procedure.modes, Mode::Live) == procedure.modes.end();
    plan.mode = isDrill ? Mode::Drill : Mode::Live;
    plan.issue = ceremony::IssueMethod::Copy;
    plan.title.clear();
    plan.contact.clear();
    // Of a set that exists, the log knows who holds its sheets; new sheets wait for their custodians.
    if (plan.oldPolicy || plan.shareSet.empty())
        plan.shares.clear();
    std::erase_if(plan.people, [&](const ceremony::Person& person) {
        const auto isTheirs = [&](const ceremony::PlannedShare& share) {
            return share.holder == person.initials;
        };
        return std::ranges::none_of(plan.shares, isTheirs) && std::ranges::none_of(plan.oldShares, isTheirs);
    });
    return plan;
}

// After a break the bags that stayed in the room are read again first.
void CeremonyStart::resume()
{
    const registry::Ceremony* unfinished = m_room.registry.unfinished();
    if (unfinished == nullptr)
        return;
    const bool practice = unfinished->mode == Mode::Practice;
    BreakDialog::comeBack(
        &m_window, unfinished->bags.size(), practice ? unfinished->bags : BreakDialog::Bags(),
        [this, id = unfinished->id](BreakDialog::Bags bags) { m_controller.resume(id, std::move(bags)); });
}

} // namespace keyrite::app
