#include "ui/fact_dialog.h"

#include "core/fields.h"
#include "ui/tokens.h"
#include "ui/widgets/text.h"
#include "ui/widgets/tick_box.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace keyrite::ui {

namespace {

const QString kRecorder = u"recorder"_s;
constexpr int kWidthPx = 560;
constexpr int kMostHeightPx = 640;

} // namespace

FactDialog::FactDialog(FactForm form, registry::Registry registry, const QString& recorder, TimePoint now,
                       QWidget* parent)
    : QDialog(parent), m_form(std::move(form)), m_registry(std::move(registry)), m_now(now)
{
    setWindowTitle(m_form.title);
    m_form.fields.push_back({kRecorder, tr("Recorded by"), tr("Your full name. It stands in the log."),
                             FieldKind::Line, recorder});
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(px(24), px(20), px(24), px(20));
    outer->addWidget(makeText(m_form.title, TextRole::Heading, this));
    outer->addWidget(makeText(m_form.lead, TextRole::Muted, this));
    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    auto* body = new QWidget(scroll);
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(0, px(8), px(8), px(8));
    column->setSpacing(px(4));
    m_verdict = makeText({}, TextRole::Body, this);
    m_main = makeButton(m_form.action, ButtonRole::Primary, this);
    m_main->setObjectName(u"record"_s);
    for (const FormField& field : m_form.fields)
        column->addWidget(addField(field));
    column->addStretch(1);
    scroll->setWidget(body);
    outer->addWidget(scroll, 1);
    outer->addWidget(m_verdict);
    auto* buttons = new QHBoxLayout;
    auto* back = makeButton(tr("Back, record nothing"), ButtonRole::Quiet, this);
    back->setAutoDefault(false);
    m_main->setAutoDefault(false); // Enter in a field must not record
    buttons->addWidget(back);
    buttons->addStretch(1);
    buttons->addWidget(m_main);
    outer->addLayout(buttons);
    connect(back, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_main, &QPushButton::clicked, this, &QDialog::accept);
    setMinimumWidth(px(kWidthPx));
    resize(px(kWidthPx), std::min(body->sizeHint().height() + px(220), px(kMostHeightPx)));
    look();
}

QWidget* FactDialog::addField(const FormField& field)
{
    auto* box = new QWidget(this);
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, px(6), 0, 0);
    column->setSpacing(px(4));
    column->addWidget(makeText(field.label, TextRole::Strong, box));
    const auto name = [&](QWidget* widget) {
        widget->setObjectName(field.id);
        widget->setAccessibleName(field.label);
        widget->setAccessibleDescription(field.help);
        column->addWidget(widget);
    };
    if (field.kind == FieldKind::Choice) {
        auto* combo = new QComboBox(box);
        for (const FormOption& option : field.options)
            combo->addItem(option.text, option.id);
        combo->setCurrentIndex(std::max(combo->findData(field.value), 0));
        name(combo);
        m_read[field.id] = [combo] { return combo->currentData().toString(); };
        connect(combo, &QComboBox::currentIndexChanged, this, &FactDialog::look);
    } else if (field.kind == FieldKind::Choices) {
        std::vector<TickBox*> ticks;
        const QStringList chosen = field.value.split(u',', Qt::SkipEmptyParts);
        for (const FormOption& option : field.options) {
            auto* tick = new TickBox(option.text, box);
            tick->setObjectName(field.id + u'-' + option.id);
            tick->setProperty("optionId", option.id);
            tick->setChecked(chosen.contains(option.id));
            column->addWidget(tick);
            ticks.push_back(tick);
            connect(tick, &QAbstractButton::toggled, this, &FactDialog::look);
        }
        m_read[field.id] = [ticks] {
            QStringList ids;
            for (const TickBox* tick : ticks)
                if (tick->isChecked())
                    ids << tick->property("optionId").toString();
            return ids.join(u',');
        };
    } else {
        auto* line = new QLineEdit(field.value, box);
        line->setMaxLength(300);
        if (field.kind == FieldKind::Day)
            line->setPlaceholderText(u"2026-11-22"_s);
        name(line);
        m_read[field.id] = [line] { return line->text().trimmed(); };
        connect(line, &QLineEdit::textChanged, this, &FactDialog::look);
    }
    if (!field.help.isEmpty())
        column->addWidget(makeText(field.help, TextRole::Small, box));
    return box;
}

FormValues FactDialog::values() const
{
    FormValues values;
    for (const auto& [id, read] : m_read)
        values[id] = read();
    return values;
}

// The form of days and numbers, which are read here; all else is the core's to judge.
Result<void> FactDialog::checkForm(const FormValues& values) const
{
    const auto refuse = [](const QString& sentence) {
        return fail(ErrorCode::EntryInvalid, sentence.toStdString());
    };
    for (const FormField& field : m_form.fields) {
        const QString& value = values.at(field.id);
        if (field.kind != FieldKind::Day && field.kind != FieldKind::Number)
            continue;
        if (value.isEmpty() && !field.optional)
            return refuse(tr("“%1” is missing.").arg(field.label));
        if (field.kind == FieldKind::Day && !value.isEmpty() && !fromIsoDay(value.toStdString()))
            return refuse(tr("“%1” is a day like 2026-11-22.").arg(field.label));
        bool whole = true;
        if (field.kind == FieldKind::Number && !value.isEmpty() && (value.toLongLong(&whole) < 0 || !whole))
            return refuse(tr("“%1” is a whole number.").arg(field.label));
    }
    if (values.at(kRecorder).isEmpty())
        return refuse(tr("Say who records this."));
    return {};
}

Result<FactDialog::Statement> FactDialog::statement() const
{
    const FormValues typed = values();
    KEYRITE_CHECK(checkForm(typed));
    const std::string name = typed.at(kRecorder).toStdString();
    const auto known = m_registry.people.find(name);
    const bool hasRole = known != m_registry.people.end() && !known->second.roles.empty();
    Statement made{m_form.fact(typed), {name, hasRole ? known->second.roles.front() : std::string()}};
    if (const auto entry = registry::compose(m_registry, made.author, m_now, made.fact); !entry)
        return fail(entry.error());
    return made;
}

void FactDialog::look()
{
    const auto made = statement();
    m_verdict->setText(made
                           ? tr("Ready. What is recorded cannot be taken back; a later entry can correct it.")
                           : QString::fromStdString(made.error().message));
    m_main->setEnabled(made.has_value());
}

} // namespace keyrite::ui
