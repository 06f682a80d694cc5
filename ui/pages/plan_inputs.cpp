#include "ui/pages/plan_inputs.h"

#include "ui/icon.h"
#include "ui/pages/common_causes.h"
#include "ui/tokens.h"
#include "ui/widgets/text.h"
#include "ui/widgets/text_table.h"
#include "ui/widgets/tick_box.h"

#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace keyrite::ui {
namespace {

constexpr int kFieldColumns = 3;
constexpr int kFlagColumns = 2;
constexpr int kMostRowsShown = 6;
constexpr int kRowPx = 38;

} // namespace

PlanInputs::PlanInputs(const PlanInputsView& view, QWidget* parent)
    : QWidget(parent), m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(px(12));
    m_column->addWidget(fields(view));
    m_column->addWidget(flags(view));
    if (!view.sites.empty())
        addSection(tr("Sites: %1").arg(view.sites.size()),
                   table(tr("Sites"),
                         {tr("Site"), tr("Jurisdiction"), tr("Out of reach"), tr("Breached"),
                          tr("Cost a year"), tr("Who could hold a sheet")},
                         {160, 110, 110, 100, 110, 300}, 5, view.sites));
    if (!view.people.empty())
        addSection(tr("People and their sheets: %1").arg(view.people.size()),
                   table(tr("People and their sheets"),
                         {tr("Who"), tr("Site"), tr("There within"), tr("Sheet lost"), tr("Compromised")},
                         {150, 100, 330, 90, 105}, 2, view.people));
    if (!view.positions.empty())
        addSection(tr("Positions: %1").arg(view.positions.size()),
                   table(tr("Positions"),
                         {tr("Position"), tr("Class"), tr("Value"), tr("Longest outage"), tr("Its key is"),
                          tr("Backup that fits")},
                         {180, 85, 105, 115, 160, 240}, 5, view.positions));
    addSection(tr("What several have in common: %1").arg(view.shocks.size() + view.collusion.size()),
               causes(view));
}

QWidget* PlanInputs::fields(const PlanInputsView& view)
{
    auto* holder = new QWidget(this);
    auto* grid = new QGridLayout(holder);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(px(16));
    for (int i = 0; i < static_cast<int>(view.fields.size()); ++i) {
        const PlanField& field = view.fields[static_cast<std::size_t>(i)];
        auto* edit = new QLineEdit(field.value, holder);
        edit->setAccessibleName(field.label);
        edit->setObjectName(field.pointer);
        edit->setMaxLength(24);
        const int row = i / kFieldColumns * 2;
        const int column = i % kFieldColumns;
        auto* label = makeText(field.label, TextRole::Small, holder);
        label->setAlignment(Qt::AlignLeft | Qt::AlignBottom);
        label->setBuddy(edit);
        grid->addWidget(label, row, column);
        grid->addWidget(edit, row + 1, column);
        connect(edit, &QLineEdit::textEdited, this,
                [this, pointer = field.pointer](const QString& text) { Q_EMIT fieldEdited(pointer, text); });
    }
    return holder;
}

QWidget* PlanInputs::flags(const PlanInputsView& view)
{
    auto* holder = new QWidget(this);
    auto* grid = new QGridLayout(holder);
    grid->setContentsMargins(0, 0, 0, 0);
    for (int i = 0; i < static_cast<int>(view.flags.size()); ++i) {
        const PlanFlag& flag = view.flags[static_cast<std::size_t>(i)];
        auto* tick = new TickBox(flag.label, holder);
        tick->setObjectName(flag.pointer);
        tick->setChecked(flag.on);
        grid->addWidget(tick, i / kFlagColumns, i % kFlagColumns);
        connect(tick, &TickBox::toggled, this,
                [this, pointer = flag.pointer](bool on) { Q_EMIT flagEdited(pointer, on); });
    }
    return holder;
}

QWidget* PlanInputs::causes(const PlanInputsView& view)
{
    auto* holder = new QWidget(this);
    auto* column = new QVBoxLayout(holder);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(px(16));
    const auto add = [&](CauseKind kind, const CommonCauses::Words& words,
                         const std::vector<PlanCause>& causes, const QStringList& candidates) {
        auto* editor = new CommonCauses(words, causes, candidates, holder);
        editor->setObjectName(kind == CauseKind::Shock ? u"shocks"_s : u"collusion"_s);
        column->addWidget(editor);
        connect(editor, &CommonCauses::edited, this,
                [this, kind](const std::vector<PlanCause>& edited) { Q_EMIT causesEdited(kind, edited); });
    };
    add(CauseKind::Shock,
        {tr("Disasters that take several sites at once"),
         tr("A flood, an earthquake, a border that closes: none of the sites can be used."),
         tr("Add a disaster"), tr("None is assumed: each site fails on its own."),
         tr("There must be two sites for that.")},
        view.shocks, view.siteNames);
    add(CauseKind::Collusion,
        {tr("People who would be corrupted together"),
         tr("A family, a team, one employer: an attacker who has one of them has all."),
         tr("Add such people"), tr("None is assumed: everybody is corrupted on his own."),
         tr("There must be two people with names for that.")},
        view.collusion, view.custodians);
    return holder;
}

QWidget* PlanInputs::table(const QString& name, const QStringList& headers, const std::vector<int>& widths,
                           int stretched, std::vector<TextRow> rows)
{
    auto* view = new TextTable(name, this);
    auto* model = new RowsModel(headers, view);
    const int shown = std::min(kMostRowsShown, static_cast<int>(rows.size()));
    model->setRows(std::move(rows));
    view->setModel(model);
    view->setColumns(widths, stretched);
    view->setFixedHeight(px(kRowPx) * (shown + 1) + px(6));
    return view;
}

void PlanInputs::addSection(const QString& title, QWidget* content)
{
    auto* line = makeButton(title, ButtonRole::Quiet, this);
    line->setCheckable(true);
    const auto fold = [line, content](bool open) {
        content->setVisible(open);
        line->setIcon(icon(open ? u"chevron-down"_s : u"chevron-right"_s));
        line->setAccessibleDescription(open ? tr("Unfolded") : tr("Folded"));
    };
    fold(false);
    connect(line, &QPushButton::toggled, content, fold);
    m_column->addWidget(line, 0, Qt::AlignLeft);
    m_column->addWidget(content);
}

} // namespace keyrite::ui
