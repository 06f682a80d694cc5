#include "ui/programme/drills_view.h"

#include "core/drill/coverage.h"
#include "ui/programme/view_texts.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace keyrite::ui {

using drill::Due;
using drill::DueKind;
using drill::DueStatus;
using drill::Minutes;
using drill::Verdict;
using registry::Registry;

namespace {

constexpr std::chrono::days kSoon{30};

struct DrillsViewTexts
{
    Q_DECLARE_TR_FUNCTIONS(keyrite::ui::DrillsView)
};

QString tr(const char* text)
{
    return DrillsViewTexts::tr(text);
}

QString minutesText(const std::optional<Minutes>& minutes)
{
    if (!minutes)
        return u"–"_s;
    if (*minutes < 120)
        return tr("%1 min").arg(*minutes);
    return *minutes % 60 == 0 ? tr("%1 h").arg(*minutes / 60)
                              : tr("%1 h %2 min").arg(*minutes / 60).arg(*minutes % 60);
}

QString hoursText(double hours)
{
    return hours < 2 ? tr("%1 min").arg(std::ceil(hours * 60)) : tr("%1 h").arg(std::ceil(hours));
}

QString statusText(const Due& due, Day today)
{
    switch (drill::statusOn(due, today)) {
    case DueStatus::Later:
        return tr("later");
    case DueStatus::Due:
        return tr("due");
    case DueStatus::Overdue:
        return tr("✗ overdue");
    }
    return {};
}

std::vector<TextRow> dueTable(const Registry& registry, const std::vector<Due>& schedule, Day today)
{
    std::vector<TextRow> rows;
    for (std::size_t i = 0; i < schedule.size(); ++i) {
        const Due& due = schedule[i];
        std::vector<std::string> sites;
        for (const std::string& site : due.sites)
            sites.push_back(siteText(registry, site).toStdString());
        rows.push_back(
            {QString::number(i),
             {dayText(due.due), dayText(due.latest), dueText(due), namesText(sites), statusText(due, today)},
             {qtText(toIsoDay(due.due)), qtText(toIsoDay(due.latest))}});
    }
    return rows;
}

QString typeText(registry::DrillType type)
{
    switch (type) {
    case registry::DrillType::Attestation:
        return tr("sheets alone");
    case registry::DrillType::Quorum:
        return tr("quorum");
    case registry::DrillType::Restore:
        return tr("full restore");
    case registry::DrillType::TableTop:
        return tr("table-top");
    }
    return {};
}

QString verdictText(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Running:
        return tr("under way");
    case Verdict::Passed:
        return tr("✓ passed");
    case Verdict::Late:
        return tr("✗ too late");
    case Verdict::Failed:
        return tr("✗ failed");
    case Verdict::Abandoned:
        return tr("abandoned");
    }
    return {};
}

QString personLine(const drill::PersonScore& person)
{
    const QString name = qtText(person.person);
    if (!person.arrived && !person.read)
        return person.notBy ? tr("%1: had not come after %2").arg(name, minutesText(person.notBy))
                            : tr("%1: not there yet").arg(name);
    QStringList parts;
    if (person.answered)
        parts << tr("answered after %1").arg(minutesText(person.answered));
    if (person.arrived)
        parts << tr("here after %1").arg(minutesText(person.arrived));
    if (person.read)
        parts << tr("sheet read after %1, %2 tries").arg(minutesText(person.read)).arg(person.tries);
    return name + u": "_s + parts.join(u", "_s);
}

void addResults(DrillsView& view, const Registry& registry)
{
    for (const drill::DrillScore& score : drill::scoresOf(registry)) {
        const QString id = qtText(score.drill);
        view.results.push_back(
            {id,
             {dayText(score.asked), id, typeText(score.type), score.announced ? tr("yes") : tr("no"),
              minutesText(score.quorum), minutesText(score.recovered), minutesText(score.limit),
              verdictText(score.verdict)},
             {qtText(toIsoTime(score.asked))}});
        for (const drill::PersonScore& person : score.people)
            view.details[id] << personLine(person);
        if (score.provisioning)
            view.details[id] << tr("The HSM was ready %1 after the ceremony was opened.")
                                    .arg(minutesText(score.provisioning));
    }
}

void addCoverage(std::vector<TextRow>& rows, const QString& what, const std::vector<drill::Exercised>& all,
                 Day today, const std::function<QString(const std::string&)>& nameOf)
{
    for (const drill::Exercised& one : all) {
        const bool lately = one.within(today, drill::kCoverageDays);
        const QString name = nameOf(one.name);
        rows.push_back({what + name,
                        {what, name, one.last ? dayText(one.last->time) : QString(),
                         lately     ? tr("✓ exercised")
                         : one.last ? tr("✗ too long ago")
                                    : tr("✗ never")},
                        {what, name, one.last ? qtText(toIsoTime(one.last->time)) : QString()}});
    }
}

