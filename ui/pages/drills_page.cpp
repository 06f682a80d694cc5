#include "ui/pages/drills_page.h"

#include "ui/icon.h"
#include "ui/pages/page_frame.h"
#include "ui/tokens.h"
#include "ui/widgets/text.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace keyrite::ui {

DrillsPage::DrillsPage(QWidget* parent)
    : QWidget(parent), m_sentence(makeText({}, TextRole::Lead, this)), m_learnt(new QVBoxLayout)
{
    const auto table = [this](const QString& title, const std::vector<ThingTable::Column>& columns,
                              int stretched, const QString& empty) {
        return new ThingTable(title, columns, stretched, empty, this);
    };
    m_due = new ThingSection(u"due"_s,
                             table(tr("What is due"),
                                   {{tr("Due"), 112},
                                    {tr("At the latest"), 112},
                                    {tr("What"), 320},
                                    {tr("Sites"), 110},
                                    {tr("State"), 106}},
                                   2, tr("Nothing is due. The calendar begins with the first key.")),
                             {{FormKind::SetSchedule, tr("Set how often"), false}}, this);
    m_results = new ThingSection(u"results"_s,
                                 table(tr("Drills"),
                                       {{tr("Asked"), 108},
                                        {tr("Drill"), 130},
                                        {tr("What"), 108},
                                        {tr("Announced"), 98},
                                        {tr("Quorum"), 100},
                                        {tr("Recovered"), 108},
                                        {tr("Limit"), 90},
                                        {tr("Outcome"), 106}},
                                       1, tr("No drill was held yet. Start one from the page Ceremonies.")),
                                 {{FormKind::OpenFinding, tr("Record a finding of this drill")}}, this);
    m_coverage = new ThingSection(
        u"coverage"_s,
        table(tr("Exercised in the last twelve months"),
              {{tr("What"), 110}, {tr("Name"), 260}, {tr("Last time"), 130}, {tr("State"), 130}}, 1,
              tr("There is nothing to exercise yet.")),
        {}, this);
    m_findings = new ThingSection(
        u"findings"_s,
        table(tr("Findings"),
              {{tr("Number"), 110},
               {tr("What was found"), 300},
               {tr("Who"), 150},
               {tr("By when"), 112},
               {tr("State"), 170}},
              1, tr("Nothing was found yet.")),
        {{FormKind::OpenFinding, tr("Record a finding"), false}, {FormKind::CloseFinding, tr("Close")}},
        this);
    QVBoxLayout* body = layPage(this, tr("Drills"), {});
    body->addWidget(m_sentence);
    body->addLayout(m_learnt);
    body->addWidget(m_due);
    auto* calendar = makeButton(tr("Save the calendar"), ButtonRole::Ordinary, this);
    calendar->setToolTip(
        tr("As an iCalendar file. Unannounced drills are left out, because calendars travel."));
    setButtonIcon(calendar, icon(u"file"_s));
    auto* row = new QHBoxLayout;
    row->addWidget(calendar);
    row->addStretch(1);
    body->addLayout(row);
    body->addSpacing(px(16));
    for (ThingSection* section : {m_results, m_findings, m_coverage})
        body->addWidget(section);
    body->addStretch(1);
    for (ThingSection* section : {m_due, m_results, m_findings})
        connect(section, &ThingSection::formRequested, this, &DrillsPage::formRequested);
    connect(calendar, &QPushButton::clicked, this, &DrillsPage::calendarRequested);
    connect(m_results, &ThingSection::selected, this,
            [this](const QString& id) { Q_EMIT historyRequested(Thing::Drill, id); });
    connect(m_findings, &ThingSection::selected, this,
            [this](const QString& id) { Q_EMIT historyRequested(Thing::Finding, id); });
    setView({});
}

void DrillsPage::setView(const DrillsView& view)
{
    m_sentence->setText(view.sentence);
    setTone(m_sentence, view.tone);
    m_details = view.details;
    m_due->setRows(view.due);
    m_results->setRows(view.results);
    m_coverage->setRows(view.coverage);
    m_findings->setRows(view.findings);
    delete m_learntCards;
    m_lessons.clear();
    m_learntCards = new QWidget(this);
    auto* column = new QVBoxLayout(m_learntCards);
    column->setContentsMargins(0, 0, 0, px(8));
    column->setSpacing(px(12));
    m_learnt->addWidget(m_learntCards);
    for (const LearntCard& learnt : view.learnt)
        addLearnt(learnt);
}

void DrillsPage::addLearnt(const LearntCard& learnt)
{
    auto* card = new Card(m_learntCards);
    card->body()->addWidget(makeText(learnt.title, TextRole::Eyebrow, card));
    card->body()->addWidget(makeText(learnt.sentence, TextRole::Subheading, card));
    if (learnt.picture.hasPoints())
        card->body()->addWidget(new MovementPlot(learnt.picture, learnt.sentence, card));
    card->body()->addWidget(makeText(learnt.basis, TextRole::Small, card));
    auto* entries = makeButton(tr("Show the entries it comes from"), ButtonRole::Ordinary, card);
    entries->setAccessibleName(tr("Show the entries that the time of %1 comes from").arg(learnt.title));
    setButtonIcon(entries, icon(u"log"_s));
    connect(entries, &QPushButton::clicked, this,
            [this, set = learnt.set] { Q_EMIT historyRequested(Thing::Lesson, set); });
    auto* row = new QHBoxLayout;
    row->addWidget(entries);
    row->addStretch(1);
    card->body()->addLayout(row);
    m_lessons[learnt.set] = new HistoryLines(card);
    card->body()->addWidget(m_lessons[learnt.set]);
    m_learntCards->layout()->addWidget(card);
}

void DrillsPage::showHistory(Thing thing, const QString& id, const QStringList& lines)
{
    if (thing == Thing::Lesson) {
        if (const auto lesson = m_lessons.find(id); lesson != m_lessons.end())
            lesson->second->setLines(tr("It was learnt from these entries"), lines);
        return;
    }
    if (thing == Thing::Finding)
        return m_findings->showHistory(tr("What the log says of %1").arg(id), lines);
    const auto details = m_details.find(id);
    m_results->showHistory(tr("How soon everybody was there, and what the log says of %1").arg(id),
                           (details == m_details.end() ? QStringList() : details->second) + lines);
}

} // namespace keyrite::ui
