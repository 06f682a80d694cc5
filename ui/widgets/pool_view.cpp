#include "ui/widgets/pool_view.h"

#include "ui/icon.h"
#include "ui/tokens.h"

#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keyrite::ui {

namespace {

constexpr int kMostColumns = 4;
constexpr int kMostSigns = 8;
constexpr int kSignPx = 18;

// One sheet for each that is needed, dark when it is here.
QWidget* sheetRow(const PoolGroup& group, QWidget* parent)
{
    const Tokens& tokens = currentTokens();
    auto* row = new QWidget(parent);
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(px(3));
    const int signs = std::clamp(std::max(group.needed, group.present), 1, kMostSigns);
    for (int sheet = 0; sheet < signs; ++sheet) {
        auto* sign = new QLabel(row);
        const QColor colour = sheet < group.present ? tokens.good : tokens.lineStrong;
        sign->setPixmap(iconPixmap(sheet < group.present ? u"sheet-full"_s : u"sheet-empty"_s, colour,
                                   px(kSignPx), parent->devicePixelRatioF()));
        line->addWidget(sign);
    }
    auto* count = makeText(group.needed > 0 ? PoolView::tr("%1 of %2").arg(group.present).arg(group.needed)
                                            : PoolView::tr("none seen yet"),
                           TextRole::Small, row);
    count->setWordWrap(false);
    line->addSpacing(px(6));
    line->addWidget(count);
    line->addStretch(1);
    return row;
}

QWidget* groupCard(const PoolGroup& group, QWidget* parent)
{
    auto* card = new QFrame(parent);
    card->setProperty("role", u"panel"_s);
    if (group.complete)
        setTone(card, Tone::Good);
    auto* column = new QVBoxLayout(card);
    column->setContentsMargins(px(12), px(8), px(12), px(8));
    column->setSpacing(px(3));
    auto* name = makeText(group.name, TextRole::Strong, card);
    name->setWordWrap(false);
    name->setMinimumWidth(0);
    name->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    name->setToolTip(group.name);
    auto* state = makeText(group.state, TextRole::Small, card);
    if (group.complete)
        setTone(state, Tone::Good);
    column->addWidget(name);
    column->addWidget(sheetRow(group, card));
    column->addWidget(state);
    return card;
}

} // namespace

PoolView::PoolView(QWidget* parent) : QWidget(parent)
{
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
}

void PoolView::setPicture(const PoolPicture& picture)
{
    delete m_root;
    m_root = new QWidget(this);
    auto* grid = new QGridLayout(m_root);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(px(12));
    for (std::size_t i = 0; i < picture.groups.size(); ++i)
        grid->addWidget(groupCard(picture.groups[i], m_root), static_cast<int>(i) / kMostColumns,
                        static_cast<int>(i) % kMostColumns);
    for (int column = 0; column < std::min(kMostColumns, static_cast<int>(picture.groups.size())); ++column)
        grid->setColumnStretch(column, 1);
    layout()->addWidget(m_root);
    const auto complete = std::count_if(picture.groups.begin(), picture.groups.end(),
                                        [](const PoolGroup& group) { return group.complete; });
    setAccessibleName(tr("%1 of %2 groups complete").arg(complete).arg(picture.groupsNeeded));
}

} // namespace keyrite::ui
