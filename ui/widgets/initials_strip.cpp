#include "ui/widgets/initials_strip.h"

#include "ui/tokens.h"
#include "ui/widgets/painting.h"

#include <QHBoxLayout>

#include <algorithm>

namespace keyrite::ui {

namespace {

constexpr int kHeightPx = 44;
constexpr int kFieldPx = 56;
constexpr int kWidthPx = 264;

} // namespace

InitialsBox::InitialsBox(InitialsSlot slot, QWidget* parent) : QPushButton(parent), m_slot(std::move(slot))
{
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setAccessibleName(tr("Initials of %1, %2").arg(m_slot.name, m_slot.role));
    setToolTip(tr("%1 presses here to initial this step.").arg(m_slot.name));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

QSize InitialsBox::sizeHint() const
{
    return {px(kWidthPx), px(kHeightPx)};
}

void InitialsBox::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    const Tokens& tokens = currentTokens();
    const QRectF field(0, 0, px(kFieldPx), height());
    paintBox(painter, field, px(6), isChecked() ? tokens.accentSoft : tokens.surface,
             hasFocus() ? tokens.accent : Qt::transparent, hasFocus() ? 2 : 0);
    if (!hasFocus()) {
        painter.setPen(QPen(isChecked() ? tokens.accent : tokens.lineStrong, 1,
                            isChecked() ? Qt::SolidLine : Qt::DashLine));
        painter.drawRoundedRect(field.adjusted(0.5, 0.5, -0.5, -0.5), px(6), px(6));
    }
    if (isChecked()) {
        painter.setFont(textFont(18, QFont::DemiBold));
        painter.setPen(tokens.accent);
        painter.drawText(field, Qt::AlignCenter, m_slot.initials);
    }
    if (!isChecked()) {
        painter.setFont(textFont(12, QFont::Normal));
        painter.setPen(tokens.muted);
        painter.drawText(field, Qt::AlignCenter, tr("press"));
    }
    const QRect room = rect().adjusted(px(kFieldPx + 12), px(3), 0, -px(3));
    painter.setFont(textFont(kBodyPx, QFont::DemiBold));
    painter.setPen(tokens.text);
    painter.drawText(room, Qt::AlignTop | Qt::AlignLeft,
                     painter.fontMetrics().elidedText(m_slot.name, Qt::ElideRight, room.width()));
    painter.setFont(textFont(13, QFont::Normal));
    painter.setPen(tokens.muted);
    painter.drawText(room, Qt::AlignBottom | Qt::AlignLeft,
                     painter.fontMetrics().elidedText(m_slot.role, Qt::ElideRight, room.width()));
}

InitialsStrip::InitialsStrip(const std::vector<InitialsSlot>& people, QWidget* parent) : QWidget(parent)
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(px(24));
    for (const InitialsSlot& person : people) {
        auto* box = new InitialsBox(person, this);
        row->addWidget(box);
        m_boxes.push_back(box);
        connect(box, &InitialsBox::toggled, this, [this] { Q_EMIT changed(complete()); });
    }
    row->addStretch(1);
}

bool InitialsStrip::complete() const
{
    return std::all_of(m_boxes.begin(), m_boxes.end(),
                       [](const InitialsBox* box) { return box->isChecked(); });
}

} // namespace keyrite::ui
