#include "ui/widgets/check_list.h"

#include "ui/tokens.h"
#include "ui/widgets/tick_box.h"

#include <QGridLayout>

#include <algorithm>

namespace keyrite::ui {

CheckList::CheckList(const std::vector<QString>& items, int columns, QWidget* parent) : QWidget(parent)
{
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(px(24));
    grid->setVerticalSpacing(px(2));
    for (const QString& item : items) {
        const int index = total();
        auto* box = new TickBox(item, this);
        grid->addWidget(box, index / columns, index % columns);
        m_boxes.push_back(box);
        connect(box, &TickBox::toggled, this, [this, index](bool on) {
            Q_EMIT itemToggled(index, on);
            Q_EMIT changed(ticked(), total());
        });
    }
    for (int column = 0; column < columns; ++column)
        grid->setColumnStretch(column, 1);
}

int CheckList::ticked() const
{
    return static_cast<int>(
        std::count_if(m_boxes.begin(), m_boxes.end(), [](const TickBox* box) { return box->isChecked(); }));
}

bool CheckList::isTicked(int item) const
{
    return m_boxes.at(static_cast<std::size_t>(item))->isChecked();
}

} // namespace keyrite::ui
