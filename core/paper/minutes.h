// Minutes: the annotated script of a ceremony, as it was followed. Public data, no registry and no log: the
// caller fills plain texts in. Pure functions, safe on any thread.
#pragma once

#include "core/crypto/hash.h"
#include "core/mode.h"
#include "core/paper/page.h"

namespace keyrite::paper {

struct MinutesPerson
{
    std::string role; // "Ceremony administrator"
    std::string name;
    std::string initials;
};

struct MinutesValue
{
    std::string name;
    std::string value;
};

// One step as it was done. Times as they are shown: "10:15". Initials may be empty: a box to ink.
struct MinutesStep
{
    std::string act;    // title of the act; a change starts a new section
    std::string number; // "4.2"
    std::string title;
    std::string pace; // "Planned 5 min, took 3 min"; may be empty
    std::string start;
    std::string end;
    std::string actor;
    std::string witness;
    std::vector<MinutesValue> values;
};

struct MinutesException
{
    std::string time;
    std::string step;
    std::string expected;
    std::string happened;
    std::string decided;
    std::string by;
};

// Somebody came late or left, or the room was emptied.
struct MinutesMovement
{
    std::string time;
    std::string what; // "Walt Witness left the room"
};

struct Minutes
{
    PaperSize size = PaperSize::A4;
    Mode mode = Mode::Live;
    std::string room;
    std::string ceremony; // "KC-2026-0001"
    std::string date;
    std::string procedure; // title and version
    std::string procedureHash;
    std::string outcome; // "Closed" or "Aborted: ..."
    std::string pace;    // planned and taken, of the whole; may be empty
    std::vector<MinutesPerson> people;
    std::vector<MinutesMovement> movements;
    std::vector<MinutesStep> steps;
    std::vector<MinutesException> exceptions;
    std::string checkpointNote; // the last signed note
    crypto::Digest head{};      // root of the log that it signs
    std::uint64_t entries = 0;  // size of that log
};

// Errors: InvalidArgument where the checkpoint note is too long for a QR code.
[[nodiscard]] Result<Document> minutes(const Minutes& minutes);

} // namespace keyrite::paper