std::vector<TextRow> coverageTable(const Registry& registry, Day today)
{
    const drill::Coverage coverage = drill::coverageOf(registry);
    const auto plain = [](const std::string& name) { return qtText(name); };
    const auto upper = [](const std::string& name) { return qtText(name).toUpper(); };
    const auto site = [&](const std::string& name) { return siteText(registry, name); };
    std::vector<TextRow> rows;
    addCoverage(rows, tr("custodian"), coverage.custodians, today, plain);
    addCoverage(rows, tr("quorum"), coverage.quorums, today, upper);
    addCoverage(rows, tr("sheet"), coverage.sheets, today, upper);
    addCoverage(rows, tr("site"), coverage.sites, today, site);
    return rows;
}

std::vector<TextRow> findingsTable(const Registry& registry, Day today)
{
    std::vector<TextRow> rows;
    for (const auto& [id, finding] : registry.findings)
        rows.push_back({qtText(id),
                        {qtText(id), qtText(finding.text), qtText(finding.owner), dayText(finding.due),
                         finding.closed        ? tr("✓ closed %1").arg(dayText(finding.closed->time))
                         : finding.due < today ? tr("✗ overdue")
                                               : tr("open")},
                        {qtText(id), {}, qtText(finding.owner), qtText(toIsoDay(finding.due))}});
    return rows;
}

std::vector<PlotPoint> pointsOf(const std::vector<drill::Movement>& moves)
{
    std::vector<PlotPoint> points;
    points.reserve(moves.size());
    for (const drill::Movement& move : moves)
        points.push_back(
            {move.drill.empty() ? tr("before any drill") : qtText(move.drill), move.recoveryHours});
    return points;
}

LearntCard learntCard(const Registry& registry, const registry::ShareSet& set, TimePoint now)
{
    const auto announced = drill::movementOf(registry, set, true, now);
    const auto unannounced = drill::movementOf(registry, set, false, now);
    const drill::Learning learning = drill::learnFrom(registry, now);
    const auto answers = [](const drill::TimeLearning& one) {
        int count = 0;
        for (const int bucket : one.answers)
            count += bucket;
        return count;
    };
    const auto& shown = showsAnnounced(registry) ? announced : unannounced;
    LearntCard card{qtText(set.id),
                    tr("Share set %1, %2").arg(qtText(set.id).toUpper(), qtText(set.policy.text())),
                    learntSentence(shown)};
    if (shown.back().quorumHours)
        card.basis = tr("A quorum of its people alone would be there within %1. ")
                         .arg(hoursText(*shown.back().quorumHours));
    card.basis += tr("Learnt from %1 arrivals and %2 silences in announced drills, %3 and %4 in unannounced "
                     "ones, which are kept apart; from %5 hand-overs, %6 HSMs made ready, %7 restorations, "
                     "%8 readings of sheets and %9 sheets lost. What was never seen is assumed.")
                      .arg(answers(learning.announced))
                      .arg(learning.announced.silent)
                      .arg(answers(learning.unannounced))
                      .arg(learning.unannounced.silent)
                      .arg(answers(learning.handOver))
                      .arg(answers(learning.provisioning))
                      .arg(answers(learning.restoring))
                      .arg(learning.sheetReads.yes)
                      .arg(learning.sheetLoss.events);
    card.picture = {
        pointsOf(announced), unannounced.size() > 1 ? pointsOf(unannounced) : std::vector<PlotPoint>{}, {}};
    if (const auto limit = drill::outageLimit(registry, set.id))
        card.picture.limitHours = static_cast<double>(*limit) / 60;
    return card;
}

QString reasonText(const drill::ReissueReason& reason)
{
    QStringList numbers;
    for (const int sheet : reason.sheets)
        numbers << QString::number(sheet);
    const bool one = numbers.size() == 1;
    const QString sheets = (one ? tr("sheet %1") : tr("sheets %1")).arg(numbers.join(u", "_s));
    switch (reason.cause) {
    case drill::ReissueCause::Spent:
        return tr("the secret was rebuilt from %1").arg(sheets);
    case drill::ReissueCause::HolderLeft:
        return tr("who holds %1 takes part no more").arg(sheets);
    case drill::ReissueCause::Lost:
        return (one ? tr("%1 is lost") : tr("%1 are lost")).arg(sheets);
    case drill::ReissueCause::OutOfReach:
        return (one ? tr("%1 lies at a lost site") : tr("%1 lie at a lost site")).arg(sheets);
    }
    return {};
}

