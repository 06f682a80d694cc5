#include "core/paper/checkpoint_block.h"

#include "core/paper/pgp_words.h"
#include "core/paper/text_layout.h"

#include <algorithm>

namespace keyrite::paper {
namespace {

constexpr double kModuleMm = 0.8;
constexpr double kMaxQrMm = 60;
constexpr double kGroupRowMm = 6;

} // namespace

void addHeadGroups(Page& page, RectMm area, const crypto::Digest& head, std::size_t columns,
                   const TextStyle& groupStyle, const TextStyle& wordStyle)
{
    constexpr std::size_t groups = std::tuple_size_v<crypto::Digest> / 2;
    const std::size_t rows = groups / columns;
    const double pitch = area.width / static_cast<double>(columns);
    const double groupWidth = textWidthMm("0000", groupStyle) + 2;
    const std::vector<std::string_view> words = pgpWords(head);
    const std::string hex = toHex(head);
    for (std::size_t i = 0; i < groups; ++i) {
        const std::size_t column = i / rows;
        const std::size_t row = i % rows;
        const double x = area.x + pitch * static_cast<double>(column);
        const double y = area.y + area.height / static_cast<double>(rows) * static_cast<double>(row);
        addLine(page, x, y, groupWidth, hex.substr(i * 4, 4), groupStyle);
        addLine(page, x + groupWidth, y, pitch - groupWidth - 1,
                std::string(words[2 * i]).append(" ").append(words[2 * i + 1]), wordStyle);
    }
}

Result<void> addCheckpoint(Flow& flow, const crypto::Digest& head, std::uint64_t entries,
                           const std::string& note)
{
    constexpr double groupsHeight = 8 * kGroupRowMm;
    QrMatrix matrix;
    if (!note.empty()) {
        auto made = qr(note, Ecc::Medium, 25);
        if (!made)
            return fail(made.error());
        matrix = std::move(*made);
    }
    const double side = std::min(kMaxQrMm, matrix.size() * kModuleMm);
    const double quiet = matrix.size() == 0 ? 0 : side * kQuietModules / matrix.size();
    flow.need(std::max(groupsHeight, side + 2 * quiet) + 30);
    flow.heading("Head of the log");
    flow.paragraph(
        "After " + std::to_string(entries) +
        " entries the log had this head. Keep it: a log that was cut or changed cannot give it again.");
    flow.advance(3);
    const double top = flow.y();
    addHeadGroups(flow.page(), {flow.x(), top, flow.widthMm() - side - 2 * quiet - 4, groupsHeight}, head, 2,
                  kMonoStrong, kBody);
    if (matrix.size() > 0)
        flow.page().items.emplace_back(
            Qr{{flow.x() + flow.widthMm() - side - quiet, top + quiet, side, side}, std::move(matrix)});
    flow.advance(std::max(groupsHeight, side + 2 * quiet) + 2);
    if (!note.empty())
        flow.code(note);
    return {};
}

} // namespace keyrite::paper
