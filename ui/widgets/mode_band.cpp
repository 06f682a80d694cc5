#include "ui/widgets/mode_band.h"

#include "ui/tokens.h"
#include "ui/widgets/painting.h"

using namespace Qt::StringLiterals;

namespace keyrite::ui {

ModeBand::ModeBand(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setMode(Mode::Live);
}

void ModeBand::setMode(Mode mode)
{
    m_mode = mode;
    setVisible(mode != Mode::Live);
    setAccessibleName(word() + u". "_s + meaning());
    update();
}

QSize ModeBand::sizeHint() const
{
    constexpr int kHeightPx = 28;
    return {0, px(kHeightPx)};
}

QString ModeBand::word() const
{
    switch (m_mode) {
    case Mode::Practice:
        return tr("PRACTICE");
    case Mode::Drill:
        return tr("DRILL");
    case Mode::Live:
        return {};
    }
    return {};
}

QString ModeBand::meaning() const
{
    switch (m_mode) {
    case Mode::Practice:
        return tr("Nothing here protects anything: the key, the sheets and the log are for learning.");
    case Mode::Drill:
        return tr("Real people and real sheets on a drill token. Nothing that is in use changes.");
    case Mode::Live:
        return {};
    }
    return {};
}

void ModeBand::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    const Tokens& tokens = currentTokens();
    const bool practice = m_mode == Mode::Practice;
    painter.fillRect(rect(), practice ? tokens.practice : tokens.drill);
    painter.setPen(practice ? tokens.onPractice : tokens.onDrill);
    QFont strong = textFont(13, QFont::Bold);
    strong.setLetterSpacing(QFont::AbsoluteSpacing, px(1));
    const int wordWidth = QFontMetrics(strong).horizontalAdvance(word());
    const QRect room = rect().adjusted(px(20), 0, -px(20), 0);
    painter.setFont(strong);
    painter.drawText(room, Qt::AlignVCenter | Qt::AlignLeft, word());
    painter.setFont(textFont(13, QFont::Normal));
    const QRect rest = room.adjusted(wordWidth + px(12), 0, 0, 0);
    painter.drawText(rest, Qt::AlignVCenter | Qt::AlignLeft,
                     painter.fontMetrics().elidedText(meaning(), Qt::ElideRight, rest.width()));
}

} // namespace keyrite::ui
