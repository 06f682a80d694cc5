#include "core/log/collection.h"

#include "core/file.h"
#include "core/log/audit_keys.h"

#include <algorithm>
#include <map>

namespace keyrite::log {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxBundles = 10000;
constexpr std::size_t kMaxOrigins = 1000;
constexpr std::string_view kLogSuffix = ".keyrite";
constexpr std::string_view kBundleSuffix = ".keyrite-bundle";

// As a room's origin is: it becomes the name of a file.
bool isPlainOrigin(std::string_view text)
{
    return !text.empty() && text.size() <= 100 && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '/' ||
               c == '_';
    });
}

// '+' stands in no origin, so two origins never share a file.
std::string fileNameOf(std::string name)
{
    std::ranges::replace(name, '/', '+');
    return name.append(kLogSuffix);
}

fs::path forkedFileOf(const fs::path& log)
{
    return log.parent_path() / kForkedFolder / log.stem().concat(kBundleSuffix);
}

struct Arrived
{
    std::string name;
    Bundle bundle;
};

std::string entryText(std::uint64_t seq)
{
    return "entry " + std::to_string(seq);
}

class Collector final
{
public:
    Collector(fs::path into, const std::vector<VerifierKey>& keys) : m_into(std::move(into)), m_keys(keys) {}

    void read(const fs::path& file);
    void addAll();
    // The bundle is signed by a key of the room, and says the same as the log of it.
    Result<void> check(const Store& store, const Bundle& bundle) const;
    CollectReport& report() { return m_report; }

private:
    Result<void> checkOrigin(const Bundle& bundle) const;
    void addOrigin(const std::string& origin, std::vector<Arrived>& arrived);
    Result<Store> beginLog(const Bundle& first) const;
    Result<void> add(Store& store, const Bundle& bundle) const;
    void keep(const Arrived& forked);
    Result<void> checkKey(const Store* store, const Bundle& bundle) const;
    Result<void> checkKnown(const Store& store, const Bundle& bundle) const;
    const VerifierKey* given(const std::string& origin) const;
    fs::path fileOf(const std::string& origin) const { return m_into / fileNameOf(origin); }

    fs::path m_into;
    const std::vector<VerifierKey>& m_keys;
    std::map<std::string, std::vector<Arrived>> m_arrived; // by origin
    CollectReport m_report;
};

const VerifierKey* Collector::given(const std::string& origin) const
{
    const auto found = std::ranges::find(m_keys, origin, &VerifierKey::name);
    return found == m_keys.end() ? nullptr : &*found;
}

Result<void> Collector::checkOrigin(const Bundle& bundle) const
{
    if (!isPlainOrigin(bundle.key.name))
        return fail(ErrorCode::LogUnreadable,
                    "The bundle's origin is not the name of a room: lower-case letters, digits, dots, "
                    "hyphens and slashes.");
    if (m_arrived.size() == kMaxOrigins && !m_arrived.contains(bundle.key.name))
        return fail(ErrorCode::LogUnreadable, "There are more than 1000 rooms in this folder. Collect them "
                                              "in several.");
    return {};
}

void Collector::read(const fs::path& file)
{
    const std::string name = file.filename().string();
    const auto text = readFile(file, kMaxBundleBytes);
    auto bundle = text ? Bundle::parse(*text) : fail(text.error());
    if (!bundle) {
        m_report.problems.push_back({name, {}, bundle.error()});
        return;
    }
    if (const auto checked = checkOrigin(*bundle); !checked)
        m_report.problems.push_back({name, bundle->key.name, checked.error()});
    else
        m_arrived[bundle->key.name].push_back({name, std::move(*bundle)});
}

void Collector::addAll()
{
    for (auto& [origin, arrived] : m_arrived)
        addOrigin(origin, arrived);
}

tl::unexpected<Error> missingBefore(const Bundle& bundle, std::uint64_t known)
{
    return fail(ErrorCode::NotFound, "The bundle of " + bundle.key.name + " with entries " +
                                         std::to_string(known) + " to " + std::to_string(bundle.since - 1) +
                                         " is missing: ask the room for it. This one goes on from " +
                                         entryText(bundle.since) + ".");
}

// Not even an empty log is made for a room of which nothing can be taken.
Result<Store> Collector::beginLog(const Bundle& first) const
{
    if (first.since > 0)
        return missingBefore(first, 0);
    if (const auto checked = checkKey(nullptr, first); !checked)
        return fail(checked.error());
    return Store::create(fileOf(first.key.name));
}

