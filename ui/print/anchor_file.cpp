#include "ui/print/anchor_file.h"

#include "core/paper/printed_head.h"
#include "ui/print/image_file.h"

#include <algorithm>

namespace keyrite::ui {

namespace {

// Anything else may be a share: it is not even parsed.
std::optional<paper::Anchor> anchorIn(const SecretBytes& text)
{
    constexpr std::string_view kSignature = "\n\xE2\x80\x94 ";
    if (!paper::isHeadText(text.text()) && text.text().find(kSignature) == std::string_view::npos)
        return std::nullopt;
    auto anchor = paper::parseAnchor(text.text());
    return anchor ? std::optional(std::move(*anchor)) : std::nullopt;
}

std::uint64_t sizeOf(const paper::Anchor& anchor)
{
    if (const auto* head = std::get_if<log::PrintedHead>(&anchor))
        return head->size;
    const auto checkpoint = log::parseCheckpoint(std::get<std::string>(anchor));
    return checkpoint ? checkpoint->size : 0;
}

std::string textOf(const paper::Anchor& anchor)
{
    const auto* head = std::get_if<log::PrintedHead>(&anchor);
    return head != nullptr ? paper::headText(*head) : std::get<std::string>(anchor);
}

} // namespace

Result<std::string> readAnchorFile(const QString& path)
{
    const auto texts = readQrFile(path, [](const std::vector<SecretBytes>& found) {
        return std::ranges::any_of(found, [](const SecretBytes& text) { return anchorIn(text).has_value(); });
    });
    if (!texts)
        return fail(texts.error());
    std::optional<paper::Anchor> best;
    for (const SecretBytes& text : *texts)
        if (auto anchor = anchorIn(text); anchor && (!best || sizeOf(*anchor) > sizeOf(*best)))
            best = std::move(anchor);
    if (!best)
        return fail(
            ErrorCode::NoQrFound,
            "No code on this page is the head of a log or a checkpoint. Scan the page of the minutes, the "
            "sheet or the backup document that has one, or type the head.");
    return textOf(*best);
}

} // namespace keyrite::ui
