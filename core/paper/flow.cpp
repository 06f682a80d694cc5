#include "core/paper/flow.h"

#include "core/paper/text_layout.h"

namespace keyrite::paper {
namespace {

constexpr double kLabelColumnMm = 38;
constexpr double kHeadingGapMm = 4.5;
constexpr double kKeepWithHeadingMm = 18;
constexpr double kMostKept = .8; // of a page

} // namespace

Flow::Flow(Document& document) : m_document(document), m_area(contentArea(document.size))
{
    newPage();
}

Page& Flow::page()
{
    return m_document.pages.back();
}

void Flow::newPage()
{
    m_document.pages.emplace_back();
    m_y = m_area.y;
    if (m_head)
        m_head(*this);
}

void Flow::need(double heightMm)
{
    if (leftMm() < heightMm && m_y > m_area.y)
        newPage();
}

void Flow::keepTogether(const std::function<void(Flow&)>& part)
{
    Document scratch{{}, m_document.size, {}};
    Flow measured(scratch);
    part(measured);
    if (const double height = measured.m_y - m_area.y;
        scratch.pages.size() == 1 && height < kMostKept * m_area.height)
        need(height);
    part(*this);
}

void Flow::title(std::string_view text)
{
    paragraph(text, kTitle);
    advance(2);
}

void Flow::heading(std::string_view text)
{
    need(kHeadingGapMm + lineHeightMm(kHeading) + kKeepWithHeadingMm);
    if (m_y > m_area.y)
        advance(kHeadingGapMm);
    paragraph(text, kHeading);
    advance(1);
}

void Flow::paragraph(std::string_view text, const TextStyle& style, double indentMm)
{
    for (std::string& line : breakLines(text, style, m_area.width - indentMm)) {
        need(lineHeightMm(style));
        addLine(page(), m_area.x + indentMm, m_y, m_area.width - indentMm, std::move(line), style);
        advance(lineHeightMm(style));
    }
}

void Flow::fact(std::string_view label, std::string_view value, const TextStyle& valueStyle)
{
    if (value.empty())
        return;
    const double step = lineHeightMm(valueStyle);
    need(step);
    page().items.emplace_back(Text{{m_area.x, m_y, kLabelColumnMm, step}, std::string(label), kSmall});
    paragraph(value, valueStyle, kLabelColumnMm);
    advance(0.6);
}

void Flow::code(std::string_view text, const TextStyle& style)
{
    constexpr double indent = 4;
    while (text.ends_with('\n'))
        text.remove_suffix(1);
    advance(0.8);
    for (std::string& line : breakLines(text, style, m_area.width - indent)) {
        const double step = lineHeightMm(style);
        need(step);
        page().items.emplace_back(Line{m_area.x + 1.2, m_y, m_area.x + 1.2, m_y + step, 0.6, Ink::Faint});
        addLine(page(), m_area.x + indent, m_y, m_area.width - indent, std::move(line), style);
        advance(step);
    }
    advance(1.5);
}

void Flow::rule()
{
    advance(1.5);
    page().items.emplace_back(Line{m_area.x, m_y, m_area.right(), m_y, kHairlineMm, Ink::Grey});
    advance(1.5);
}

} // namespace keyrite::paper
