#include "core/log/proof.h"

#include "core/log/entry.h"
#include "core/log/note_text.h"

#include <algorithm>

namespace keyrite::log {
namespace {

constexpr std::string_view kHeader = "c2sp.org/tlog-proof@v1";
constexpr std::string_view kExtra = "extra ";
constexpr std::string_view kIndex = "index ";
constexpr std::size_t kMaxPath = 64;
constexpr std::size_t kMaxProofBytes = 262144; // a body in base64, a path and a note

tl::unexpected<Error> refuse(std::size_t line, const std::string& problem)
{
    return fail(ErrorCode::ProofInvalid, "This is not the proof of an entry: in line " +
                                             std::to_string(line) + " " + problem +
                                             " Check that the whole file was copied.");
}

Result<Digest> parseHash(std::string_view line, std::size_t number)
{
    const auto bytes = fromBase64(line);
    Digest hash{};
    if (!bytes || bytes->size() != hash.size())
        return refuse(number, "there is no hash of 32 bytes in base64.");
    std::ranges::copy(*bytes, hash.begin());
    return hash;
}

} // namespace

std::string EntryProof::text() const
{
    std::string text(kHeader);
    text += "\n";
    if (!extra.empty())
        text.append(kExtra).append(toBase64(extra)).append("\n");
    text.append(kIndex).append(std::to_string(index)).append("\n");
    for (const Digest& hash : path)
        text.append(toBase64(hash)).append("\n");
    return text.append("\n").append(note);
}

Result<EntryProof> EntryProof::parse(std::string_view text)
{
    if (text.size() > kMaxProofBytes)
        return refuse(1, "and after it there is more than a proof has.");
    EntryProof proof;
    std::size_t number = 1;
    auto line = cut(text, "\n");
    if (line != kHeader)
        return refuse(number, "the words " + std::string(kHeader) + " are missing.");
    const auto next = [&] {
        ++number;
        return line = cut(text, "\n");
    };
    if (next() && line->starts_with(kExtra)) {
        auto extra = fromBase64(line->substr(kExtra.size()));
        if (!extra)
            return refuse(number, "the extra data is not base64.");
        proof.extra = std::move(*extra);
        next();
    }
    const auto index =
        line && line->starts_with(kIndex) ? parseDecimal(line->substr(kIndex.size())) : std::nullopt;
    if (!index)
        return refuse(number, "the number of the entry is missing.");
    proof.index = *index;
    while (next() && !line->empty()) {
        if (proof.path.size() == kMaxPath)
            return refuse(number, "the path is longer than that of any log.");
        const auto hash = parseHash(*line, number);
        if (!hash)
            return fail(hash.error());
        proof.path.push_back(*hash);
    }
    proof.note = text;
    if (const auto checkpoint = parseCheckpoint(proof.note); !line || !checkpoint)
        return line ? fail(checkpoint.error()) : refuse(number, "the checkpoint is missing.");
    return proof;
}

Result<Checkpoint> verifyEntry(const EntryProof& proof, std::string_view body, const VerifierKey& key)
{
    auto checkpoint = openCheckpoint(proof.note, key);
    if (!checkpoint)
        return checkpoint;
    const auto included =
        verifyInclusion(proof.index, checkpoint->size, leafHash(asBytes(body)), proof.path, checkpoint->root);
    if (!included)
        return fail(included.error());
    const auto entry = parseBody(body);
    if (entry && entry->seq != proof.index)
        return fail(ErrorCode::ProofInvalid,
                    "The entry says of itself that it is number " + std::to_string(entry->seq) +
                        ", but it is proven as number " + std::to_string(proof.index) +
                        ". Whoever kept this log has altered it.");
    return checkpoint;
}

} // namespace keyrite::log
