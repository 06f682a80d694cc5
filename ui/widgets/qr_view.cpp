#include "ui/widgets/qr_view.h"

#include "ui/tokens.h"

#include <QPainter>

#include <algorithm>

namespace keyrite::ui {

QrView::QrView(const QString& name, QWidget* parent) : QWidget(parent)
{
    setAccessibleName(name);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void QrView::setModules(int side, std::vector<bool> dark)
{
    m_side = side;
    m_dark = std::move(dark);
    update();
}

QSize QrView::sizeHint() const
{
    constexpr int kSidePx = 200;
    return {px(kSidePx), px(kSidePx)};
}

void QrView::paintEvent(QPaintEvent* /*event*/)
{
    constexpr int kQuietModules = 4; // ISO/IEC 18004, quiet zone
    QPainter painter(this);
    painter.fillRect(rect(), Qt::white);
    if (m_side == 0)
        return;
    const int module = std::max(1, std::min(width(), height()) / (m_side + 2 * kQuietModules));
    const int left = (width() - module * m_side) / 2;
    const int top = (height() - module * m_side) / 2;
    for (int row = 0; row < m_side; ++row)
        for (int column = 0; column < m_side; ++column)
            if (m_dark[static_cast<std::size_t>(row) * static_cast<std::size_t>(m_side) +
                       static_cast<std::size_t>(column)])
                painter.fillRect(left + column * module, top + row * module, module, module, Qt::black);
}

} // namespace keyrite::ui