QString reasonsText(const std::vector<drill::ReissueReason>& reasons)
{
    QStringList texts;
    for (const drill::ReissueReason& reason : reasons)
        texts << reasonText(reason);
    return texts.join(u"; "_s);
}

} // namespace

QString dueText(const Due& due)
{
    const QString people = due.people.empty() ? tr("nobody who can be counted on") : namesText(due.people);
    const QString set = qtText(due.shareSet).toUpper();
    switch (due.kind) {
    case DueKind::Attestation:
        return tr("Sheet %1 of set %2, held by %3, is to be read from its paper")
            .arg(due.share)
            .arg(set, people);
    case DueKind::Drill:
        return (due.announced ? tr("Announced drill of set %1 with %2")
                              : tr("Unannounced drill of set %1 with %2"))
            .arg(set, people);
    case DueKind::TableTop:
        return due.announced ? tr("Table-top drill: talk the plan through")
                             : tr("Unannounced table-top drill: talk the plan through");
    case DueKind::Reissue:
        return tr("Set %1 is to be re-issued with %2: %3").arg(set, people, reasonsText(due.reasons));
    case DueKind::Term:
        return tr("The term of %1 ends: renew it, or re-issue the sheets").arg(people);
    case DueKind::Vetting:
        return tr("The vetting of %1 runs out").arg(people);
    case DueKind::Training:
        return tr("The training of %1 in “%2” runs out").arg(people, qtText(due.subject));
    case DueKind::Leave:
        return tr("%1 is on leave until %2").arg(people, dayText(due.latest));
    case DueKind::Finding:
        return tr("Finding %1, %2: %3").arg(qtText(due.subject), people, qtText(due.what));
    case DueKind::Deadline:
        return tr("Deadline: %1").arg(qtText(due.what));
    }
    return {};
}

QString learntSentence(const std::vector<drill::Movement>& moves)
{
    const auto& last = moves.back().recoveryHours;
    if (!last)
        return tr("Fewer than 95 % of recoveries would ever have their quorum: the design or its people must "
                  "change.");
    const QString text = tr("95 % of recoveries would take under %1").arg(hoursText(*last));
    const std::size_t recent = std::min<std::size_t>(moves.size() - 1, 4);
    if (recent == 0)
        return text + tr("; no drill has taught anything yet.");
    const auto& before = moves[moves.size() - 1 - recent].recoveryHours;
    const QString drills = recent == 1   ? tr("the last drill")
                           : recent == 2 ? tr("the last two drills")
                           : recent == 3 ? tr("the last three drills")
                                         : tr("the last four drills");
    if (!before)
        return text + tr("; before %1 it was out of reach.").arg(drills);
    return text + tr("; %1 moved it from %2.").arg(drills, hoursText(*before));
}

bool showsAnnounced(const Registry& registry)
{
    return std::ranges::all_of(drill::teachingDrills(registry), &drill::DrillScore::announced);
}

DrillsView drillsViewOf(const Registry& registry, TimePoint now)
{
    const Day today = dayOf(now);
    const std::vector<Due> schedule = drill::scheduleOf(registry, today);
    DrillsView view;
    const auto overdue = std::ranges::count_if(
        schedule, [&](const Due& due) { return statusOn(due, today) == DueStatus::Overdue; });
    if (overdue > 0) {
        view.sentence =
            overdue == 1 ? tr("One thing is overdue.") : tr("%1 things are overdue.").arg(overdue);
        view.tone = Tone::Bad;
    } else if (!schedule.empty())
        view.sentence = tr("Next, on %1: %2.").arg(dayText(schedule.front().due), dueText(schedule.front()));
    else
        view.sentence = tr("Nothing is due.");
    view.due = dueTable(registry, schedule, today);
    addResults(view, registry);
    view.coverage = coverageTable(registry, today);
    view.findings = findingsTable(registry, today);
    for (const auto& [id, set] : registry.shareSets)
        if (std::ranges::any_of(registry.keys, [&, &set = set](const auto& key) {
                return key.second.shareSet == set.id && key.second.state != registry::KeyState::Destroyed;
            }))
            view.learnt.push_back(learntCard(registry, set, now));
    return view;
}

std::vector<DueRow> dueRowsOf(const Registry& registry, TimePoint now)
{
    const Day today = dayOf(now);
    std::vector<DueRow> rows;
    for (const Due& due : drill::scheduleOf(registry, today)) {
        if (due.due > today + kSoon)
            continue;
        const bool overdue = statusOn(due, today) == DueStatus::Overdue;
        rows.push_back(
            {dueText(due),
             overdue ? tr("overdue since %1").arg(dayText(due.latest)) : tr("due %1").arg(dayText(due.due)),
             overdue ? Tone::Bad : Tone::Warn});
    }
    return rows;
}

} // namespace keyrite::ui
