#include "ui/widgets/reach_view.h"

#include "ui/tokens.h"
#include "ui/widgets/painting.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keyrite::ui {

namespace {

constexpr int kRowPx = 56;
constexpr int kBoxHeightPx = 44;
constexpr int kSheetPx = 32;

QColor colourOf(Tone tone, const Tokens& tokens)
{
    switch (tone) {
    case Tone::Neutral:
    case Tone::Info:
        return tokens.lineStrong;
    case Tone::Good:
        return tokens.good;
    case Tone::Warn:
        return tokens.warn;
    case Tone::Bad:
        return tokens.bad;
    }
    return tokens.lineStrong;
}

// Row `index` of `count` within `height`: the rows of a shorter column stand in the middle of a longer one's.
double rowCentre(std::size_t index, std::size_t count, double height)
{
    return height * (static_cast<double>(index) + .5) / static_cast<double>(std::max<std::size_t>(count, 1));
}

void paintNode(QPainter& painter, const ReachNode& node, const QRectF& box, const Tokens& tokens)
{
    paintBox(painter, box, px(6), tokens.surface, colourOf(node.tone, tokens),
             node.tone == Tone::Bad ? 2 : 1);
    const QRectF inner = box.adjusted(px(10), px(3), -px(10), -px(3));
    const auto write = [&](const QString& text, const QFont& font, const QColor& colour, Qt::Alignment at) {
        painter.setFont(font);
        painter.setPen(colour);
        const int width = static_cast<int>(inner.width());
        painter.drawText(inner, static_cast<int>(at | Qt::AlignLeft),
                         QFontMetrics(font).elidedText(text, Qt::ElideRight, width));
    };
    write(node.name, textFont(kBodyPx, QFont::DemiBold), tokens.text, Qt::AlignTop);
    const bool plain = node.tone == Tone::Neutral;
    write(node.note, textFont(12, QFont::Normal), plain ? tokens.muted : colourOf(node.tone, tokens),
          Qt::AlignBottom);
}

QStringList numbers(const std::vector<int>& sheets)
{
    QStringList texts;
    for (const int sheet : sheets)
        texts << QString::number(sheet);
    return texts;
}

} // namespace

ReachView::ReachView(ReachPicture picture, QWidget* parent) : QWidget(parent), m_picture(std::move(picture))
{
    QStringList spoken;
    for (const auto* column : {&m_picture.people, &m_picture.sites})
        for (const ReachNode& node : *column)
            spoken << tr("%1: sheets %2; %3").arg(node.name, numbers(node.sheets).join(u", "_s), node.note);
    setAccessibleName(spoken.join(u". "_s));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

std::size_t ReachView::rows() const
{
    return std::max(
        {m_picture.people.size(), m_picture.sites.size(), m_picture.sheets.size(), std::size_t{1}});
}

QSize ReachView::sizeHint() const
{
    return {px(640), static_cast<int>(rows()) * px(kRowPx)};
}

void ReachView::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Tokens& tokens = currentTokens();
    const double boxWidth = width() * .36;
    const double middle = width() * .5;
    const auto sheetCentre = [&](int sheet) {
        const auto at = std::ranges::find(m_picture.sheets, sheet) - m_picture.sheets.begin();
        return QPointF(middle, rowCentre(static_cast<std::size_t>(at), m_picture.sheets.size(), height()));
    };
    const auto paintColumn = [&](const std::vector<ReachNode>& nodes, double left, double edge) {
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            const double y = rowCentre(i, nodes.size(), height());
            painter.setPen(QPen(colourOf(nodes[i].tone, tokens), px(2)));
            for (const int sheet : nodes[i].sheets)
                painter.drawLine(QPointF(edge, y), sheetCentre(sheet));
            paintNode(painter, nodes[i],
                      {left, y - px(kBoxHeightPx) / 2., boxWidth, double(px(kBoxHeightPx))}, tokens);
        }
    };
    paintColumn(m_picture.people, 1, boxWidth);
    paintColumn(m_picture.sites, width() - boxWidth - 1, width() - boxWidth);
    for (const int sheet : m_picture.sheets) {
        const QPointF at = sheetCentre(sheet);
        const QRectF box(at.x() - px(kSheetPx) / 2., at.y() - px(kSheetPx) / 2., px(kSheetPx), px(kSheetPx));
        paintBox(painter, box, px(4), tokens.sunken, tokens.lineStrong, 1);
        painter.setFont(textFont(kBodyPx, QFont::DemiBold));
        painter.setPen(tokens.text);
        painter.drawText(box, Qt::AlignCenter, QString::number(sheet));
    }
}

} // namespace keyrite::ui
