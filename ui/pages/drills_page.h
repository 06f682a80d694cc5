// DrillsPage: what is due with the people and sites it needs, what drills showed, what they taught, what was
// never exercised, and what they found. GUI thread only.
#pragma once

#include "ui/programme/history.h"
#include "ui/programme/thing_section.h"
#include "ui/widgets/movement_plot.h"
#include "ui/widgets/text.h"

#include <map>

class QLabel;
class QVBoxLayout;

namespace keyrite::ui {

// What was learnt for one share set.
struct LearntCard
{
    QString set = {};      // id
    QString title = {};    // "Share set 7F3C, 2of3"
    QString sentence = {}; // "95 % of recoveries would take under 31 h; the last four drills moved it from
                           // 44 h."
    QString basis = {};    // "Learnt from 12 answers to announced drills ..."
    MovementPicture picture = {};
};

struct DrillsView
{
    QString sentence = {}; // "Next: a drill of set 7F3C, due 14 Jan 2027"
    Tone tone = Tone::Neutral;
    std::vector<TextRow> due = {};
    std::vector<TextRow> results = {};
    std::map<QString, QStringList> details = {}; // of a result, a line a person
    std::vector<TextRow> coverage = {};
    std::vector<TextRow> findings = {};
    std::vector<LearntCard> learnt = {};
};

class DrillsPage final : public QWidget
{
    Q_OBJECT

public:
    explicit DrillsPage(QWidget* parent);
    void setView(const DrillsView& view);
    // Of a Drill, a Finding or a Lesson, below it.
    void showHistory(Thing thing, const QString& id, const QStringList& lines);

Q_SIGNALS:
    void formRequested(keyrite::ui::FormKind form, const QString& subject);
    void calendarRequested(); // save it
    void historyRequested(keyrite::ui::Thing thing, const QString& id);

private:
    void addLearnt(const LearntCard& learnt);

    QLabel* m_sentence;
    QVBoxLayout* m_learnt;
    QWidget* m_learntCards = nullptr;
    ThingSection* m_due;
    ThingSection* m_results;
    ThingSection* m_coverage;
    ThingSection* m_findings;
    std::map<QString, QStringList> m_details;
    std::map<QString, HistoryLines*> m_lessons; // by share set
};

} // namespace keyrite::ui
