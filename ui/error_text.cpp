#include "ui/error_text.h"

#include <QCoreApplication>

namespace keyrite::ui {
namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("keyrite::ui::ErrorText", text);
}

struct Words
{
    QString headline;
    QString meaning;
};

// The switch has no default: a new code does not compile until somebody has found words for it.
Words wordsFor(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidArgument:
        return {tr("This cannot be accepted as it is"), tr("Nothing was changed. Correct it and try again.")};
    case ErrorCode::NotFound:
        return {tr("It is not there"), tr("Nothing was changed.")};
    case ErrorCode::IoFailed:
        return {tr("The computer refused"),
                tr("Nothing was lost. Put it right and try again, or raise an exception.")};
    case ErrorCode::DiskFull:
        return {tr("The disk is full"),
                tr("Nothing was recorded for this step, and nothing was lost. Free space, then try again.")};
    case ErrorCode::Internal:
        return {tr("Something happened that must not happen"),
                tr("Do not go on with this step. Raise an exception and note what is written here.")};
    case ErrorCode::Cancelled:
        return {tr("It was cancelled"), tr("Nothing was changed.")};
    case ErrorCode::BadEncoding:
        return {tr("The text cannot be read"), tr("It is cut short or mistyped. Read or type it again.")};
    case ErrorCode::BadPolicy:
        return {tr("The design of the shares cannot be used"), tr("Nothing was changed.")};
    case ErrorCode::UnwrapFailed:
    case ErrorCode::KekMismatch:
        return {
            tr("The backup did not open"),
            tr("Nothing was restored. Check that all sheets belong to this share set, and read them again.")};
    case ErrorCode::BlobMismatch:
        return {tr("The backup is damaged"),
                tr("Nothing was restored. Use another copy of the backup document.")};
    case ErrorCode::SignatureInvalid:
        return {tr("A signature does not fit"), tr("Do not use this key. Raise an exception.")};
    case ErrorCode::BadPublicKey:
        return {tr("A public key cannot be read"), tr("Raise an exception.")};
    case ErrorCode::WordUnknown:
        return {tr("A word is not in the list"), tr("Look at the word on the paper and type it again.")};
    case ErrorCode::MnemonicLength:
        return {tr("The number of words is not right"),
                tr("A share has as many words as the sheet has numbers. Read or type all of them.")};
    case ErrorCode::MnemonicChecksum:
        return {tr("One of the words is wrong"),
                tr("The words that could be wrong are marked. Compare them with the paper.")};
    case ErrorCode::MnemonicPadding:
    case ErrorCode::GroupThresholdExceedsCount:
    case ErrorCode::ShareDigestInvalid:
    case ErrorCode::SecretLength:
        return {tr("This is not a valid share"),
                tr("Put this sheet aside, note it as an exception, and read another.")};
    case ErrorCode::ShareIdentifierMismatch:
    case ErrorCode::ShareExtendableMismatch:
    case ErrorCode::ShareExponentMismatch:
    case ErrorCode::ShareGroupThresholdMismatch:
    case ErrorCode::ShareGroupCountMismatch:
    case ErrorCode::ShareMemberThresholdMismatch:
    case ErrorCode::ShareLengthMismatch:
    case ErrorCode::WrongShareSet:
        return {tr("This sheet belongs to another share set"),
                tr("Put it aside and read another. The sheets read so far are kept.")};
    case ErrorCode::ShareDuplicateMember:
    case ErrorCode::DuplicateShare:
        return {tr("This sheet was read already"),
                tr("Read another sheet. The sheets read so far are kept.")};
    case ErrorCode::NotEnoughGroups:
    case ErrorCode::NotEnoughMembers:
        return {tr("There are not enough shares yet"),
                tr("Read more sheets. The sheets read so far are kept.")};
    case ErrorCode::TooManyShares:
        return {tr("There are more shares than needed"), tr("The quorum is complete without this one.")};
    case ErrorCode::PassphraseInvalid:
        return {tr("The passphrase cannot be used"), tr("It may hold printable ASCII characters only.")};
    case ErrorCode::PayloadNotShare:
        return {tr("This is not a share"),
                tr("Read one of the two codes on a share sheet, or type its words.")};
    case ErrorCode::PayloadChecksum:
        return {tr("The code was not read cleanly"),
                tr("Read it again, or use the other code on the sheet.")};
    case ErrorCode::NoQrFound:
        return {tr("No code was found"),
                tr("Lay the sheet flat, scan it again with more light, or type its words.")};
    case ErrorCode::ImageUnreadable:
        return {tr("The image cannot be read"), tr("Scan the sheet again, or type its words.")};
    case ErrorCode::BackupDocument:
        return {tr("The backup document is not complete"),
                tr("Read its missing codes, or another copy of it.")};
    case ErrorCode::PrinterUnreachable:
        return {tr("The printer does not answer"),
                tr("Nothing was sent to it. Switch it on, check the cable, and print again.")};
    case ErrorCode::PrinterNotReady:
        return {tr("The printer is not ready"),
                tr("Nothing was sent to it. Put right what it says, and print again.")};
    case ErrorCode::PrinterStopped:
        return {tr("The printer stopped"),
                tr("Look at what came out. Destroy it if it is incomplete, then print again.")};
    case ErrorCode::PrinterSpools:
        return {tr("This printer would write the share to a disk"),
                tr("Nothing was sent to it. Change what is named, or choose another printer.")};
    case ErrorCode::SheetCodesDiffer:
        return {tr("The codes disagree"),
                tr("Scan one sheet at a time. If it is one sheet, do not use it: raise an exception.")};
    case ErrorCode::WrongSheet:
        return {tr("This is another sheet"), tr("Read the sheet that the step asks for.")};
    case ErrorCode::ModuleUnusable:
        return {tr("The HSM's software cannot be used"),
                tr("Check that it is installed. Nothing was changed.")};
    case ErrorCode::TokenAbsent:
        return {tr("The token is not there"), tr("Insert it and try again.")};
    case ErrorCode::TokenUnexpected:
        return {tr("This is another token"), tr("Insert the token that the step asks for.")};
    case ErrorCode::TokenNotInitialised:
    case ErrorCode::TokenAlreadyInitialised:
        return {tr("The token is not in the state that the step needs"),
                tr("Check that it is the right one. If it is, raise an exception.")};
    case ErrorCode::PinWrong:
        return {tr("The PIN is wrong"), tr("Try again with care: some tokens lock after a few wrong PINs.")};
    case ErrorCode::PinLocked:
        return {tr("The PIN is locked"),
                tr("The token's security officer can unlock it. Raise an exception.")};
    case ErrorCode::PinUnusable:
        return {tr("This PIN cannot be used"), tr("A PIN has 8 to 255 characters.")};
    case ErrorCode::DeviceLost:
        return {tr("The HSM is gone"),
                tr("Connect it again. The step starts again; nothing that was recorded is lost.")};
    case ErrorCode::DeviceReadOnly:
        return {tr("The HSM is read-only"), tr("Remove its write protection and try again.")};
    case ErrorCode::DeviceFull:
        return {tr("The HSM is full"), tr("Use another one, or remove keys that are not needed any more.")};
    case ErrorCode::MechanismUnsupported:
    case ErrorCode::KeyTypeNotBackable:
        return {tr("This HSM cannot do it"), tr("Choose another key type or another HSM. No key was made.")};
    case ErrorCode::KeyNotExtractable:
        return {tr("This key may not be backed up"), tr("It was made or locked as not extractable.")};
    case ErrorCode::LockIgnored:
        return {tr("This HSM hands its keys out again"),
                tr("Nothing goes on before people have decided about it.")};
    case ErrorCode::KeyAttributesUnsafe:
        return {tr("The restored key was not safe"), tr("It was destroyed at once. Use another HSM.")};
    case ErrorCode::HsmProfileInvalid:
        return {tr("The profile of an HSM cannot be used"), tr("Nothing was changed.")};
    case ErrorCode::TokenNotFresh:
        return {tr("The device is not as its maker ships it"),
                tr("Do not put a key on it. Raise an exception, seal the device and use another one.")};
    case ErrorCode::DeviceLogInvalid:
        return {tr("The log of the device cannot be read"), tr("Nothing was changed. Export it again.")};
    case ErrorCode::DeviceUsersInvalid:
        return {tr("The list of users cannot be read"), tr("Nothing was changed. Make the list again.")};
    case ErrorCode::HsmTemplate:
    case ErrorCode::HsmFailed:
        return {tr("The HSM refused"),
                tr("Check its connection and try again. If it stays so, raise an exception.")};
    case ErrorCode::EntryInvalid:
        return {tr("The log does not accept this entry"), tr("Nothing was recorded.")};
    case ErrorCode::LogUnreadable:
        return {tr("The log cannot be read"),
                tr("Do not write to it. Use a copy, and compare it with the last printed head.")};
    case ErrorCode::LogNotSound:
    case ErrorCode::LogForked:
    case ErrorCode::CheckpointMismatch:
    case ErrorCode::ProofInvalid:
        return {tr("The log is not sound"),
                tr("Stop. Keep this file as it is, and compare it with the last printed head.")};
    case ErrorCode::ClockOdd:
        return {tr("The clock was moved"), tr("Look at the entry, and ask who set the clock.")};
    case ErrorCode::LogInUse:
        return {tr("The log is open elsewhere"), tr("Close the other Keyrite first.")};
    case ErrorCode::NoteMalformed:
        return {tr("The checkpoint cannot be read"), tr("Read it again, or use another copy.")};
    case ErrorCode::TableMalformed:
        return {tr("The table cannot be read"),
                tr("Nothing was taken from it. Correct the file and try again.")};
    case ErrorCode::SeriesUnusable:
        return {tr("The prices cannot be used as they are"),
                tr("Nothing was changed in them, and nothing was recorded.")};
    case ErrorCode::BacktestRefused:
        return {tr("The backtest cannot be run like this"), tr("Nothing was recorded.")};
    case ErrorCode::PlanInvalid:
        return {tr("These inputs cannot be used"),
                tr("Nothing has been computed or recorded. Correct the input and try again.")};
    case ErrorCode::ProcedureInvalid:
        return {tr("The procedure does not load"), tr("No ceremony was opened.")};
    case ErrorCode::StepRefused:
        return {tr("The ceremony does not accept this now"),
                tr("Nothing was changed. Follow the script, or raise an exception.")};
    case ErrorCode::EnvironmentUnsafe:
        return {tr("The workstation is not safe for this"), tr("Put it right before any secret is made.")};
    case ErrorCode::SecondPersonMissing:
        return {tr("A second person is needed"), tr("Two different people confirm this step.")};
    case ErrorCode::DirectoryNotEmpty:
        return {tr("The folder is not empty"), tr("Choose another folder. Nothing was changed.")};
    }
    return {};
}

} // namespace

