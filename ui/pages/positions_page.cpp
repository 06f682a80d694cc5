#include "ui/pages/positions_page.h"

#include "ui/models/rows_model.h"
#include "ui/pages/page_frame.h"
#include "ui/tokens.h"
#include "ui/widgets/text.h"
#include "ui/widgets/text_table.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace keyrite::ui {
namespace {

constexpr int kMappingColumns = 3;
constexpr int kFieldPx = 36;

QString cell(const Json& position, const char* field)
{
    return QString::fromStdString(position.value(field, std::string()));
}

QString meaningOf(plan::PositionColumn column)
{
    using enum plan::PositionColumn;
    switch (column) {
    case Name:
        return PositionsPage::tr("Name of the position");
    case Class:
        return PositionsPage::tr("Class (spot, option, otc, ...)");
    case Value:
        return PositionsPage::tr("Value");
    case SigmaPerDay:
        return PositionsPage::tr("Volatility a day (0.04 is 4 %)");
    case OutageLimitHours:
        return PositionsPage::tr("Longest outage in hours");
    case ActionProbability:
        return PositionsPage::tr("Probability that an action is needed");
    case LiquidationDrop:
        return PositionsPage::tr("Fall that liquidates it (0.1 is 10 %)");
    case LiquidationLoss:
        return PositionsPage::tr("Loss of a liquidation");
    case DeadlineHours:
        return PositionsPage::tr("Hours to its deadline");
    case DeadlineLoss:
        return PositionsPage::tr("Loss at the deadline");
    case FundingRate:
        return PositionsPage::tr("Funding rate");
    case FundingIntervalHours:
        return PositionsPage::tr("Hours between fundings");
    }
    return {};
}

} // namespace

Result<plan::TableHead> PositionsPage::readHead(const std::filesystem::path& file)
{
    auto source = fileSource(file);
    if (!source)
        return fail(source.error());
    return plan::readTableHead(std::move(*source));
}

PositionsPage::PositionsPage(std::filesystem::path file, const plan::TableHead& head, QWidget* parent)
    : QWidget(parent), m_file(std::move(file))
{
    QVBoxLayout* body =
        layPage(this, tr("Import positions"),
                tr("Say which column means what. Nothing is guessed and no row is repaired: a row that "
                   "cannot be used is shown with its reason."));
    auto* mapping = new Card(this);
    mapping->body()->addWidget(
        makeText(tr("Columns of %1").arg(QString::fromStdString(m_file.filename().string())),
                 TextRole::Subheading, mapping));
    auto* holder = new QWidget(mapping);
    auto* grid = new QGridLayout(holder);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(px(16));
    for (std::size_t i = 0; i < plan::kPositionColumns; ++i) {
        auto* box = new QComboBox(holder);
        box->setMinimumHeight(px(kFieldPx));
        const QString meaning = meaningOf(static_cast<plan::PositionColumn>(i));
        box->setAccessibleName(meaning);
        box->addItem(i < plan::kNeededColumns ? tr("Choose a column") : tr("not in the table"));
        for (const std::string& header : head.headers)
            box->addItem(QString::fromStdString(header));
        box->setCurrentIndex(head.suggested[i] ? static_cast<int>(*head.suggested[i]) + 1 : 0);
        const int row = static_cast<int>(i) / kMappingColumns * 2;
        const int column = static_cast<int>(i) % kMappingColumns;
        auto* label = makeText(meaning, TextRole::Small, holder);
        label->setWordWrap(false);
        grid->addWidget(label, row, column, Qt::AlignBottom);
        grid->addWidget(box, row + 1, column);
        connect(box, &QComboBox::currentIndexChanged, this, &PositionsPage::read);
        m_columns[i] = box;
    }
    mapping->body()->addWidget(holder);
    body->addWidget(mapping);

    m_verdict = makeText({}, TextRole::Strong, this);
    body->addWidget(m_verdict);
    m_errorsCard = new Card(this);
    auto* errorsBody = static_cast<Card*>(m_errorsCard)->body();
    errorsBody->addWidget(makeText(tr("Rows that cannot be used"), TextRole::Subheading, m_errorsCard));
    m_errors = new RowsModel({tr("Line"), tr("Why")}, this);
    auto* errorTable = new TextTable(tr("Rows that cannot be used"), m_errorsCard);
    errorTable->setModel(m_errors);
    errorTable->setColumns({72, 600}, 1);
    errorTable->setMinimumHeight(px(160));
    errorsBody->addWidget(errorTable);
    body->addWidget(m_errorsCard);

    auto* rowsCard = new Card(this);
    rowsCard->body()->addWidget(makeText(tr("Positions as they are read"), TextRole::Subheading, rowsCard));
    m_rows = new RowsModel({tr("Name"), tr("Class"), tr("Value"), tr("Longest outage, h")}, this);
    auto* table = new TextTable(tr("Positions as they are read"), rowsCard);
    table->setModel(m_rows);
    table->setColumns({320, 110, 150, 140}, 0);
    table->setMinimumHeight(px(240));
    rowsCard->body()->addWidget(table);
    body->addWidget(rowsCard);

    auto* buttons = new QHBoxLayout;
    auto* back = makeButton(tr("Back to the plan"), ButtonRole::Quiet, this);
    m_use = makeButton({}, ButtonRole::Primary, this);
    buttons->addWidget(back);
    buttons->addStretch(1);
    buttons->addWidget(m_use);
    body->addLayout(buttons);
    connect(back, &QPushButton::clicked, this, &PositionsPage::backRequested);
    connect(m_use, &QPushButton::clicked, this, [this] { Q_EMIT positionsReady(m_positions); });
    read();
}

void PositionsPage::read()
{
    plan::ColumnMapping mapping;
    for (std::size_t i = 0; i < plan::kPositionColumns; ++i)
        if (const int index = m_columns[i]->currentIndex(); index > 0)
            mapping[i] = static_cast<std::size_t>(index - 1);
    auto source = fileSource(m_file);
    const Result<plan::PositionImport> import =
        source ? plan::importPositions(std::move(*source), mapping) : fail(source.error());
    m_positions = import ? import->positions : Json::array();
    std::vector<TextRow> rows;
    for (const Json& position : m_positions)
        rows.push_back({{},
                        {cell(position, "name"), cell(position, "class"), cell(position, "value"),
                         position.contains("outageLimitHours") ? cell(position, "outageLimitHours")
                                                               : tr("of its class")},
                        {}});
    std::vector<TextRow> errors;
    if (import)
        for (const plan::RowError& error : import->errors)
            errors.push_back({{}, {QString::number(error.line), QString::fromStdString(error.what)}, {}});
    m_errorsCard->setVisible(!errors.empty());
    const bool anyError = !errors.empty();
    m_rows->setRows(std::move(rows));
    m_errors->setRows(std::move(errors));
    m_verdict->setText(
        !import                            ? QString::fromStdString(import.error().message)
        : m_positions.empty() && !anyError ? tr("The table has no rows below its header.")
        : anyError
            ? tr("Of the rows, %1 can be used, %2 cannot.").arg(m_positions.size()).arg(import->errors.size())
            : tr("All rows can be used: %1.").arg(m_positions.size()));
    setTone(m_verdict, !import || anyError || m_positions.empty() ? Tone::Warn : Tone::Good);
    m_use->setText(tr("Use these %1 positions").arg(m_positions.size()));
    m_use->setEnabled(!m_positions.empty());
}

} // namespace keyrite::ui
