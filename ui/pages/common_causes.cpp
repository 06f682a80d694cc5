#include "ui/pages/common_causes.h"

#include "ui/icon.h"
#include "ui/tokens.h"
#include "ui/widgets/text.h"
#include "ui/widgets/tick_box.h"

#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace keyrite::ui {
namespace {

constexpr std::size_t kMostCauses = 12; // as many as a plan's input takes
constexpr int kMemberColumns = 4;

} // namespace

CommonCauses::CommonCauses(const Words& words, std::vector<PlanCause> causes, QStringList candidates,
                           QWidget* parent)
    : QWidget(parent), m_words(words), m_causes(std::move(causes)), m_candidates(std::move(candidates)),
      m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(px(8));
    m_column->addWidget(makeText(m_words.title, TextRole::Strong, this));
    m_column->addWidget(makeText(m_words.meaning, TextRole::Small, this));
    auto* add = makeButton(m_words.add, ButtonRole::Quiet, this);
    add->setEnabled(m_candidates.size() > 1);
    m_column->addWidget(add, 0, Qt::AlignLeft);
    if (m_candidates.size() < 2)
        m_column->addWidget(makeText(m_words.noCandidates, TextRole::Muted, this));
    connect(add, &QPushButton::clicked, this, [this] {
        if (m_causes.size() == kMostCauses)
            return;
        m_causes.push_back({});
        showRows();
        m_rows->findChildren<QLineEdit*>()[2 * static_cast<qsizetype>(m_causes.size() - 1)]->setFocus();
    });
    showRows();
}

void CommonCauses::showRows()
{
    if (m_rows != nullptr) {
        m_rows->setParent(nullptr);
        m_rows->deleteLater(); // one of its own buttons may have asked
    }
    m_rows = new QWidget(this);
    auto* column = new QVBoxLayout(m_rows);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(px(12));
    for (std::size_t i = 0; i < m_causes.size(); ++i)
        column->addWidget(row(i));
    if (m_causes.empty())
        column->addWidget(makeText(m_words.none, TextRole::Muted, m_rows));
    constexpr int kAfterMeaning = 2;
    m_column->insertWidget(kAfterMeaning, m_rows);
}

QWidget* CommonCauses::row(std::size_t index)
{
    auto* box = new QWidget(m_rows);
    auto* grid = new QGridLayout(box);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(px(16));
    constexpr int kNameStretch = 3;
    grid->setColumnStretch(0, kNameStretch);
    grid->setColumnStretch(1, 1);
    const QString number = QString::number(index + 1);
    const auto addField = [&](int column, const QString& label, QString PlanCause::*field) {
        auto* edit = new QLineEdit(m_causes[index].*field, box);
        edit->setAccessibleName(tr("%1, of %2 %3").arg(label, m_words.title, number));
        edit->setMaxLength(80);
        grid->addWidget(makeText(label, TextRole::Small, box), 0, column);
        grid->addWidget(edit, 1, column);
        connect(edit, &QLineEdit::textEdited, this, [this, index, field](const QString& text) {
            m_causes[index].*field = text;
            Q_EMIT edited(m_causes);
        });
    };
    addField(0, tr("Name"), &PlanCause::name);
    addField(1, tr("Probability in a year"), &PlanCause::probability);
    auto* remove = makeButton(tr("Take it away"), ButtonRole::Quiet, box);
    remove->setAccessibleName(tr("Take away %1 %2").arg(m_words.title, number));
    grid->addWidget(remove, 1, 2);
    grid->addWidget(members(index, box), 2, 0, 1, 3);
    connect(remove, &QPushButton::clicked, this, [this, index] {
        m_causes.erase(m_causes.begin() + static_cast<std::ptrdiff_t>(index));
        showRows();
        Q_EMIT edited(m_causes);
    });
    return box;
}

QWidget* CommonCauses::members(std::size_t index, QWidget* parent)
{
    auto* box = new QWidget(parent);
    auto* grid = new QGridLayout(box);
    grid->setContentsMargins(0, 0, 0, 0);
    for (int column = 0; column < kMemberColumns; ++column)
        grid->setColumnStretch(column, 1);
    for (int i = 0; i < static_cast<int>(m_candidates.size()); ++i) {
        const QString& name = m_candidates[i];
        auto* tick = new TickBox(name, box);
        tick->setChecked(m_causes[index].members.contains(name));
        grid->addWidget(tick, i / kMemberColumns, i % kMemberColumns);
        connect(tick, &TickBox::toggled, this, [this, index, name](bool on) {
            QStringList& members = m_causes[index].members;
            if (on)
                members << name;
            else
                members.removeAll(name);
            Q_EMIT edited(m_causes);
        });
    }
    return box;
}

} // namespace keyrite::ui
