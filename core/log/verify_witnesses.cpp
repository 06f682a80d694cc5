#include "core/log/verify_witnesses.h"

#include "core/log/verify_claims.h"

#include <algorithm>

namespace keyrite::log {
namespace {

std::string textOf(const Json& data, const char* name)
{
    return data.contains(name) && data.at(name).is_string() ? data.at(name).get<std::string>()
                                                            : std::string();
}

// Of the checkpoint that a witness signed; 0 where the entry says none.
std::uint64_t sizeOf(const Json& data)
{
    return data.contains("size") && data.at("size").is_number_unsigned()
               ? data.at("size").get<std::uint64_t>()
               : 0;
}

// Counts what holds over a root of this log; that the note itself is of this log, its claim says.
void takeCosignatures(WitnessReport& witness, const std::string& note, const TreeWalk& walk,
                      VerifyReport& report)
{
    const auto checkpoint = parseCheckpoint(note);
    const auto times = openCosignatures(note, witness.key);
    if (!times) {
        report.addFinding(times.error().code,
                          "The checkpoint over " + entriesText(checkpoint ? checkpoint->size : 0) + ": " +
                              times.error().message,
                          std::nullopt, times.error().detail);
        return;
    }
    if (times->empty() || !checkpoint || walk.rootAt(checkpoint->size) != checkpoint->root)
        return;
    witness.cosignatures += times->size();
    if (checkpoint->size < witness.covered)
        return;
    witness.covered = checkpoint->size;
    witness.timeSeconds = times->back();
}

// The checkpoint that an entry says a witness signed, with that signature; nothing where it has it already.
std::optional<std::string> cosignedNote(const Entry& entry, const std::vector<StoredCheckpoint>& stored)
{
    const auto of = std::ranges::find(stored, sizeOf(entry.data), &StoredCheckpoint::size);
    if (of == stored.end())
        return std::nullopt;
    const auto whole = withSignature(of->note, textOf(entry.data, "line") + "\n");
    return whole && *whole != of->note ? std::optional(*whole) : std::nullopt;
}

} // namespace

void checkWitnesses(const std::vector<StoredCheckpoint>& stored, const VerifyOptions& options,
                    const TreeWalk& walk, VerifyReport& report)
{
    for (const WitnessKey& key : options.witnesses) {
        WitnessReport witness{.key = key};
        for (const StoredCheckpoint& checkpoint : stored)
            takeCosignatures(witness, checkpoint.note, walk, report);
        for (const std::string& note : options.checkpoints)
            takeCosignatures(witness, note, walk, report);
        for (const Entry& entry : walk.cosigned())
            if (textOf(entry.data, "vkey") == key.text())
                if (const auto note = cosignedNote(entry, stored))
                    takeCosignatures(witness, *note, walk, report);
        if (witness.cosignatures == 0)
            report.addFinding(ErrorCode::SignatureInvalid,
                              "The witness " + key.name +
                                  " has signed no checkpoint that is in this log. Ask the witness for the "
                                  "signed checkpoint that they kept, and give it from outside.");
        report.witnesses.push_back(std::move(witness));
    }
    for (const Entry& entry : walk.cosigned())
        if (std::ranges::none_of(options.witnesses, [&](const WitnessKey& key) {
                return key.text() == textOf(entry.data, "vkey");
            }))
            ++report.otherCosignatures;
}

} // namespace keyrite::log
