#include "ui/widgets/word_entry.h"

#include "ui/tokens.h"
#include "ui/widgets/secret_accessible.h"
#include "ui/widgets/word_grid.h"

#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QResizeEvent>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keyrite::ui {

WordEntry::WordEntry(QWidget* parent) : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_InputMethodEnabled, false); // another process, it would see the words
    setContextMenuPolicy(Qt::NoContextMenu);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    describeAsSecret();
    setAccessibleName(tr("Words of the sheet"));
}

void WordEntry::begin(int words)
{
    m_words.begin(words);
    m_viewed = -1;
    updateGeometry();
    afterChange();
}

void WordEntry::markWrong(const std::vector<std::size_t>& words)
{
    m_words.markWrong(words);
    update();
}

void WordEntry::afterChange()
{
    // The place, never the word: this is all that a screen reader may say.
    setAccessibleName(tr("Word %1 of %2").arg(m_words.current() + 1).arg(m_words.size()));
    update();
    Q_EMIT changed(m_words.filled(), m_words.size());
}

bool WordEntry::event(QEvent* event)
{
    // Tab accepts a word that is decided; otherwise it travels on, as everywhere.
    if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Tab &&
        m_words.candidate()) {
        acceptWord();
        return true;
    }
    return QWidget::event(event);
}

void WordEntry::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Paste)) {
        Q_EMIT hinted(
            tr("Words cannot be pasted: a share that was copied has been somewhere else than on paper."));
        return;
    }
    const int key = event->key();
    const bool plain = (event->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier)) == Qt::NoModifier;
    if (plain && key >= Qt::Key_A && key <= Qt::Key_Z)
        typeLetter(static_cast<char>('a' + (key - Qt::Key_A)));
    else if (event->text() == u"?"_s)
        leaveBlank();
    else if (key == Qt::Key_Space || key == Qt::Key_Return || key == Qt::Key_Enter)
        acceptWord();
    else if (key == Qt::Key_Backspace) {
        m_words.chop();
        afterChange();
    } else if (key == Qt::Key_F2)
        view(m_words.current());
    else if (!move(key))
        QWidget::keyPressEvent(event);
}

void WordEntry::keyReleaseEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_F2 && !event->isAutoRepeat())
        view(-1);
    else
        QWidget::keyReleaseEvent(event);
}

void WordEntry::inputMethodEvent(QInputMethodEvent* event)
{
    event->accept();
}

bool WordEntry::move(int key)
{
    const int columns = WordGrid::columnsFor(width());
    int step = 0;
    if (key == Qt::Key_Left || key == Qt::Key_Right)
        step = key == Qt::Key_Left ? -1 : 1;
    else if (key == Qt::Key_Up || key == Qt::Key_Down)
        step = key == Qt::Key_Up ? -columns : columns;
    else
        return false;
    const int target = m_words.current() + step;
    if (target >= 0 && target < m_words.size())
        m_words.moveTo(target);
    afterChange();
    return true;
}

void WordEntry::typeLetter(char letter)
{
    if (!m_words.type(letter))
        Q_EMIT hinted(tr("No word of the list goes on with that letter. Look at the sheet again."));
    else
        Q_EMIT hinted({});
    afterChange();
}

void WordEntry::acceptWord()
{
    if (!m_words.accept()) {
        if (!m_words.prefix().empty())
            Q_EMIT hinted(tr("Several words begin like that. Type one letter more; four are always enough."));
        return;
    }
    Q_EMIT hinted({});
    afterChange();
    if (m_words.complete())
        Q_EMIT completed();
}

void WordEntry::leaveBlank()
{
    m_words.leaveBlank();
    Q_EMIT hinted({});
    afterChange();
    if (m_words.complete())
        Q_EMIT completed();
}

void WordEntry::view(int cell)
{
    m_viewed = cell;
    update();
}

void WordEntry::mousePressEvent(QMouseEvent* event)
{
    const int cell = cellAt(event->pos());
    if (cell < 0 || event->button() != Qt::LeftButton)
        return;
    m_words.moveTo(cell);
    view(cell);
    afterChange();
}

void WordEntry::mouseReleaseEvent(QMouseEvent* /*event*/)
{
    view(-1);
}

void WordEntry::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    update();
}

void WordEntry::focusOutEvent(QFocusEvent* event)
{
    view(-1);
    QWidget::focusOutEvent(event);
}

QSize WordEntry::sizeHint() const
{
    constexpr int kWidthPx = 820;
    return {px(kWidthPx), heightForWidth(px(kWidthPx))};
}

QSize WordEntry::minimumSizeHint() const
{
    constexpr int kWidthPx = 480;
    return {px(kWidthPx), heightForWidth(std::max(width(), px(kWidthPx)))};
}

// No row may be cut off where the page is full.
void WordEntry::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    if (event->oldSize().width() != width())
        updateGeometry();
}

int WordEntry::heightForWidth(int width) const
{
    return WordGrid(m_words.size(), width).height();
}

int WordEntry::cellAt(const QPoint& position) const
{
    for (int cell = 0; cell < m_words.size(); ++cell)
        if (cellRect(cell).contains(position))
            return cell;
    return -1;
}

QRect WordEntry::cellRect(int cell) const
{
    return WordGrid(m_words.size(), width()).cell(cell);
}

void WordEntry::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    for (int cell = 0; cell < m_words.size(); ++cell)
        paintCell(painter, cell);
}

void WordEntry::paintCell(QPainter& painter, int cell) const
{
    const Tokens& tokens = currentTokens();
    const WordGrid grid(m_words.size(), width());
    const bool here = cell == m_words.current() && hasFocus();
    const CellMark mark = m_words.isWrong(cell) ? CellMark::Wrong : here ? CellMark::Here : CellMark::None;
    grid.paintCell(painter, cell, mark, tokens);
    const QPointF baseline = grid.baseline(cell);
    if (cell == m_words.current() && !m_words.prefix().empty())
        grid.paintTyping(painter, baseline, m_words.prefix(), m_words.candidate(), tokens);
    else if (m_words.isBlank(cell))
        grid.paintWord(painter, baseline, "?", tokens);
    else if (m_words.isFilled(cell))
        grid.paintWord(painter, baseline, cell == m_viewed ? m_words.wordAt(cell) : std::string_view(),
                       tokens);
    else if (here)
        grid.paintCaret(painter, baseline, tokens);
}

} // namespace keyrite::ui
