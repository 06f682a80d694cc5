#include "ui/steps/record_step.h"

#include "ui/tokens.h"
#include "ui/widgets/text.h"

#include <QComboBox>
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

QString RecordStep::Line::value() const
{
    return edit != nullptr ? edit->text().trimmed() : choice->currentText();
}

void RecordStep::add(const RecordField& field)
{
    auto* column = new QVBoxLayout;
    column->setSpacing(px(6));
    auto* label = makeText(field.optional ? tr("%1 (may stay empty)").arg(field.label) : field.label,
                           TextRole::Strong, this);
    auto* edit = field.words.isEmpty() ? addEdit(field) : nullptr;
    auto* choice = field.words.isEmpty() ? nullptr : addChoice(field);
    QWidget* input = edit != nullptr ? static_cast<QWidget*>(edit) : choice;
    label->setBuddy(input);
    auto* help = makeText(field.help, TextRole::Small, this);
    column->addWidget(label);
    column->addWidget(input);
    column->addWidget(help);
    body()->addLayout(column);
    m_lines.push_back({field, edit, choice, help});
}

QLineEdit* RecordStep::addEdit(const RecordField& field)
{
    auto* edit = new QLineEdit(field.value, this);
    edit->setMaxLength(kMostCharacters);
    edit->setAccessibleName(field.label);
    edit->setAccessibleDescription(field.help);
    if (field.mono)
        edit->setProperty("role", QStringLiteral("mono"));
    connect(edit, &QLineEdit::textChanged, this, &RecordStep::look);
    return edit;
}

// Nothing is chosen until somebody chooses.
QComboBox* RecordStep::addChoice(const RecordField& field)
{
    auto* choice = new QComboBox(this);
    choice->addItems(field.words);
    choice->setCurrentIndex(static_cast<int>(field.words.indexOf(field.value)));
    choice->setPlaceholderText(tr("Choose"));
    choice->setAccessibleName(field.label);
    connect(choice, &QComboBox::currentIndexChanged, this, &RecordStep::look);
    return choice;
}

QMap<QString, QString> RecordStep::values() const
{
    QMap<QString, QString> values;
    for (const Line& line : m_lines)
        values[line.field.id] = line.value();
    return values;
}

QWidget* RecordStep::firstFocus()
{
    if (m_lines.empty())
        return nullptr;
    const Line& first = m_lines.front();
    return first.edit != nullptr ? static_cast<QWidget*>(first.edit) : first.choice;
}

void RecordStep::look()
{
    for (const Line& line : m_lines) {
        const QString value = line.value();
        const bool wrong = !value.isEmpty() && !fits(line.field, value);
        line.help->setText(wrong ? tr("✗ This does not look right. %1").arg(line.field.help)
                                 : line.field.help);
        setTone(line.help, wrong ? Tone::Bad : Tone::Neutral);
        if (line.edit != nullptr)
            setTone(line.edit, wrong ? Tone::Bad : Tone::Neutral);
    }
    setReady(std::all_of(m_lines.begin(), m_lines.end(),
                         [](const Line& line) { return fits(line.field, line.value()); }));
}

} // namespace keyrite::ui