Message messageOf(const Error& error)
{
    const Words words = wordsFor(error.code);
    return {Tone::Bad, words.headline, QString::fromStdString(error.message), words.meaning,
            QString::fromStdString(error.detail)};
}

QString environmentTitle(const std::string& id)
{
    if (id == "network")
        return tr("Network");
    if (id == "swap")
        return tr("Swap space");
    if (id == "core-dumps")
        return tr("Core dumps");
    if (id == "locked-memory")
        return tr("Locked memory");
    if (id == "disk")
        return tr("Disk space");
    return id == "program" ? tr("This program") : QString::fromStdString(id);
}

QString deviceCheckTitle(const std::string& id)
{
    if (id == "serial")
        return tr("Serial number");
    if (id == "firmware")
        return tr("Firmware");
    if (id == "objects")
        return tr("What is on it");
    if (id == "users")
        return tr("Who can open it");
    if (id == "credential")
        return tr("Its maker's credential");
    return id == "device-log" ? tr("Its own log") : QString::fromStdString(id);
}

QString keyTypeText(hsm::KeyType type)
{
    switch (type) {
    case hsm::KeyType::Secp256k1:
        return tr("Elliptic curve secp256k1");
    case hsm::KeyType::P256:
        return tr("Elliptic curve P-256");
    case hsm::KeyType::Rsa3072:
        return tr("RSA, 3072 bits");
    case hsm::KeyType::Aes256:
        return tr("AES, 256 bits");
    case hsm::KeyType::Ed25519:
        return tr("Edwards curve Ed25519");
    }
    return {};
}

} // namespace keyrite::ui
