#include "core/registry/reviews.h"

#include "core/crypto/hash.h"
#include "core/hsm/session.h"
#include "core/log/filter.h"

#include <algorithm>

namespace keyrite::registry {
namespace {

using log::Entry;
using log::Json;

constexpr std::size_t kMaxName = 80;
constexpr std::size_t kMaxText = 1000;
constexpr std::size_t kMaxComments = 8000;
constexpr std::size_t kMaxFindings = 100;
constexpr const char* kReviewed = "log.reviewed";
constexpr const char* kFilterSaved = "log.filter-saved";

bool isName(const std::string& name)
{
    return !name.empty() && name.size() <= kMaxName;
}

Json findingJson(const ReviewFinding& finding)
{
    return {{"text", finding.text}, {"owner", finding.owner}, {"due", toIsoDay(finding.due)}};
}

// The data without the signature: what is signed.
Json signedData(const Review& review)
{
    Json findings = Json::array();
    for (const ReviewFinding& finding : review.findings)
        findings.push_back(findingJson(finding));
    return {{"first", review.first},       {"last", review.last},         {"root", toBase64(review.root)},
            {"reviewer", review.reviewer}, {"comments", review.comments}, {"findings", findings}};
}

Json signatureJson(const ReviewSignature& signature)
{
    return {{"serial", signature.token.serial},
            {"tokenLabel", signature.token.label},
            {"type", hsm::keyTypeName(signature.type)},
            {"spki", toBase64(signature.spki)},
            {"signature", toBase64(signature.signature)}};
}

std::optional<ReviewSignature> signatureIn(const Json& data)
{
    const auto type = hsm::keyTypeFromName(textOf(data, "type"));
    const auto spki = fromBase64(textOf(data, "spki"));
    const auto signature = fromBase64(textOf(data, "signature"));
    if (!type || *type == hsm::KeyType::Aes256 || !spki || spki->empty() || !signature || signature->empty())
        return std::nullopt;
    return ReviewSignature{{textOf(data, "serial"), textOf(data, "tokenLabel")}, *type, *spki, *signature};
}

std::optional<std::vector<ReviewFinding>> findingsIn(const Json& data)
{
    std::vector<ReviewFinding> findings;
    for (const Json& one : listOf(data, "findings")) {
        const auto due = dayIn(one, "due");
        if (!due || textOf(one, "text").empty())
            return std::nullopt;
        findings.push_back({textOf(one, "text"), textOf(one, "owner"), *due});
    }
    return findings;
}

std::optional<std::uint64_t> seqIn(const Json& data, const char* name)
{
    const auto found = data.find(name);
    if (found == data.end() || !found->is_number_integer() || found->get<std::int64_t>() < 0)
        return std::nullopt;
    return found->get<std::uint64_t>();
}

tl::unexpected<Error> refuse(const std::string& problem)
{
    return fail(ErrorCode::InvalidArgument, problem);
}

Result<void> checkFinding(const ReviewFinding& finding)
{
    if (finding.text.empty() || finding.text.size() > kMaxText)
        return refuse("Each finding says in 1 to 1000 characters what was found.");
    if (!isName(finding.owner))
        return refuse("Each finding names who sees to it.");
    return {};
}

Result<void> check(const Review& review)
{
    if (!isName(review.reviewer))
        return refuse("Write the name of the reviewer, in at most 80 characters.");
    if (review.first > review.last)
        return refuse("There is nothing to review: the first entry comes after the last.");
    if (review.comments.size() > kMaxComments)
        return refuse("The comments are longer than 8000 characters. Write less, or review in two parts.");
    if (review.findings.size() > kMaxFindings)
        return refuse("There are more than 100 findings. Review in two parts.");
    for (const ReviewFinding& finding : review.findings)
        if (auto checked = checkFinding(finding); !checked)
            return checked;
    return {};
}

void applySavedFilter(Reviews& reviews, const Entry& entry)
{
    const std::string name = textOf(entry.data, "name");
    const std::string line = textOf(entry.data, "filter");
    if (!isName(name))
        return;
    if (line.empty())
        reviews.filters.erase(name);
    else if (log::parseFilter(line))
        reviews.filters[name] = line;
}

} // namespace

std::string reviewStatement(std::string_view origin, const Review& review)
{
    // Whole numbers and UTF-8 texts with sorted keys: what dump() writes is canonical.
    return "keyrite/review/v1\n" + std::string(origin) + "\n" +
           signedData(review).dump(-1, ' ', false, Json::error_handler_t::replace);
}

crypto::Digest reviewDigest(std::string_view origin, const Review& review)
{
    return crypto::sha256(asBytes(reviewStatement(origin, review)));
}

Result<void> checkSignature(std::string_view origin, const Review& review)
{
    if (!review.signature)
        return fail(ErrorCode::NotFound, "The review is not signed.");
    return hsm::verifyResponse(review.signature->type, review.signature->spki, reviewDigest(origin, review),
                               review.signature->signature);
}

Result<Entry> reviewEntry(const Review& review)
{
    if (const auto checked = check(review); !checked)
        return fail(checked.error());
    Entry entry{.kind = kReviewed, .actor = review.reviewer, .role = "reviewer", .data = signedData(review)};
    if (review.signature)
        entry.data["signature"] = signatureJson(*review.signature);
    return entry;
}

std::optional<Review> reviewIn(const Entry& entry)
{
    const auto first = seqIn(entry.data, "first");
    const auto last = seqIn(entry.data, "last");
    const auto root = fromBase64(textOf(entry.data, "root"));
    auto findings = findingsIn(entry.data);
    const bool isSigned = entry.data.contains("signature");
    auto signature = isSigned ? signatureIn(entry.data["signature"]) : std::nullopt;
    if (entry.kind != kReviewed || !first || !last || *first > *last || *last >= entry.seq || !root ||
        root->size() != sizeof(crypto::Digest) || !findings || isSigned != signature.has_value())
        return std::nullopt;
    Review review{.first = *first,
                  .last = *last,
                  .reviewer = textOf(entry.data, "reviewer"),
                  .comments = textOf(entry.data, "comments"),
                  .findings = std::move(*findings),
                  .signature = std::move(signature),
                  .recorded = markOf(entry)};
    std::ranges::copy(*root, review.root.begin());
    return review;
}

Result<Entry> savedFilterEntry(const std::string& name, const std::string& line)
{
    if (!isName(name))
        return refuse("Write a name for the filter, in at most 80 characters.");
    const auto filter = log::parseFilter(line);
    if (!filter)
        return fail(filter.error());
    return Entry{.kind = kFilterSaved, .data = {{"name", name}, {"filter", log::filterLine(*filter)}}};
}

std::uint64_t Reviews::firstNew() const
{
    std::uint64_t next = 0;
    for (const Review& review : all)
        next = std::max(next, review.size());
    return next;
}

void applyReview(Reviews& reviews, const Entry& entry)
{
    if (entry.kind == kFilterSaved)
        applySavedFilter(reviews, entry);
    else if (auto review = reviewIn(entry))
        reviews.all.push_back(std::move(*review));
}

} // namespace keyrite::registry
