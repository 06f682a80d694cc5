// START-HERE: the page for whoever finds a quorum of paper, with or without Keyrite. Public data.
// Each command on it is run by tests/core/paper. Pure functions, safe on any thread.
#pragma once

#include "core/crypto/cmac.h"
#include "core/mode.h"
#include "core/paper/page.h"
#include "core/policy.h"

#include <optional>

namespace keyrite::paper {

// What the page is filled with. Empty texts are left out.
struct StartHere
{
    PaperSize size = PaperSize::A4;
    Mode mode = Mode::Live;
    std::string room;
    std::string ceremony;
    std::string contact; // whom to call first: names, numbers; may have several lines
    std::string procedureHash;
    std::optional<Policy> policy; // absent where the sheets are anonymous
    crypto::Kcv kcv{};            // of the KEK
};

Document startHere(const StartHere& content);

// The commands as they are printed, so that they can be tried: backup.txt and $KEK in, key.der out.
struct RecoveryCommands
{
    static constexpr std::string_view kCheckKek =
        "head -c 16 /dev/zero | openssl mac -cipher AES-256-CBC -macopt hexkey:$KEK -in - CMAC";
    static constexpr std::string_view kRecord =
        "sort -u -k2n backup.txt | cut -d' ' -f3 | base32 -d > record.txt";
    static constexpr std::string_view kCheckRecord =
        "sed '/^sha256: /,$d' record.txt | sha256sum; grep '^sha256: ' record.txt";
    static constexpr std::string_view kBlob =
        "sed -n 's/^blob: //p' record.txt | sed -n 1p | base64 -d > blob.bin";
    static constexpr std::string_view kUnwrap =
        "openssl enc -d -id-aes256-wrap-pad -K $KEK -iv A65959A6 -in blob.bin -out key.der";
    static constexpr std::string_view kPublicKey = "openssl pkey -inform DER -in key.der -pubout";
};

} // namespace keyrite::paper
