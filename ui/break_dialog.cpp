#include "ui/break_dialog.h"

#include "ui/widgets/check_list.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace keyrite::ui {
namespace {

std::vector<QString> pointsOf(bool leaving)
{
    if (leaving)
        return {BreakDialog::tr("Every HSM, token and sheet lies in a sealed bag, or with its custodian."),
                BreakDialog::tr("Everybody leaves together, and the room is locked.")};
    return {BreakDialog::tr("The lock of the room is as it was left."),
            BreakDialog::tr("Both people looked at both sides of every bag, and no seal is broken.")};
}

} // namespace

BreakDialog::BreakDialog(bool leaving, const Bags& suggested, QWidget* parent)
    : QDialog(parent), m_leaving(leaving), m_list(new CheckList(pointsOf(leaving), 1, this)),
      m_bags(new QPlainTextEdit(this)),
      m_go(makeButton(leaving ? tr("Begin the break") : tr("Go on with the ceremony"), ButtonRole::Primary,
                      this))
{
    setWindowTitle(leaving ? tr("Break") : tr("After the break"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(32, 24, 32, 24);
    column->setSpacing(12);
    column->addWidget(
        makeText(leaving ? tr("Take a break") : tr("Come back from the break"), TextRole::Title, this));
    column->addWidget(m_list);
    column->addWidget(
        makeText(tr("Numbers of the bags that stay in the room, one a line"), TextRole::Strong, this));
    column->addWidget(
        makeText(leaving ? tr("They are read again after the break. Leave it empty where none stays.")
                         : tr("Read each number from its bag, in the order in which they were put down."),
                 TextRole::Muted, this));
    m_bags->setAccessibleName(tr("Bag numbers"));
    m_bags->setTabChangesFocus(true);
    m_bags->setMaximumHeight(96);
    QStringList lines;
    for (const std::string& bag : suggested)
        lines += QString::fromStdString(bag);
    m_bags->setPlainText(lines.join(u'\n'));
    column->addWidget(m_bags);
    auto* buttons = new QHBoxLayout;
    auto* back = makeButton(tr("Not now"), ButtonRole::Quiet, this);
    back->setAutoDefault(false);
    m_go->setAutoDefault(false);
    buttons->addStretch();
    buttons->addWidget(back);
    buttons->addWidget(m_go);
    column->addLayout(buttons);
    setMinimumWidth(600);
    connect(back, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_go, &QPushButton::clicked, this, &QDialog::accept);
    connect(m_list, &CheckList::changed, this, &BreakDialog::look);
    connect(m_bags, &QPlainTextEdit::textChanged, this, &BreakDialog::look);
    look();
}

BreakDialog::Bags BreakDialog::bags() const
{
    Bags bags;
    for (const QString& line : m_bags->toPlainText().split(u'\n'))
        if (const QString number = line.trimmed().toUpper(); !number.isEmpty())
            bags.push_back(number.toStdString());
    return bags;
}

void BreakDialog::look()
{
    m_go->setEnabled(m_list->ticked() == m_list->total() && (m_leaving || bags().size() == m_count));
}

void BreakDialog::leave(QWidget* parent, std::function<void(Bags)> then)
{
    auto* dialog = new BreakDialog(true, {}, parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, parent, [dialog, then = std::move(then)] { then(dialog->bags()); });
    dialog->open();
}

void BreakDialog::comeBack(QWidget* parent, std::size_t count, const Bags& suggested,
                           std::function<void(Bags)> then)
{
    if (count == 0)
        return then({});
    auto* dialog = new BreakDialog(false, suggested, parent);
    dialog->m_count = count;
    dialog->look();
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, parent, [dialog, then = std::move(then)] { then(dialog->bags()); });
    dialog->open();
}

} // namespace keyrite::ui
