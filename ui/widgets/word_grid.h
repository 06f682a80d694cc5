// WordGrid: where the numbered words of a share stand and how one looks; used to type them and to show them.
// A value for the length of one painting. GUI thread only.
#pragma once

#include <QPainter>

#include <cstdint>
#include <optional>
#include <string_view>

namespace keyrite::ui {

struct Tokens;

enum class CellMark { None, Here, Wrong };

class WordGrid final
{
public:
    // `words` cells in a widget `width` pixels wide.
    WordGrid(int words, int width) : m_words(words), m_width(width) {}

    static int columnsFor(int width);

    int height() const;
    QRect cell(int index) const;
    QPointF baseline(int index) const; // where the word of a cell begins

    // The cell's frame and number.
    void paintCell(QPainter& painter, int index, CellMark mark, const Tokens& tokens) const;

    // The word, or six dots where it is empty.
    void paintWord(QPainter& painter, QPointF baseline, std::string_view word, const Tokens& tokens) const;

    // The letters typed so far and, faint, the rest of the only word that they can become.
    void paintTyping(QPainter& painter, QPointF baseline, std::string_view prefix,
                     std::optional<std::uint16_t> candidate, const Tokens& tokens) const;
    void paintCaret(QPainter& painter, QPointF baseline, const Tokens& tokens) const;

private:
    int m_words;
    int m_width;
};

} // namespace keyrite::ui
