#include "ui/widgets/step_rail.h"

#include "ui/icon.h"
#include "ui/tokens.h"
#include "ui/widgets/painting.h"

#include <QApplication>

using namespace Qt::StringLiterals;

namespace keyrite::ui {

namespace {

constexpr int kActHeightPx = 46;
constexpr int kNestedHeightPx = 32;
constexpr int kDiscPx = 24;
constexpr int kDotPx = 10;
constexpr int kSidePx = 20;
constexpr int kAxisPx = 46; // the middle of all discs
constexpr int kTextPx = 70;

struct RowLook
{
    RailState state;
    bool act;
    bool nested;
    int number;
};

RowLook lookOf(const QModelIndex& index)
{
    return {static_cast<RailState>(index.data(StepRailModel::StateRole).toInt()),
            index.data(StepRailModel::IsActRole).toBool(), index.data(StepRailModel::IsNestedRole).toBool(),
            index.data(StepRailModel::NumberRole).toInt()};
}

// The current step, and not the act around it, is what the card stands behind.
bool isHere(const RowLook& look)
{
    return look.state == RailState::Current && !look.act;
}

void paintAxis(QPainter& painter, const QRect& row, const QModelIndex& index, const Tokens& tokens)
{
    painter.setRenderHint(QPainter::Antialiasing, false);
    const int x = row.left() + px(kAxisPx);
    const int top = index.row() == 0 ? row.center().y() : row.top();
    const int bottom = index.row() + 1 == index.model()->rowCount() ? row.center().y() : row.bottom();
    painter.fillRect(QRect(QPoint(x - 1, top), QPoint(x, bottom)), tokens.line);
}

void paintNumber(QPainter& painter, const QRectF& disc, int number, const QColor& colour)
{
    painter.setFont(textFont(13, QFont::DemiBold));
    painter.setPen(colour);
    painter.drawText(disc, Qt::AlignCenter, QString::number(number));
}

void paintTick(QPainter& painter, const QRectF& disc, const Tokens& tokens)
{
    const int side = px(16);
    const QPixmap tick = iconPixmap(u"check"_s, tokens.onGood, side, painter.device()->devicePixelRatioF());
    painter.drawPixmap(disc.center() - QPointF(side / 2.0, side / 2.0), tick);
}

// What the disc is cut out of, so that the axis ends at its edge with a little air.
void paintMark(QPainter& painter, const QPointF& centre, const RowLook& look, const QColor& ground,
               const Tokens& tokens)
{
    const bool small = look.nested && look.state != RailState::Current;
    const double side = px(small ? kDotPx : kDiscPx);
    const QRectF disc(centre.x() - side / 2, centre.y() - side / 2, side, side);
    const double air = px(3);
    paintDisc(painter, disc.adjusted(-air, -air, air, air), ground, ground);
    switch (look.state) {
    case RailState::Done:
        paintDisc(painter, disc, tokens.good, tokens.good);
        if (!small)
            paintTick(painter, disc, tokens);
        return;
    case RailState::Current:
        if (look.act) {
            paintDisc(painter, disc, ground, tokens.accent);
            paintNumber(painter, disc, look.number, tokens.accent);
        } else {
            paintDisc(painter, disc, tokens.accent, tokens.accent);
            paintNumber(painter, disc, look.number, tokens.onAccent);
        }
        return;
    case RailState::Todo:
        paintDisc(painter, disc, ground, tokens.lineStrong);
        if (!small)
            paintNumber(painter, disc, look.number, tokens.muted);
        return;
    }
}

void paintTitle(QPainter& painter, const QRect& row, const QString& title, const RowLook& look,
                const Tokens& tokens)
{
    const bool strong = look.state == RailState::Current;
    painter.setFont(textFont(look.nested ? 13 : kBodyPx, strong ? QFont::DemiBold : QFont::Normal));
    painter.setPen(look.state == RailState::Todo ? tokens.muted : tokens.text);
    const QRect room = row.adjusted(px(kTextPx), 0, -px(kSidePx + 8), 0);
    painter.drawText(room, Qt::AlignVCenter | Qt::AlignLeft,
                     painter.fontMetrics().elidedText(title, Qt::ElideRight, room.width()));
}

} // namespace

void StepRailDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                             const QModelIndex& index) const
{
    painter->save();
    const Tokens& tokens = currentTokens();
    const RowLook look = lookOf(index);
    const QRect row = option.rect;
    const QRectF card = QRectF(row).adjusted(px(kSidePx), px(2), -px(kSidePx), -px(2));
    if (isHere(look))
        paintBox(*painter, card, px(8), tokens.surface, tokens.line, 1);
    paintAxis(*painter, row, index, tokens);
    const QPointF centre(row.left() + px(kAxisPx), row.top() + row.height() / 2.0);
    paintMark(*painter, centre, look, isHere(look) ? tokens.surface : tokens.rail, tokens);
    paintTitle(*painter, row, index.data().toString(), look, tokens);
    if (option.state.testFlag(QStyle::State_HasFocus))
        paintFocusRing(*painter, card, px(8), tokens);
    painter->restore();
}

QSize StepRailDelegate::sizeHint(const QStyleOptionViewItem& /*option*/, const QModelIndex& index) const
{
    const RowLook look = lookOf(index);
    return {0, px(look.nested && !isHere(look) ? kNestedHeightPx : kActHeightPx)};
}

StepRail::StepRail(QWidget* parent) : QListView(parent), m_model(new StepRailModel(this))
{
    setProperty("role", QStringLiteral("rail"));
    setAccessibleName(tr("Acts and steps of the ceremony"));
    setModel(m_model);
    setItemDelegate(new StepRailDelegate(this));
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    setSelectionMode(NoSelection);
    setEditTriggers(NoEditTriggers);
    setTabKeyNavigation(false);
    setResizeMode(Adjust);
    viewport()->setAutoFillBackground(false);
    connect(this, &QListView::clicked, m_model, &StepRailModel::toggleAct);
    connect(this, &QListView::activated, m_model, &StepRailModel::toggleAct);
}

void StepRail::setActs(std::vector<RailAct> acts)
{
    m_model->setActs(std::move(acts));
    showCurrent();
}

void StepRail::resizeEvent(QResizeEvent* event)
{
    QListView::resizeEvent(event);
    showCurrent();
}

void StepRail::showCurrent()
{
    const int row = m_model->currentRow();
    if (row < 0)
        return;
    const QModelIndex index = m_model->index(row, 0);
    setCurrentIndex(index);
    scrollTo(index, PositionAtCenter);
}

} // namespace keyrite::ui
