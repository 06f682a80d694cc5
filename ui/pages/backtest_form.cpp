#include "ui/pages/backtest_form.h"

#include "core/file.h"
#include "ui/tokens.h"
#include "ui/widgets/text.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace keyrite::ui {
namespace {

constexpr int kColumns = 4;
constexpr std::size_t kMaxPolicyBytes = 1UL << 20U;

// Where a policy comes from.
const QString kFixed = u"fixed"_s;
const QString kPlan = u"plan"_s;
const QString kDrills = u"drills"_s;
const QString kFromFile = u"file"_s; // a plan's output, or policies since when they were known

// What is typed as 12.5 (percent) is written as 0.125; what is no number goes on as it is, to be refused by
// name.
QString fraction(const QString& percent)
{
    const auto value = decimalFromText(percent.trimmed().toStdString());
    return value ? QString::fromStdString(decimalText(*value / 100)) : percent;
}

} // namespace

BacktestForm::BacktestForm(QWidget* parent)
    : QWidget(parent), m_grid(new QGridLayout(this)), m_policyTimes(makeText({}, TextRole::Small, this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(px(16));
    m_grid->setVerticalSpacing(px(12));
    for (int column = 0; column < kColumns; ++column)
        m_grid->setColumnStretch(column, 1);
    addChoice("kind", tr("What is held"),
              {{u"spot"_s, tr("Spot")},
               {u"perpetual"_s, tr("Perpetual")},
               {u"future"_s, tr("Future")},
               {u"shortOption"_s, tr("Short option")},
               {u"otc"_s, tr("OTC")}});
    addField("value", tr("Value, in the prices' currency"), u"100,000,000"_s);
    addChoice("side", tr("Side"), {{u"long"_s, tr("Long")}, {u"short"_s, tr("Short")}});
    addChoice("type", tr("Option"), {{u"put"_s, tr("Put sold")}, {u"call"_s, tr("Call sold")}});
    addChoice("measure", tr("Loss is measured at"),
              {{u"excursion"_s, tr("the worst price")}, {u"exit"_s, tr("the end")}});
    addField("margin", tr("Margin, % of the price"), u"10"_s);
    addField("penalty", tr("Liquidation penalty, %"), u"0.5"_s);
    addField("fundingPerDay", tr("Funding a day, %"), u"0.03"_s);
    addField("strike", tr("Strike, % of the price"), u"100"_s);
    addField("expiryDays", tr("Days to expiry"), u"30"_s);
    addField("volatility", tr("Volatility a year, % (empty: trailing)"), {});
    addField("unwindHours", tr("Unwound over, hours"), u"24"_s);
    addChoice("policy", tr("How long nobody can sign"),
              {{kFixed, tr("Fixed hours")},
               {kPlan, tr("An approved plan")},
               {kDrills, tr("What drills have shown")},
               {kFromFile, tr("A policy file")}});
    addField("hours", tr("Hours"), u"48"_s);
    addChoice("plan", tr("Which plan"), {});
    addChoice("drills", tr("Drills of which share set"), {});
    addField("policyFile", tr("Path of the file"), {})->setMaxLength(1000);
    addField("var", tr("Value at risk, %"), u"99"_s);
    addField("es", tr("Expected shortfall, %"), u"97.5"_s);
    addField("runBy", tr("Run by (your name)"), {});
    for (const char* name : {"kind", "policy"})
        connect(qobject_cast<QComboBox*>(m_editors.at(name)), &QComboBox::currentIndexChanged, this,
                &BacktestForm::showFields);
    for (const char* name : {"plan", "drills"})
        connect(qobject_cast<QComboBox*>(m_editors.at(name)), &QComboBox::currentIndexChanged, this,
                &BacktestForm::showPolicyTimes);
    m_policyTimes->setObjectName(u"policyTimes"_s);
    setPolicyChoices({});
    showFields();
}

void BacktestForm::place(const char* name, const QString& label, QWidget* editor)
{
    auto* box = new QWidget(this);
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(px(4));
    auto* words = makeText(label, TextRole::Small, box);
    words->setBuddy(editor);
    column->addWidget(words);
    column->addWidget(editor);
    editor->setParent(box);
    editor->setAccessibleName(label);
    editor->setObjectName(QLatin1String(name));
    m_boxes[name] = box;
    m_editors[name] = editor;
}

QLineEdit* BacktestForm::addField(const char* name, const QString& label, const QString& value)
{
    auto* field = new QLineEdit(value, this);
    field->setMaxLength(80);
    place(name, label, field);
    return field;
}

QComboBox* BacktestForm::addChoice(const char* name, const QString& label,
                                   const std::vector<std::pair<QString, QString>>& choices)
{
    auto* box = new QComboBox(this);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    for (const auto& [value, words] : choices)
        box->addItem(words, value);
    place(name, label, box);
    return box;
}

// The fields that the kind has, in reading order, without holes.
void BacktestForm::showFields()
{
    const QString kind = choice("kind");
    const bool margined = kind == u"perpetual"_s || kind == u"future"_s;
    const bool option = kind == u"shortOption"_s;
    const QString policy = choice("policy");
    std::vector<std::vector<const char*>> rows{
        {"kind", "value", option ? "type" : "side"}, {}, {"policy"}, {"var", "es", "runBy"}};
    if (kind == u"spot"_s)
        rows[0].push_back("measure");
    if (kind == u"otc"_s)
        rows[0].push_back("unwindHours");
    if (margined)
        rows[1] = {"margin", "penalty", "fundingPerDay"};
    if (option)
        rows[1] = {"strike", "expiryDays", "volatility"};
    rows[2].push_back(policy == kPlan       ? "plan"
                      : policy == kDrills   ? "drills"
                      : policy == kFromFile ? "policyFile"
                                            : "hours");
    for (const auto& [name, box] : m_boxes) {
        m_grid->removeWidget(box);
        box->hide();
    }
    QWidget* before = nullptr;
    int gridRow = 0;
    for (const auto& row : rows) {
        int column = 0;
        for (const char* name : row) {
            const bool wide = std::string_view(name) == "plan" || std::string_view(name) == "policyFile";
            const int span = wide ? kColumns - 1 : 1;
            m_grid->addWidget(m_boxes.at(name), gridRow, column, 1, span);
            m_boxes.at(name)->show();
            if (before != nullptr)
                setTabOrder(before, m_editors.at(name));
            before = m_editors.at(name);
            column += span;
        }
        gridRow += row.empty() ? 0 : 1;
        if (&row == &rows[2])
            m_grid->addWidget(m_policyTimes, gridRow++, 0, 1, kColumns);
    }
    showPolicyTimes();
}

void BacktestForm::showPolicyTimes()
{
    const QString from = choice("policy");
    const PolicyChoice* chosen = chosenPolicy();
    m_policyTimes->setVisible(from == kPlan || from == kDrills);
    if (chosen != nullptr)
        m_policyTimes->setText(
            tr("Nobody can sign for: %1.")
                .arg(QString::fromStdString(chosen->policies.policies().back().policy.text())));
    else if (from == kPlan)
        m_policyTimes->setText(tr("No plan is approved yet. Approve one on the Plan page."));
    else
        m_policyTimes->setText(
            tr("No drill has shown yet how soon people come. Hold one on the Drills page."));
}

void BacktestForm::setPolicyChoices(PolicyChoices choices)
{
    m_choices = std::move(choices);
    fill("plan", m_choices.plans);
    fill("drills", m_choices.drills);
    showPolicyTimes();
}

void BacktestForm::fill(const char* name, const std::vector<PolicyChoice>& choices)
{
    auto* box = qobject_cast<QComboBox*>(m_editors.at(name));
    const QString chosen = box->currentText();
    const QSignalBlocker blocker(box);
    box->clear();
    for (const PolicyChoice& choice : choices)
        box->addItem(choice.name);
    if (choices.empty())
        box->addItem(tr("none yet"));
    box->setEnabled(!choices.empty());
    box->setCurrentIndex(std::max(0, box->findText(chosen)));
}

const PolicyChoice* BacktestForm::chosenPolicy() const
{
    const bool plan = choice("policy") == kPlan;
    const std::vector<PolicyChoice>& choices = plan ? m_choices.plans : m_choices.drills;
    const int index = qobject_cast<QComboBox*>(m_editors.at(plan ? "plan" : "drills"))->currentIndex();
    return choices.empty() || index < 0 ? nullptr : &choices[static_cast<std::size_t>(index)];
}

QString BacktestForm::text(const char* name) const
{
    return qobject_cast<QLineEdit*>(m_editors.at(name))->text().trimmed();
}

QString BacktestForm::choice(const char* name) const
{
    return qobject_cast<QComboBox*>(m_editors.at(name))->currentData().toString();
}

// As a position's file would say it, so that one parser judges both.
Json BacktestForm::positionJson() const
{
    const QString kind = choice("kind");
    Json json{{"kind", kind.toStdString()}, {"value", text("value").remove(u',').remove(u' ').toStdString()}};
    const auto put = [&json](const char* name, const QString& value) { json[name] = value.toStdString(); };
    if (kind == u"shortOption"_s)
        put("type", choice("type"));
    else
        put("side", choice("side"));
    if (kind == u"spot"_s)
        put("measure", choice("measure"));
    if (kind == u"perpetual"_s || kind == u"future"_s)
        for (const char* name : {"margin", "penalty", "fundingPerDay"})
            put(name, fraction(text(name)));
    if (kind == u"shortOption"_s) {
        put("strike", fraction(text("strike")));
        put("expiryDays", text("expiryDays"));
        if (!text("volatility").isEmpty())
            put("volatility", fraction(text("volatility")));
    }
    if (kind == u"otc"_s)
        put("unwindHours", text("unwindHours"));
    return json;
}

Result<market::PolicyTimeline> BacktestForm::policies() const
{
    const QString chosen = choice("policy");
    if (chosen == kFromFile) {
        const auto text = readFile(this->text("policyFile").toStdString(), kMaxPolicyBytes);
        return text ? market::PolicyTimeline::parse(*text) : fail(text.error());
    }
    if (chosen == kPlan || chosen == kDrills) {
        if (const PolicyChoice* known = chosenPolicy())
            return known->policies;
        return fail(ErrorCode::BacktestRefused, m_policyTimes->text().toStdString());
    }
    return market::PolicyTimeline::parse(Json{{"hours", text("hours").toStdString()}}.dump());
}

// "An approved plan: 2 of 3 sites, approved 22 Nov 2026".
QString BacktestForm::policySource() const
{
    const QString from = choice("policy");
    const QString source = qobject_cast<QComboBox*>(m_editors.at("policy"))->currentText();
    const PolicyChoice* known = chosenPolicy();
    return known != nullptr && (from == kPlan || from == kDrills) ? source + u": "_s + known->name : source;
}

Result<BacktestRequest> BacktestForm::request() const
{
    const auto positions = market::parsePositions(positionJson().dump());
    if (!positions)
        return fail(positions.error());
    auto timeline = policies();
    if (!timeline)
        return fail(timeline.error());
    BacktestRequest request{positions->front(), std::move(*timeline), policySource(), {}, {}, text("runBy")};
    if (const PolicyChoice* known = chosenPolicy(); known != nullptr && choice("policy") == kPlan)
        request.approvedPlan = known->plan;
    const auto confidence = [this](const char* name) {
        return decimalFromText(fraction(text(name)).toStdString()).value_or(-1);
    };
    request.options.forecast.varConfidence = confidence("var");
    request.options.forecast.esConfidence = confidence("es");
    if (const auto good = market::checkOptions(request.options); !good)
        return fail(good.error());
    if (request.runBy.isEmpty())
        return fail(
            ErrorCode::BacktestRefused,
            tr("The record says who ran a backtest. Write your name under \"Run by\".").toStdString());
    return request;
}

} // namespace keyrite::ui
