#include "core/paper/sheet_reading.h"

#include "core/paper/share_payload.h"
#include "core/slip39/share.h"

#include <algorithm>
#include <optional>

namespace keyrite::paper {
namespace {

Result<slip39::Mnemonic> shareIn(const SecretBytes& text)
{
    auto mnemonic = parseSharePayload(text.text());
    if (!mnemonic)
        return mnemonic;
    if (const auto share = slip39::Share::decode(*mnemonic); !share)
        return fail(share.error());
    return mnemonic;
}

bool sameShare(const slip39::Mnemonic& a, const slip39::Mnemonic& b)
{
    return equalSecret(a.packed().view(), b.packed().view());
}

} // namespace

Result<slip39::Mnemonic> agreedShare(const std::vector<SecretBytes>& texts)
{
    std::optional<slip39::Mnemonic> agreed;
    std::optional<Error> closest;
    for (const SecretBytes& text : texts) {
        auto share = shareIn(text);
        if (!share) {
            if (closest && isHeadText(text.text()))
                continue; // stands on every sheet: says nothing of why it could not be read
            // What looks like a share and is damaged says more than what is something else.
            if (!closest || closest->code == ErrorCode::PayloadNotShare)
                closest = share.error();
        } else if (agreed && !sameShare(*agreed, *share)) {
            return fail(
                ErrorCode::SheetCodesDiffer,
                "Two different shares are in this image. Scan one sheet at a time; if it is one sheet, "
                "its two codes disagree: do not use it, and compare its words.");
        } else {
            agreed = std::move(*share);
        }
    }
    if (!agreed)
        return fail(*closest);
    return std::move(*agreed);
}

std::optional<log::PrintedHead> headOn(const std::vector<SecretBytes>& texts)
{
    std::optional<log::PrintedHead> head;
    for (const SecretBytes& text : texts) {
        if (!isHeadText(text.text()))
            continue;
        const auto read = parsePrintedHead(text.text());
        if (!read || (head && *head != *read))
            return std::nullopt;
        head = *read;
    }
    return head;
}

bool saysMoreThanHead(const std::vector<SecretBytes>& texts)
{
    return std::ranges::any_of(texts, [](const SecretBytes& text) { return !isHeadText(text.text()); });
}

void leaveHeadOut(std::vector<SecretBytes>& texts)
{
    if (saysMoreThanHead(texts))
        std::erase_if(texts, [](const SecretBytes& text) { return isHeadText(text.text()); });
}

bool holdsShare(const std::vector<SecretBytes>& texts)
{
    return std::ranges::any_of(texts, [](const SecretBytes& text) { return shareIn(text).has_value(); });
}

Result<slip39::Mnemonic> readSheet(const GrayImage& image)
{
    const auto texts = readQrCodes(image, holdsShare);
    if (!texts)
        return fail(texts.error());
    return agreedShare(*texts);
}

} // namespace keyrite::paper