void Collector::addOrigin(const std::string& origin, std::vector<Arrived>& arrived)
{
    std::ranges::stable_sort(
        arrived, {}, [](const Arrived& one) { return std::pair(one.bundle.since, one.bundle.size()); });
    const auto problem = [&](const Arrived& one, const Error& error) {
        m_report.problems.push_back({one.name, origin, error});
    };
    const fs::path file = fileOf(origin);
    std::optional<Store> store;
    if (std::error_code absent; fs::exists(file, absent)) {
        auto opened = Store::openForAppend(file);
        if (!opened)
            return problem(arrived.front(), opened.error());
        store.emplace(std::move(*opened));
    }
    const std::uint64_t before = store ? store->size() : 0;
    for (const Arrived& one : arrived) {
        if (!store) {
            auto begun = beginLog(one.bundle);
            if (!begun) {
                problem(one, begun.error());
                continue;
            }
            store.emplace(std::move(*begun));
        }
        const auto added = add(*store, one.bundle);
        if (!added)
            problem(one, added.error());
        if (!added && added.error().code == ErrorCode::LogForked)
            keep(one);
    }
    if (store)
        m_report.origins.push_back(
            {origin, file, store->size(), store->size() - before, given(origin) != nullptr});
}

// The first one is proof enough.
void Collector::keep(const Arrived& forked)
{
    const fs::path file = forkedFileOf(fileOf(forked.bundle.key.name));
    std::error_code error;
    if (fs::exists(file, error))
        return;
    fs::create_directories(file.parent_path(), error);
    if (const auto kept = writeFile(file, forked.bundle.text()); !kept)
        m_report.problems.push_back({forked.name, forked.bundle.key.name, kept.error()});
}

// The audit keys of a room, one vouching for the next, as its log says so far and the bundle after it.
Result<std::vector<AuditKey>> keysUpTo(const Store* store, const Bundle& bundle)
{
    auto keys = store == nullptr ? Result<std::vector<AuditKey>>() : auditKeys(*store);
    const std::uint64_t known = store == nullptr ? 0 : store->size();
    if (!keys || known < bundle.since)
        return keys;
    for (std::uint64_t seq = known; seq < bundle.size(); ++seq) {
        const auto entry = parseBody(bundle.bodies[seq - bundle.since]);
        if (!entry)
            return fail(entry.error());
        if (const auto followed = followKeys(*keys, *entry); !followed)
            return fail(followed.error());
    }
    return keys;
}

// The key that was given, or that of what was taken before, or one that it handed over to: else anybody could
// sign "another log" of a room. `store` is null where nothing was taken before.
Result<void> Collector::checkKey(const Store* store, const Bundle& bundle) const
{
    const auto refused = [&](const char* why) {
        return fail(ErrorCode::SignatureInvalid,
                    "The bundle is signed by another key (" + bundle.key.text() + ") than " + why +
                        bundle.key.name + ". Do not take it; ask the room which key its minutes name.");
    };
    auto keys = keysUpTo(store, bundle);
    if (!keys)
        return fail(keys.error());
    if (keys->empty()) // a log that names no key itself
        keys->push_back({bundle.key, 0});
    const VerifierKey* trusted = given(bundle.key.name);
    if (trusted != nullptr && std::ranges::find(*keys, *trusted, &AuditKey::key) == keys->end())
        return refused("the one given for ");
    const auto stored = store == nullptr ? std::vector<StoredCheckpoint>() : store->checkpoints();
    if (!stored)
        return fail(stored.error());
    const auto signsFor = [&](std::uint64_t size) { return auditKeyFor(*keys, size); };
    if (!stored->empty() && !openCheckpoint(stored->front().note, *signsFor(stored->front().size)))
        return refused("what was sent before by ");
    for (const StoredCheckpoint& one : bundle.checkpoints)
        if (*signsFor(one.size) != bundle.key)
            return refused("the log names at that size, of ");
    return {};
}

