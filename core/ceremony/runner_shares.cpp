// The runner's work on shares: split, issue, prove, enter, seal.
#include "core/ceremony/fields.h"
#include "core/ceremony/kek.h"
#include "core/ceremony/runner.h"
#include "core/ceremony/subsets.h"
#include "core/paper/share_payload.h"
#include "core/slip39/locate.h"
#include "core/slip39/split.h"

#include <algorithm>

namespace keyrite::ceremony {

using log::Json;

namespace {

// All quorums are tried up to this many, else this many drawn at random; the entry says how many of how many.
constexpr std::uint64_t kMaxSubsetsTried = 5000;

// Running number of a share, from 1; 0 for a place that the policy does not have.
int numberOf(const Policy& policy, const slip39::ShareHeader& header)
{
    return shareNumber(policy, {header.groupIndex, header.memberIndex}).value_or(0);
}

using Groups = std::vector<std::vector<slip39::Share>>;

std::vector<slip39::Share> quorumOf(const Groups& groups, const Policy& policy,
                                    const std::vector<int>& numbers)
{
    std::vector<slip39::Share> quorum;
    for (const int number : numbers) {
        const SharePosition at = sharePosition(policy, number);
        quorum.push_back(
            groups[static_cast<std::size_t>(at.group)][static_cast<std::size_t>(at.member)].clone());
    }
    return quorum;
}

// The quorums to try: all of them, or so many drawn at random.
std::vector<std::vector<int>> quorumsToTry(const Policy& policy, const crypto::RandomSource& random)
{
    if (countQuorums(policy) <= kMaxSubsetsTried)
        return quorums(policy, kMaxSubsetsTried);
    std::vector<std::vector<int>> drawn;
    while (drawn.size() < kMaxSubsetsTried)
        drawn.push_back(randomQuorum(policy, random));
    return drawn;
}

// That each quorum gives the KEK. One is decrypted; the others must hold the same encrypted secret, which
// gives the same KEK without the cost of its key derivation. Answers how many were tried.
Result<std::uint64_t> tryQuorums(const Groups& groups, const Policy& policy, const SecretBytes& kek,
                                 const crypto::RandomSource& random)
{
    const auto wrong =
        fail(ErrorCode::Internal, "A quorum of the new shares did not give the KEK back. Raise an "
                                  "exception and repeat from the generation.");
    const auto toTry = quorumsToTry(policy, random);
    const auto first = quorumOf(groups, policy, toTry.front());
    const auto secret = slip39::combine(first);
    const auto encrypted = slip39::combineEncrypted(first);
    if (!secret || !encrypted || !equalSecret(secret->view(), kek.view()))
        return wrong;
    for (const std::vector<int>& numbers : toTry) {
        const auto other = slip39::combineEncrypted(quorumOf(groups, policy, numbers));
        if (!other || !equalSecret(other->view(), encrypted->view()))
            return wrong;
    }
    return toTry.size();
}

} // namespace

Result<SplitReport> Runner::split()
{
    KEYRITE_CHECK(expectKind(StepKind::Split));
    if (m_kek.empty())
        return fail(ErrorCode::StepRefused, "There is no KEK in memory to split.");
    const Policy& policy = m_state.plan.policy;
    auto groups = slip39::split(m_kek, policy, {}, m_room.random());
    while (groups && m_room.registry().shareSets.contains(setId(groups->front().front().header)))
        groups = slip39::split(m_kek, policy, {}, m_room.random()); // the log names sets by 15 random bits
    if (!groups)
        return fail(groups.error());
    const auto tried = tryQuorums(*groups, policy, m_kek, m_room.random());
    if (!tried)
        return fail(tried.error());
    const SplitReport report{setId(groups->front().front().header), *tried, countQuorums(policy)};
    KEYRITE_CHECK(commit({event(Effect::ShareSetSplit, {{"set", report.shareSet},
                                                        {"policy", policy.text()},
                                                        {"kcv", m_state.kcv},
                                                        {"subsetsTried", report.subsetsTried},
                                                        {"subsetsInAll", report.subsetsInAll}}),
                          event(Effect::KekDestroyed, {{"set", report.shareSet}})}));
    m_kek.wipe();
    for (const auto& group : *groups)
        for (const slip39::Share& share : group)
            m_issuing.insert_or_assign(numberOf(policy, share.header), share.encode());
    return report;
}

Result<void> Runner::logIssued(const slip39::Mnemonic& share)
{
    if (m_state.effectCounts.contains(std::string(effectName(Effect::ShareIssued))))
        return {}; // printed or shown again within the step
    const int number = m_state.run().share;
    const SharePosition at = sharePosition(m_state.plan.policy, number - 1);
    const Person* holder = m_state.plan.person(m_state.plan.holderOf(number));
    return commit({event(Effect::ShareIssued,
                         {{"set", m_state.shareSet},
                          {"share", number},
                          {"group", at.group + 1},
                          {"member", at.member + 1},
                          {"fingerprint", toHex(slip39::fingerprint(share))},
                          {"holder", holder == nullptr ? "" : holder->name},
                          {"method", m_state.plan.issue == IssueMethod::Print ? "print" : "copy"}})});
}

Result<slip39::Mnemonic> Runner::revealShare()
{
    KEYRITE_CHECK(expectKind(StepKind::ShareIssue));
    const auto share = m_issuing.find(m_state.run().share);
    if (share == m_issuing.end())
        return fail(ErrorCode::StepRefused, "This share is not in memory.");
    KEYRITE_CHECK(logIssued(share->second));
    return share->second.clone();
}

Result<slip39::Mnemonic> Runner::readPayload(std::string_view payload)
{
    ++m_tries;
    return paper::parseSharePayload(payload);
}

slip39::KnownShare Runner::knownOfSet() const
{
    slip39::KnownShare known;
    const auto add = [&](const std::string& fingerprint) {
        if (const auto bytes = fromHex(fingerprint); bytes && bytes->size() == slip39::Fingerprint{}.size())
            std::ranges::copy(*bytes, known.fingerprints.emplace_back().begin());
    };
    for (const auto& [number, facts] : m_state.shares)
        add(facts.fingerprint);
    const auto set = m_room.registry().shareSets.find(m_state.shareSet);
    if (set != m_room.registry().shareSets.end())
        for (const auto& [number, sheet] : set->second.sheets)
            add(sheet.fingerprint);
    return known;
}

std::vector<std::size_t> Runner::suspects(std::string_view payload) const
{
    const auto words = paper::parseSheetReading(payload);
    if (!words)
        return {};
    const auto proven = slip39::locate(*words, knownOfSet()).suspects();
    return proven.empty() ? slip39::locate(*words).suspects() : proven;
}

// Blanks are filled in only where a fingerprint of the log proves the share.
Result<slip39::Mnemonic> Runner::readWornPayload(std::string_view payload)
{
    const auto words = paper::parseSheetReading(payload);
    if (!words || words->complete() != nullptr)
        return readPayload(payload);
    ++m_tries;
    auto found = slip39::locate(*words, knownOfSet());
    if (found.solved(*words) && found.confirmed)
        return std::move(found.candidates.front().mnemonic);
    return fail(
        ErrorCode::MnemonicChecksum,
        "The blank words cannot be told from the others: another word is wrong, or too many are missing. "
        "Compare each word with the sheet, or bring another sheet.");
}

Result<void> Runner::proveShare(std::string_view payload, Source source)
{
    KEYRITE_CHECK(expectKind(StepKind::ShareProve));
    const auto mnemonic = readPayload(payload);
    if (!mnemonic)
        return fail(mnemonic.error());
    const auto share = slip39::Share::decode(*mnemonic);
    if (!share)
        return fail(share.error());
    if (setId(share->header) != m_state.shareSet)
        return fail(ErrorCode::WrongShareSet, "This sheet belongs to another share set (" +
                                                  slip39::setName(setId(share->header)) +
                                                  "). Read the sheet that was just issued.");
    const int number = m_state.run().share;
    const std::string fingerprint = toHex(slip39::fingerprint(*mnemonic));
    if (fingerprint != m_state.shares[number].fingerprint)
        return fail(ErrorCode::WrongSheet,
                    "This is sheet " + std::to_string(numberOf(m_state.plan.policy, share->header)) +
                        ", not sheet " + std::to_string(number) + ". Read the sheet that was just issued.");
    const auto elapsed = m_room.now() - m_state.stepStarted;
    KEYRITE_CHECK(commit({event(Effect::ShareProven, {{"set", m_state.shareSet},
                                                      {"share", number},
                                                      {"fingerprint", fingerprint},
                                                      {"source", sourceName(source)},
                                                      {"tries", m_tries},
                                                      {"seconds", elapsed.count() / 1000}})}));
    m_issuing.erase(number);
    return {};
}

std::optional<slip39::Progress> Runner::quorumProgress() const
{
    if (m_pool.empty())
        return std::nullopt;
    std::vector<slip39::ShareHeader> headers;
    for (const slip39::Share& share : m_pool)
        headers.push_back(share.header);
    return slip39::progress(headers);
}

Result<slip39::Progress> Runner::enterShare(std::string_view payload, Source source)
{
    KEYRITE_CHECK(expectKind(StepKind::ShareEnter));
    const auto mnemonic = readWornPayload(payload);
    if (!mnemonic)
        return fail(mnemonic.error());
    auto share = shareOfSet(*mnemonic);
    if (!share)
        return fail(share.error());
    std::vector<slip39::ShareHeader> headers;
    for (const slip39::Share& one : m_pool)
        headers.push_back(one.header);
    if (std::ranges::find(headers, share->header) != headers.end())
        return fail(ErrorCode::DuplicateShare, "This sheet has been read already. Read another one.");
    KEYRITE_CHECK(slip39::consistentWith(headers, share->header));
    const int number = numberOf(m_state.policyInHand(), share->header);
    if (m_state.holderInHand(number).empty() || m_state.leftOut.contains(number))
        return fail(ErrorCode::WrongSheet,
                    "Sheet " + std::to_string(number) +
                        " is not one that was brought to this ceremony. Put it aside and read another.");
    headers.push_back(share->header);
    slip39::Progress progress = slip39::progress(headers);
    if (progress.quorum()) {
        std::vector<int> numbers = m_poolNumbers;
        numbers.push_back(number);
        KEYRITE_CHECK(commit({event(Effect::QuorumEntered, {{"set", m_state.shareSet},
                                                            {"shares", numbers},
                                                            {"source", sourceName(source)},
                                                            {"tries", m_tries}})}));
    }
    m_pool.push_back(std::move(*share));
    m_poolNumbers.push_back(number);
    return progress;
}

Result<std::string> Runner::refuseShortQuorum() const
{
    std::vector<slip39::ShareHeader> headers;
    for (const slip39::Share& share : m_pool)
        headers.push_back(share.header);
    std::vector<slip39::Share> shortOfOne;
    const auto quorum = slip39::exactQuorum(headers);
    for (std::size_t i = 0; i + 1 < quorum.size(); ++i)
        shortOfOne.push_back(m_pool[quorum[i]].clone());
    const auto refused = slip39::combine(shortOfOne);
    if (refused)
        return fail(ErrorCode::Internal,
                    "One share less than the quorum was not refused. Stop: do not use this share set.");
    return refused.error().message;
}

Result<SecretBytes> Runner::rebuildKek() const
{
    std::vector<slip39::ShareHeader> headers;
    for (const slip39::Share& share : m_pool)
        headers.push_back(share.header);
    std::vector<slip39::Share> quorum;
    for (const std::size_t index : slip39::exactQuorum(headers))
        quorum.push_back(m_pool[index].clone());
    auto kek = slip39::combine(quorum);
    if (!kek)
        return fail(kek.error());
    const auto kcv = kcvText(*kek);
    const auto set = m_room.registry().shareSets.find(m_state.shareSet);
    const std::string expected = set == m_room.registry().shareSets.end() ? m_state.kcv : set->second.kcv;
    if (!kcv || *kcv != expected)
        return fail(ErrorCode::KekMismatch,
                    "The shares gave a KEK whose check value is not the one in the log. A share is false or "
                    "belongs to another set; nothing was unwrapped.");
    return kek;
}

Result<void> Runner::seal(const std::string& bag, const std::string& again)
{
    KEYRITE_CHECK(expectKind(StepKind::Seal));
    if (bag != again)
        return fail(ErrorCode::InvalidArgument,
                    "The two bag numbers differ. Read the number from the bag and type it twice.");
    return commit({event(Effect::ShareSealed,
                         {{"set", m_state.shareSet}, {"share", m_state.run().share}, {"bag", bag}})});
}

Result<void> Runner::unseal(const std::string& bag)
{
    KEYRITE_CHECK(expectKind(StepKind::Unseal));
    const int number = m_state.run().share;
    if (const auto set = m_room.registry().shareSets.find(m_state.setInHand());
        set != m_room.registry().shareSets.end()) {
        const auto sheet = set->second.sheets.find(number);
        if (sheet != set->second.sheets.end() && sheet->second.bag != bag)
            return fail(ErrorCode::StepRefused, "The log says that sheet " + std::to_string(number) +
                                                    " was sealed in bag " + sheet->second.bag + ", not " +
                                                    bag +
                                                    ". Check the number; if it stays different, raise an "
                                                    "exception: the sheet may have been exchanged.");
    }
    return commit(
        {event(Effect::ShareUnsealed, {{"set", m_state.setInHand()}, {"share", number}, {"bag", bag}})});
}

} // namespace keyrite::ceremony
