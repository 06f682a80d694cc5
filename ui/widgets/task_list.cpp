#include "ui/widgets/task_list.h"

#include "ui/icon.h"
#include "ui/tokens.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>
#include <QLabel>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keyrite::ui {

namespace {

constexpr int kSignPx = 20;

struct StateLook
{
    QString icon;
    QString word;
    Tone tone;
    QColor colour;
};

StateLook lookOf(TaskState state, TaskWords words, const Tokens& tokens)
{
    const bool checks = words == TaskWords::Checks;
    switch (state) {
    case TaskState::Waiting:
        return {u"clock"_s, TaskList::tr("waits"), Tone::Neutral, tokens.faint};
    case TaskState::Running:
        return {u"refresh"_s, TaskList::tr("now"), Tone::Info, tokens.accent};
    case TaskState::Good:
        return {u"check"_s, checks ? TaskList::tr("good") : TaskList::tr("done"), Tone::Good, tokens.good};
    case TaskState::Attention:
        return {u"warning"_s, TaskList::tr("look at this"), Tone::Warn, tokens.warn};
    case TaskState::Failed:
        return {u"cross"_s, checks ? TaskList::tr("not fit") : TaskList::tr("failed"), Tone::Bad, tokens.bad};
    }
    return {};
}

QWidget* taskRow(const Task& task, TaskWords words, QWidget* parent)
{
    const StateLook look = lookOf(task.state, words, currentTokens());
    auto* row = new QWidget(parent);
    row->setAccessibleName(task.title + u", "_s + look.word);
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(0, px(7), 0, px(7));
    line->setSpacing(px(12));
    auto* sign = new QLabel(row);
    sign->setPixmap(iconPixmap(look.icon, look.colour, px(kSignPx), parent->devicePixelRatioF()));
    line->addWidget(sign, 0, Qt::AlignTop);
    auto* texts = new QVBoxLayout;
    texts->setSpacing(px(1));
    texts->addWidget(makeText(task.title, TextRole::Body, row));
    if (!task.detail.isEmpty())
        texts->addWidget(makeText(task.detail, TextRole::Small, row));
    line->addLayout(texts, 1);
    auto* word = makeText(look.word, TextRole::Strong, row);
    word->setWordWrap(false);
    setTone(word, look.tone);
    if (task.state == TaskState::Waiting)
        word->setProperty("role", QStringLiteral("muted"));
    line->addWidget(word, 0, Qt::AlignTop);
    return row;
}

} // namespace

TaskList::TaskList(TaskWords words, QWidget* parent)
    : QWidget(parent), m_words(words), m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
}

void TaskList::setTasks(const std::vector<Task>& tasks)
{
    m_tasks = tasks;
    delete m_rows;
    m_rows = new QWidget(this);
    auto* rows = new QVBoxLayout(m_rows);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    for (std::size_t i = 0; i < tasks.size(); ++i) {
        if (i > 0)
            rows->addWidget(makeRule(m_rows));
        rows->addWidget(taskRow(tasks[i], m_words, m_rows));
    }
    m_column->addWidget(m_rows);
}

int TaskList::count(TaskState state) const
{
    return static_cast<int>(std::count_if(m_tasks.begin(), m_tasks.end(),
                                          [state](const Task& task) { return task.state == state; }));
}

} // namespace keyrite::ui
