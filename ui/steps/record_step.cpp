#include "ui/steps/record_step.h"

#include "ui/tokens.h"
#include "ui/widgets/text.h"

#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>
#include <QVBoxLayout>

#include <algorithm>

namespace keyrite::ui {

namespace {

constexpr int kMostCharacters = 256;

bool fits(const RecordField& field, const QString& value)
{
    if (value.isEmpty())
        return field.optional;
    return field.pattern.isEmpty() ||
           QRegularExpression(QRegularExpression::anchoredPattern(field.pattern)).match(value).hasMatch();
}

} // namespace

RecordStep::RecordStep(const RecordView& view, QWidget* parent)
    : StepView(tr("Record this"), tr("I cannot record this"), parent)
{
    for (const RecordField& field : view.fields)
        add(field);
    look();
}

void RecordStep::add(const RecordField& field)
{
    auto* column = new QVBoxLayout;
    column->setSpacing(px(6));
    auto* label = makeText(field.optional ? tr("%1 (may stay empty)").arg(field.label) : field.label,
                           TextRole::Strong, this);
    auto* edit = new QLineEdit(field.value, this);
    edit->setMaxLength(kMostCharacters);
    edit->setAccessibleName(field.label);
    edit->setAccessibleDescription(field.help);
    if (field.mono)
        edit->setProperty("role", QStringLiteral("mono"));
    label->setBuddy(edit);
    auto* help = makeText(field.help, TextRole::Small, this);
    column->addWidget(label);
    column->addWidget(edit);
    column->addWidget(help);
    body()->addLayout(column);
    m_lines.push_back({field, edit, help});
    connect(edit, &QLineEdit::textChanged, this, &RecordStep::look);
}

QMap<QString, QString> RecordStep::values() const
{
    QMap<QString, QString> values;
    for (const Line& line : m_lines)
        values[line.field.id] = line.edit->text().trimmed();
    return values;
}

QWidget* RecordStep::firstFocus()
{
    return m_lines.empty() ? nullptr : m_lines.front().edit;
}

void RecordStep::look()
{
    for (const Line& line : m_lines) {
        const QString value = line.edit->text().trimmed();
        const bool wrong = !value.isEmpty() && !fits(line.field, value);
        line.help->setText(wrong ? tr("✗ This does not look right. %1").arg(line.field.help)
                                 : line.field.help);
        setTone(line.help, wrong ? Tone::Bad : Tone::Neutral);
        setTone(line.edit, wrong ? Tone::Bad : Tone::Neutral);
    }
    setReady(std::all_of(m_lines.begin(), m_lines.end(),
                         [](const Line& line) { return fits(line.field, line.edit->text().trimmed()); }));
}

} // namespace keyrite::ui
