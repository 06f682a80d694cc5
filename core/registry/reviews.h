// Reviews: who looked at which entries of the log, what was said about them, and who signed it; and the
// filters that reviewers keep. docs/formats/review.md. Values, safe on any thread.
#pragma once

#include "core/crypto/hash.h"
#include "core/hsm/token.h"
#include "core/registry/entry_data.h"

#include <map>

namespace keyrite::registry {

struct ReviewFinding
{
    std::string text;  // 1 to 1000 bytes
    std::string owner; // who sees to it: a name, 1 to 80 bytes
    Day due;
    bool operator==(const ReviewFinding&) const = default;
};

// By a key of the reviewer's own token.
struct ReviewSignature
{
    hsm::TokenId token;
    hsm::KeyType type = hsm::KeyType::P256; // not AES
    Bytes spki;
    Bytes signature; // as Session::respond() makes it over reviewDigest()
};

struct Review
{
    std::uint64_t first = 0;
    std::uint64_t last = 0;              // included
    crypto::Digest root{};               // of the log up to and with `last`
    std::string reviewer;                // 1 to 80 bytes
    std::string comments;                // at most 8000 bytes, may be empty
    std::vector<ReviewFinding> findings; // at most 100
    std::optional<ReviewSignature> signature;
    Mark recorded{}; // the entry log.reviewed

    std::uint64_t size() const { return last + 1; }
};

// What a reviewer's token signs, as text: "keyrite/review/v1", a line end, the log's origin, a line end, and
// the canonical JSON of the entry's data without the signature. And its SHA-256, which goes to the token.
std::string reviewStatement(std::string_view origin, const Review& review);
crypto::Digest reviewDigest(std::string_view origin, const Review& review);

// The signature is over this review of this log. Whether the key is the reviewer's, the log does not say.
// Errors: NotFound (it is not signed), SignatureInvalid, BadPublicKey.
[[nodiscard]] Result<void> checkSignature(std::string_view origin, const Review& review);

// The entry log.reviewed, without time and number. Errors: InvalidArgument (what is missing or too long).
[[nodiscard]] Result<log::Entry> reviewEntry(const Review& review);

// Nothing where the entry is no review in the form of docs/formats/review.md.
std::optional<Review> reviewIn(const log::Entry& entry);

// A filter that somebody keeps, by its name: the entry log.filter-saved; an empty line forgets it.
// Errors: InvalidArgument (the name is empty or longer than 80 bytes, the line cannot be read).
[[nodiscard]] Result<log::Entry> savedFilterEntry(const std::string& name, const std::string& line);

struct Reviews
{
    std::vector<Review> all;                    // in order of recording
    std::map<std::string, std::string> filters; // line by name

    // The first entry that comes after all reviewed ones.
    std::uint64_t firstNew() const;
};

// log.reviewed and log.filter-saved; any other entry, and one that is not of the form, changes nothing.
void applyReview(Reviews& reviews, const log::Entry& entry);

} // namespace keyrite::registry