// The log and the bundle say the same wherever both say something.
Result<void> Collector::checkKnown(const Store& store, const Bundle& bundle) const
{
    const auto forked = [&](const std::string& where) {
        return fail(ErrorCode::LogForked,
                    "The room " + bundle.key.name + " has signed two different logs: they differ " + where +
                        ". Both are signed by its audit key, so that the room cannot deny either. Keep the "
                        "bundle and this collection, take nothing more from the room, and ask who used its "
                        "audit token.");
    };
    const auto range = rangeOfBodies(store, bundle.since);
    if (!range)
        return fail(range.error());
    if (range->nodes() != bundle.nodes)
        return forked("at or before " + entryText(bundle.since - 1));
    const std::uint64_t known = std::min(store.size(), bundle.size());
    for (std::uint64_t seq = bundle.since; seq < known; ++seq) {
        const auto body = store.body(seq);
        if (!body)
            return fail(body.error());
        if (*body != bundle.bodies[seq - bundle.since])
            return forked("from " + entryText(seq) + " on");
    }
    return {};
}

Result<void> Collector::check(const Store& store, const Bundle& bundle) const
{
    if (bundle.since > store.size())
        return missingBefore(bundle, store.size());
    if (auto checked = checkKey(&store, bundle); !checked)
        return checked;
    return checkKnown(store, bundle);
}

Result<void> Collector::add(Store& store, const Bundle& bundle) const
{
    if (auto checked = check(store, bundle); !checked)
        return checked;
    std::vector<Entry> entries;
    for (std::uint64_t seq = store.size(); seq < bundle.size(); ++seq) {
        auto entry = parseBody(bundle.bodies[seq - bundle.since]);
        if (!entry)
            return fail(entry.error());
        entries.push_back(std::move(*entry));
    }
    if (const auto appended = store.append(std::move(entries)); !appended)
        return fail(appended.error());
    for (const StoredCheckpoint& one : bundle.checkpoints)
        if (auto stored = store.addCheckpoint(one.size, one.note);
            !stored && stored.error().code != ErrorCode::CheckpointMismatch)
            return stored;
    return {};
}

} // namespace

Result<CollectReport> collect(const fs::path& bundles, const fs::path& into,
                              const std::vector<VerifierKey>& keys)
{
    std::error_code error;
    std::vector<fs::path> files;
    for (fs::directory_iterator at(bundles, error), end; !error && at != end; at.increment(error))
        if (at->is_regular_file(error))
            files.push_back(at->path());
    if (!error)
        fs::create_directories(into, error);
    if (error || files.size() > kMaxBundles)
        return fail(ErrorCode::IoFailed,
                    "The folder " + bundles.string() + " cannot be read or holds more than 10000 files, or " +
                        into.string() + " cannot be made. Check both.",
                    error.message());
    std::ranges::sort(files);
    Collector collector(into, keys);
    for (const fs::path& file : files)
        collector.read(file);
    collector.addAll();
    return std::move(collector.report());
}

std::optional<Error> keptFork(const fs::path& file)
{
    const fs::path kept = forkedFileOf(file);
    std::error_code error;
    if (!fs::exists(kept, error))
        return std::nullopt;
    const auto text = readFile(kept, kMaxBundleBytes);
    const auto bundle = text ? Bundle::parse(*text) : fail(text.error());
    const auto store = Store::openReadOnly(file);
    if (!bundle || !store)
        return Error{ErrorCode::LogUnreadable,
                     "The bundle " + kept.string() +
                         " was kept because the room signed two different logs, and cannot be compared with "
                         "the log any more. Take the collection from a copy.",
                     (bundle ? store.error() : bundle.error()).message};
    const std::vector<VerifierKey> none;
    const auto checked = Collector(file.parent_path(), none).check(*store, *bundle);
    return checked ? std::nullopt : std::optional(checked.error());
}

std::string originNamedBy(const fs::path& file)
{
    std::string name = file.stem().string();
    std::ranges::replace(name, '+', '/');
    return name;
}

Result<std::vector<fs::path>> logsIn(const fs::path& path)
{
    std::error_code error;
    if (!fs::is_directory(path, error))
        return std::vector<fs::path>{path};
    std::vector<fs::path> logs;
    for (fs::directory_iterator at(path, error), end; !error && at != end; at.increment(error))
        if (at->is_regular_file(error) && at->path().extension() == kLogSuffix)
            logs.push_back(at->path());
    if (error || logs.empty())
        return fail(ErrorCode::LogUnreadable,
                    "The folder " + path.string() + " holds no log (a file that ends in .keyrite).",
                    error.message());
    std::ranges::sort(logs);
    return logs;
}

} // namespace keyrite::log
