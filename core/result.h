// Result<T> and Error: how every fallible function of the core answers.
// Plain values, safe on any thread.
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace keyrite {

// One code for each way to fail that a caller, a test or a translation needs to tell apart.
// The sentence for people travels in Error::message; ui/error_text turns a code into a translated one.
enum class ErrorCode {
    // General
    InvalidArgument, // a value is outside its documented range
    NotFound,
    IoFailed, // the operating system refused; detail holds its words
    DiskFull,
    Internal, // a library refused what it must accept
    Cancelled,

    // Text encodings (bytes.h) and policy text
    BadEncoding,
    BadPolicy,

    // Cryptography
    UnwrapFailed, // wrong key-encryption key or damaged blob
    SignatureInvalid,
    BadPublicKey,

    // SLIP-39
    WordUnknown,
    MnemonicLength,
    MnemonicChecksum,
    MnemonicPadding,
    GroupThresholdExceedsCount,
    ShareIdentifierMismatch,
    ShareExtendableMismatch,
    ShareExponentMismatch,
    ShareGroupThresholdMismatch,
    ShareGroupCountMismatch,
    ShareMemberThresholdMismatch,
    ShareLengthMismatch,
    ShareDuplicateMember,
    ShareDigestInvalid,
    NotEnoughGroups,
    NotEnoughMembers,
    TooManyShares,
    SecretLength,
    PassphraseInvalid,

    // Paper and scans
    PayloadNotShare, // a QR or a text of something else
    PayloadChecksum, // KR1: CRC differs
    NoQrFound,
    ImageUnreadable,
    BackupDocument,   // backup text is incomplete or inconsistent
    SheetCodesDiffer, // the two codes of one sheet hold different shares
    WrongSheet,       // a valid share, but not the one asked for
    WrongShareSet,
    DuplicateShare,

    // Printing
    PrinterUnreachable, // does not answer; nothing was sent
    PrinterNotReady,    // answers that it cannot print now; nothing was sent
    PrinterStopped,     // took the pages and stopped; paper may have come out
    PrinterSpools,      // would write the pages to a disk

    // HSM
    ModuleUnusable, // cannot load or initialise the PKCS#11 module
    TokenAbsent,
    TokenUnexpected, // another serial or label than asked for
    TokenNotInitialised,
    TokenAlreadyInitialised,
    PinWrong,
    PinLocked,
    PinUnusable, // length, expired, not set up
    DeviceLost,
    DeviceReadOnly,
    DeviceFull,
    MechanismUnsupported,
    KeyNotExtractable,
    KeyTypeNotBackable,
    KeyAttributesUnsafe, // read-back differs from what was asked for
    LockIgnored,         // told to keep a key in, it hands it out, or does not show that it refuses
    KekMismatch,         // KCV differs
    BlobMismatch,        // SHA-256 of the blob differs
    HsmTemplate,
    HsmProfileInvalid,  // a profile of a maker's HSMs does not load
    TokenNotFresh,      // a device that should be as the maker ships it holds more than that
    DeviceLogInvalid,   // a device's exported log cannot be read
    DeviceUsersInvalid, // the list of a device's users cannot be read
    HsmFailed,

    // Log
    EntryInvalid,
    LogUnreadable,
    LogNotSound,
    LogInUse,
    LogForked,
    NoteMalformed,
    CheckpointMismatch,
    ProofInvalid,
    ClockOdd, // what a clock does not do: set back, or ran on for more than a day

    // Tables, prices and backtests
    TableMalformed,  // not a CSV text of the kind read here
    SeriesUnusable,  // prices that cannot be used as they are
    BacktestRefused, // position, policy or options that cannot be run over this series

    // Ceremony
    ProcedureInvalid,
    StepRefused, // the engine does not accept this event now
    EnvironmentUnsafe,
    SecondPersonMissing,
    DirectoryNotEmpty,

    // Plan
    PlanInvalid, // a plan input, an asset profile or a list of positions does not load
};

// What failed, on which object, and what to do: `message` is one or more full English sentences, free
// of secrets. `detail` is the technical name (CKR_..., errno, SQLite's words), may be empty.
struct Error
{
    ErrorCode code;
    std::string message;
    std::string detail = {};
};

template <typename T>
using Result = tl::expected<T, Error>;

// The failing half of a Result, for `return fail(ErrorCode::..., "...")`.
inline tl::unexpected<Error> fail(ErrorCode code, std::string message, std::string detail = {})
{
    return tl::unexpected<Error>(Error{code, std::move(message), std::move(detail)});
}

// Passes another Result's error on.
inline tl::unexpected<Error> fail(Error error)
{
    return tl::unexpected<Error>(std::move(error));
}

} // namespace keyrite
