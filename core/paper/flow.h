// Flow: writes downwards through the content area and starts a new page where the next piece does not fit.
// Used by the documents whose length is not known; a Flow borrows its document. One thread.
#pragma once

#include "core/paper/frame.h"
#include "core/paper/styles.h"

#include <functional>

namespace keyrite::paper {

class Flow final
{
public:
    // Starts the document's first page.
    explicit Flow(Document& document);

    Page& page();
    double x() const { return m_area.x; }
    double y() const { return m_y; }
    double widthMm() const { return m_area.width; }
    double leftMm() const { return m_area.bottom() - m_y; } // height left on this page

    void newPage();

    // What is written at the top of every further page, such as the head of a table. Empty for nothing.
    void repeatOnNewPages(std::function<void(Flow&)> head) { m_head = std::move(head); }

    // Starts a new page where less than `heightMm` is left and this page has content.
    void need(double heightMm);

    // Lays out `part` without a page end inside it, where it is not longer than most of a page. `part` may be
    // called twice.
    void keepTogether(const std::function<void(Flow&)>& part);

    // Moves down.
    void advance(double heightMm) { m_y += heightMm; }

    // The document's large title.
    void title(std::string_view text);

    // A heading that stays with what follows it.
    void heading(std::string_view text);

    // Running text, line by line over page ends.
    void paragraph(std::string_view text, const TextStyle& style = kBody, double indentMm = 0);

    // A label in grey and its value beside it; nothing where the value is empty.
    void fact(std::string_view label, std::string_view value, const TextStyle& valueStyle = kBody);

    // A command or a file's text: mono, behind a rule at the left.
    void code(std::string_view text, const TextStyle& style = kMonoSmall);

    // A hairline over the full width.
    void rule();

private:
    Document& m_document;
    RectMm m_area;
    double m_y = 0;
    std::function<void(Flow&)> m_head;
};

} // namespace keyrite::paper
