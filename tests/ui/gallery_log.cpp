#include "tests/ui/gallery_log.h"

#include <QTemporaryDir>

namespace keyrite::ui::gallery {

namespace {

constexpr int kSteps = 130;

log::Entry entry(const char* kind, log::Json data, int minute)
{
    log::Entry made;
    made.time = fromIsoTime("2026-11-22T10:02:00.000Z").value() + std::chrono::minutes(minute);
    made.ceremony = "KC-2026-0001";
    made.step = "issue-" + std::to_string(minute);
    made.kind = kind;
    made.actor = "Ana Kovač";
    made.role = "administrator";
    made.data = std::move(data);
    return made;
}

} // namespace

std::vector<log::Entry> sampleEntries()
{
    std::vector<log::Entry> entries{
        entry("log.opened", {{"name", "Zurich vault room"}}, 0),
        entry("ceremony.opened", {{"title", "Cold wallet key 2026"}}, 1),
        entry("hsm.checked", {{"serial", "0012 3457"}}, 2),
        entry("key.generated", {{"label", "cold-wallet-2026-11"}}, 3),
        entry("key.wrapped", log::Json::object(), 4),
        entry("shareset.split", {{"set", "7f3c"}, {"policy", "2of3"}}, 5),
    };
    for (int step = 0; step < kSteps; ++step) {
        entries.push_back(entry("step.started", log::Json::object(), 6 + step));
        entries.push_back(entry("step.done", {{"initials", {"AK", "IB"}}}, 6 + step));
    }
    entries.push_back(entry("share.issued", {{"share", 3}, {"holder", "Mei Tanaka"}}, 140));
    entries.push_back(entry("share.proven", {{"share", 3}}, 141));
    entries.push_back(entry("share.sealed", {{"share", 3}, {"bag", "AB 0048 1177"}}, 142));
    entries.push_back(
        entry("exception.raised", {{"happened", "The lamp outside went off for a minute."}}, 143));
    entries.push_back(entry("weather.observed", log::Json::object(), 144));
    entries.push_back(entry("ceremony.closed", {{"exceptions", 1}}, 145));
    return entries;
}

namespace {

log::Store logOf(std::vector<log::Entry> entries)
{
    const QTemporaryDir folder;
    const std::filesystem::path file = folder.filePath(QStringLiteral("log.keyrite")).toStdString();
    auto writer = log::Store::create(file);
    if (!writer || !writer->append(std::move(entries)))
        qFatal("The sample log cannot be written.");
    auto reader = log::Store::openReadOnly(file);
    if (!reader)
        qFatal("%s", reader.error().message.c_str());
    return std::move(*reader);
}

} // namespace

log::Store sampleLog()
{
    return logOf(sampleEntries());
}

log::Store emptyLog()
{
    return logOf({});
}

} // namespace keyrite::ui::gallery
