#include "ui/widgets/filter_line.h"

#include "ui/icon.h"
#include "ui/tokens.h"
#include "ui/widgets/text.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace keyrite::ui {

namespace {

constexpr int kTypingPauseMs = 150;

QString qt(const std::string& text)
{
    return QString::fromStdString(text);
}

} // namespace

FilterLine::FilterLine(QWidget* parent)
    : QWidget(parent), m_line(new QLineEdit(this)), m_problem(makeText({}, TextRole::Small, this)),
      m_saved(nullptr), m_buttons(new QHBoxLayout)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(px(4));
    m_line->setPlaceholderText(
        tr("Find words, or choose below: lamp kind:share. person:\"Ana Berg\" from:2026-11-22"));
    m_line->setAccessibleName(tr("Show only entries with these words and conditions"));
    m_line->setClearButtonEnabled(true);
    column->addWidget(m_line);
    m_buttons->setSpacing(px(2));
    addMenus();
    m_buttons->addStretch(1);
    column->addLayout(m_buttons);
    setTone(m_problem, Tone::Bad);
    m_problem->hide();
    column->addWidget(m_problem);
    auto* pause = new QTimer(this);
    pause->setSingleShot(true);
    pause->setInterval(kTypingPauseMs);
    connect(m_line, &QLineEdit::textEdited, pause, qOverload<>(&QTimer::start));
    connect(m_line, &QLineEdit::textChanged, this, [this, pause](const QString& line) {
        if (line.isEmpty()) // also by the button that clears
            pause->start();
    });
    connect(m_line, &QLineEdit::returnPressed, this, &FilterLine::look);
    connect(pause, &QTimer::timeout, this, &FilterLine::look);
}

QPushButton* FilterLine::addButton(const QString& text)
{
    auto* button = makeButton(text, ButtonRole::Quiet, this);
    setButtonIcon(button, icon(u"chevron-down"_s));
    m_buttons->addWidget(button);
    return button;
}

void FilterLine::addMenus()
{
    auto* times = new QMenu(this);
    for (const auto& [text, days] : {std::pair<QString, int>{tr("Today"), 1},
                                     {tr("The last 7 days"), 7},
                                     {tr("The last 90 days"), 90},
                                     {tr("The last 365 days"), 365},
                                     {tr("Any time"), 0}})
        connect(times->addAction(text), &QAction::triggered, this, [this, days = days] { setDays(days); });
    addButton(tr("Time"))->setMenu(times);
    for (const auto& [text, condition] : {std::pair<QString, QString>{tr("Ceremony"), u"ceremony"_s},
                                          {tr("Kind"), u"kind"_s},
                                          {tr("Person"), u"person"_s},
                                          {tr("Key"), u"key"_s},
                                          {tr("Sheet"), u"sheet"_s}})
        connect(addButton(text), &QPushButton::clicked, this,
                [this, condition = condition] { Q_EMIT namesWanted(condition); });
    m_saved = addButton(tr("Saved filters"));
    m_saved->setMenu(new QMenu(this));
}

QString FilterLine::text() const
{
    return m_line->text();
}

void FilterLine::setText(const QString& line)
{
    m_line->setText(line);
    look();
}

void FilterLine::setProblem(const QString& problem)
{
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
}

void FilterLine::look()
{
    const auto filter = log::parseFilter(m_line->text().toStdString());
    setProblem(filter ? QString() : qt(filter.error().message));
    if (filter)
        Q_EMIT changed(*filter);
}

// Through the filter itself, so that what is written can be read. A line that cannot be read is begun anew.
void FilterLine::setCondition(const QString& name, const QString& value)
{
    log::Filter filter = log::parseFilter(m_line->text().toStdString()).value_or(log::Filter{});
    const std::map<QString, std::string log::Filter::*> fields{{u"ceremony"_s, &log::Filter::ceremony},
                                                               {u"kind"_s, &log::Filter::kind},
                                                               {u"person"_s, &log::Filter::person},
                                                               {u"key"_s, &log::Filter::key},
                                                               {u"sheet"_s, &log::Filter::sheet}};
    if (const auto field = fields.find(name); field != fields.end())
        filter.*(field->second) = value.toStdString();
    setText(qt(log::filterLine(filter)));
}

void FilterLine::setDays(int days)
{
    log::Filter filter = log::parseFilter(m_line->text().toStdString()).value_or(log::Filter{});
    filter.to = std::nullopt;
    filter.from = std::nullopt;
    if (days > 0)
        filter.from = TimePoint(dayOf(systemNow()) - std::chrono::days(days - 1));
    setText(qt(log::filterLine(filter)));
}

void FilterLine::offerNames(const QString& condition, const QStringList& names)
{
    auto* dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Show only these entries"));
    dialog->setLabelText(names.isEmpty()          ? tr("The log names none yet.")
                         : condition == u"kind"_s ? tr("Choose a kind, or all that begin so.")
                                                  : tr("Choose one, or type it."));
    dialog->setComboBoxItems(names);
    dialog->setComboBoxEditable(true);
    dialog->setOkButtonText(tr("Show these entries"));
    dialog->setCancelButtonText(tr("Back"));
    connect(dialog, &QInputDialog::textValueSelected, this,
            [this, condition](const QString& name) { setCondition(condition, name.trimmed()); });
    dialog->open();
}

void FilterLine::setSaved(const std::map<std::string, std::string>& filters, bool canSave)
{
    QMenu* menu = m_saved->menu();
    menu->clear();
    for (const auto& [name, line] : filters)
        connect(menu->addAction(qt(name)), &QAction::triggered, this,
                [this, saved = qt(line)] { setText(saved); });
    if (filters.empty())
        menu->addAction(tr("None is saved yet"))->setEnabled(false);
    if (!canSave)
        return;
    menu->addSeparator();
    connect(menu->addAction(tr("Save this filter…")), &QAction::triggered, this, &FilterLine::askForName);
    for (const auto& [name, line] : filters)
        connect(menu->addAction(tr("Forget “%1”").arg(qt(name))), &QAction::triggered, this,
                [this, forgotten = qt(name)] { Q_EMIT saveRequested(forgotten, {}); });
}

void FilterLine::askForName()
{
    auto* dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Save this filter"));
    dialog->setLabelText(tr("Its name. It becomes an entry of the log, for everybody who reads it."));
    dialog->setOkButtonText(tr("Record the filter"));
    dialog->setCancelButtonText(tr("Back"));
    connect(dialog, &QInputDialog::textValueSelected, this, [this](const QString& name) {
        if (!name.trimmed().isEmpty())
            Q_EMIT saveRequested(name.trimmed(), m_line->text());
    });
    dialog->open();
}

} // namespace keyrite::ui
