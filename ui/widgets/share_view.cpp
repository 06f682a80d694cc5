#include "ui/widgets/share_view.h"

#include "core/slip39/words.h"
#include "ui/icon.h"
#include "ui/tokens.h"
#include "ui/widgets/painting.h"
#include "ui/widgets/text.h"
#include "ui/widgets/word_grid.h"

#include <QEvent>
#include <QFocusEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace keyrite::ui {

namespace {

constexpr int kUsualWords = 33;
constexpr int kFootPx = 28;

} // namespace

ShareView::ShareView(const QString& sheetName, int visibleSeconds, QWidget* parent)
    : QWidget(parent),
      m_show(makeButton(tr("Show the words of %1").arg(sheetName), ButtonRole::Ordinary, this)),
      m_timer(this), m_visibleSeconds(visibleSeconds)
{
    setFocusPolicy(Qt::StrongFocus);
    setFocusProxy(nullptr);
    setAccessibleName(tr("Words of %1, shown on the screen only").arg(sheetName));
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    constexpr int kSecondMs = 1000;
    m_timer.setInterval(kSecondMs);
    connect(&m_timer, &QTimer::timeout, this, &ShareView::secondPassed);
    connect(m_show, &QPushButton::clicked, this, &ShareView::revealRequested);
}

void ShareView::reveal(slip39::Mnemonic words)
{
    m_words.emplace(std::move(words));
    m_secondsLeft = m_visibleSeconds;
    m_timer.start();
    setFocus(Qt::OtherFocusReason);
    m_show->hide();
    update();
}

void ShareView::cover()
{
    if (isCovered())
        return;
    m_words.reset();
    m_timer.stop();
    m_show->show();
    repaint(); // now, and not when the event loop finds time
    Q_EMIT covered();
}

void ShareView::secondPassed()
{
    if (--m_secondsLeft <= 0)
        cover();
    else
        update();
}

QSize ShareView::sizeHint() const
{
    constexpr int kWidthPx = 820;
    return {px(kWidthPx), heightForWidth(px(kWidthPx))};
}

int ShareView::heightForWidth(int width) const
{
    const int words = m_words ? static_cast<int>(m_words->size()) : kUsualWords;
    return WordGrid(words, width).height() + px(kFootPx);
}

void ShareView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    placeButton();
}

void ShareView::placeButton()
{
    m_show->adjustSize();
    m_show->move((width() - m_show->width()) / 2, height() / 2 + px(36));
}

void ShareView::keyPressEvent(QKeyEvent* event)
{
    if (isCovered())
        QWidget::keyPressEvent(event);
    else
        cover(); // any key: the quickest way is the best one
}

void ShareView::focusOutEvent(QFocusEvent* event)
{
    cover();
    QWidget::focusOutEvent(event);
}

void ShareView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::ActivationChange && !isActiveWindow())
        cover();
    QWidget::changeEvent(event);
}

void ShareView::hideEvent(QHideEvent* event)
{
    cover();
    QWidget::hideEvent(event);
}

void ShareView::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    if (isCovered())
        paintCover(painter);
    else
        paintWords(painter);
}

void ShareView::paintCover(QPainter& painter) const
{
    const Tokens& tokens = currentTokens();
    paintBox(painter, rect(), px(8), tokens.sunken, tokens.line, 1);
    const int side = px(40);
    painter.drawPixmap((width() - side) / 2, height() / 2 - px(84),
                       iconPixmap(u"eye-off"_s, tokens.muted, side, devicePixelRatioF()));
    painter.setPen(tokens.text);
    painter.setFont(textFont(16, QFont::DemiBold));
    painter.drawText(QRect(0, height() / 2 - px(34), width(), px(28)), Qt::AlignCenter,
                     tr("Covered. Everyone else looks away first."));
    painter.setFont(font());
    painter.setPen(tokens.muted);
    painter.drawText(QRect(0, height() / 2 - px(6), width(), px(24)), Qt::AlignCenter,
                     tr("Any key covers the words again."));
}

void ShareView::paintWords(QPainter& painter) const
{
    const Tokens& tokens = currentTokens();
    const WordGrid grid(static_cast<int>(m_words->size()), width());
    for (std::size_t i = 0; i < m_words->size(); ++i) {
        const int cell = static_cast<int>(i);
        grid.paintCell(painter, cell, CellMark::None, tokens);
        grid.paintWord(painter, grid.baseline(cell), slip39::word((*m_words)[i]), tokens);
    }
    painter.setFont(textFont(13, QFont::Normal));
    painter.setPen(tokens.muted);
    painter.drawText(QRect(0, height() - px(kFootPx), width(), px(kFootPx)), Qt::AlignBottom | Qt::AlignLeft,
                     tr("Covers itself in %n second(s). Any key covers it now.", nullptr, m_secondsLeft));
}

} // namespace keyrite::ui
