#include "ui/widgets/hash_view.h"

#include "ui/tokens.h"
#include "ui/widgets/text.h"

#include <QGridLayout>
#include <QLabel>

namespace keyrite::ui {

namespace {

constexpr int kColumns = 4;

QLabel* rowLetter(int row, QWidget* parent)
{
    auto* letter = makeText(QString(QChar(u'A' + row)), TextRole::MonoSmall, parent);
    letter->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    letter->setContentsMargins(0, 0, px(24), 0);
    return letter;
}

QWidget* groupCell(const QString& group, const QString& words, QWidget* parent)
{
    auto* cell = new QWidget(parent);
    auto* column = new QVBoxLayout(cell);
    column->setContentsMargins(0, px(8), 0, px(8));
    column->setSpacing(0);
    auto* value = makeText(group, TextRole::MonoGroup, cell);
    value->setWordWrap(false);
    column->addWidget(value);
    if (!words.isEmpty())
        column->addWidget(makeText(words, TextRole::Small, cell));
    return cell;
}

} // namespace

HashView::HashView(const QStringList& groups, const QStringList& words, QWidget* parent) : QWidget(parent)
{
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(0);
    for (int column = 1; column <= kColumns; ++column)
        grid->setColumnStretch(column, 1);
    const int rows = (static_cast<int>(groups.size()) + kColumns - 1) / kColumns;
    for (int row = 0; row < rows; ++row) {
        grid->addWidget(rowLetter(row, this), 2 * row, 0);
        if (row + 1 < rows)
            grid->addWidget(makeRule(this), 2 * row + 1, 0, 1, kColumns + 1);
    }
    for (int i = 0; i < groups.size(); ++i)
        grid->addWidget(groupCell(groups[i], words.value(i), this), 2 * (i / kColumns), 1 + i % kColumns);
}

QStringList HashView::groupsOf(const QString& value)
{
    constexpr qsizetype kGroupLength = 4;
    QString digits = value;
    digits.remove(u' ').remove(u'-');
    QStringList groups;
    for (qsizetype at = 0; at < digits.size(); at += kGroupLength)
        groups << digits.mid(at, kGroupLength);
    return groups;
}

} // namespace keyrite::ui
