// WordEntry: the words of a share sheet, typed. Numbered cells; a word is complete after four letters or as
// soon as only one fits; "?" leaves one blank that cannot be read; what was accepted is shown as dots unless
// F2 or the mouse button is held. Nothing can be pasted, nothing can be read by the accessibility bus, no
// QString holds a word.
#pragma once

#include "ui/widgets/word_buffer.h"

#include <QWidget>

namespace keyrite::ui {

class WordEntry final : public QWidget
{
    Q_OBJECT

public:
    explicit WordEntry(QWidget* parent);

    // Empties everything and waits for `words` words (20 .. 59).
    void begin(int words);
    int filled() const { return m_words.filled(); }
    bool complete() const { return m_words.complete(); }

    // Points to words (counted from 0) that cannot be right.
    void markWrong(const std::vector<std::size_t>& words);

    // The words, only while complete(); they stay until begin(), so that a wrong one can be put right.
    slip39::PartialMnemonic words() const { return m_words.words(); }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

Q_SIGNALS:
    void changed(int filled, int total);
    void completed();
    void hinted(const QString& hint); // why a key was not taken; never a word

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void inputMethodEvent(QInputMethodEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    bool move(int key);
    void typeLetter(char letter);
    void acceptWord();
    void leaveBlank();
    void afterChange();
    void view(int cell);
    int cellAt(const QPoint& position) const;
    QRect cellRect(int cell) const;
    void paintCell(QPainter& painter, int cell) const;

    WordBuffer m_words;
    int m_viewed = -1; // the cell that is held open
};

} // namespace keyrite::ui
