#include "ui/error_text.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace keyrite::ui {

namespace {

// The translation context of all sentences below.
struct ErrorText
{
    Q_DECLARE_TR_FUNCTIONS(keyrite::ui::ErrorText)
};

} // namespace

// Long, flat and exhaustive on purpose: a new code does not compile without its words.
QString errorHeadline(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidArgument:
        return ErrorText::tr("A value is outside its range.");
    case ErrorCode::NotFound:
        return ErrorText::tr("It is not there.");
    case ErrorCode::IoFailed:
        return ErrorText::tr("The computer refused to read or write.");
    case ErrorCode::DiskFull:
        return ErrorText::tr("The disk is full.");
    case ErrorCode::Internal:
        return ErrorText::tr("Something happened that must not.");
    case ErrorCode::Cancelled:
        return ErrorText::tr("It was cancelled.");
    case ErrorCode::BadEncoding:
        return ErrorText::tr("The text is damaged.");
    case ErrorCode::BadPolicy:
        return ErrorText::tr("This is not a design for a share set.");
    case ErrorCode::UnwrapFailed:
        return ErrorText::tr("The backup does not open.");
    case ErrorCode::SignatureInvalid:
        return ErrorText::tr("The signature does not fit.");
    case ErrorCode::BadPublicKey:
        return ErrorText::tr("The public key is damaged.");
    case ErrorCode::WordUnknown:
        return ErrorText::tr("A word is not in the list.");
    case ErrorCode::MnemonicLength:
        return ErrorText::tr("Words are missing or too many.");
    case ErrorCode::MnemonicChecksum:
        return ErrorText::tr("The words do not fit together.");
    case ErrorCode::MnemonicPadding:
        return ErrorText::tr("The words do not form a share.");
    case ErrorCode::GroupThresholdExceedsCount:
        return ErrorText::tr("The share contradicts itself.");
    case ErrorCode::ShareIdentifierMismatch:
        return ErrorText::tr("The sheet is of another share set.");
    case ErrorCode::ShareExtendableMismatch:
        return ErrorText::tr("The sheet is of another share set.");
    case ErrorCode::ShareExponentMismatch:
        return ErrorText::tr("The sheet is of another share set.");
    case ErrorCode::ShareGroupThresholdMismatch:
        return ErrorText::tr("The sheet does not agree with the others.");
    case ErrorCode::ShareGroupCountMismatch:
        return ErrorText::tr("The sheet does not agree with the others.");
    case ErrorCode::ShareMemberThresholdMismatch:
        return ErrorText::tr("The sheet does not agree with its group.");
    case ErrorCode::ShareLengthMismatch:
        return ErrorText::tr("The sheet does not agree with the others.");
    case ErrorCode::ShareDuplicateMember:
        return ErrorText::tr("Two different sheets claim the same place.");
    case ErrorCode::ShareDigestInvalid:
        return ErrorText::tr("The sheets do not rebuild the key.");
    case ErrorCode::NotEnoughGroups:
        return ErrorText::tr("Groups are missing.");
    case ErrorCode::NotEnoughMembers:
        return ErrorText::tr("Sheets are missing.");
    case ErrorCode::TooManyShares:
        return ErrorText::tr("More sheets than are needed.");
    case ErrorCode::SecretLength:
        return ErrorText::tr("The secret has a length that cannot be split.");
    case ErrorCode::PassphraseInvalid:
        return ErrorText::tr("The passphrase has characters that are not allowed.");
    case ErrorCode::PayloadNotShare:
        return ErrorText::tr("This is not a sheet.");
    case ErrorCode::PayloadChecksum:
        return ErrorText::tr("The code was not read correctly.");
    case ErrorCode::NoQrFound:
        return ErrorText::tr("No code was found in the picture.");
    case ErrorCode::ImageUnreadable:
        return ErrorText::tr("The picture cannot be read.");
    case ErrorCode::BackupDocument:
        return ErrorText::tr("The backup document is incomplete.");
    case ErrorCode::WrongSheet:
        return ErrorText::tr("This is another sheet.");
    case ErrorCode::WrongShareSet:
        return ErrorText::tr("This sheet is of another share set.");
    case ErrorCode::DuplicateShare:
        return ErrorText::tr("This sheet is here already.");
    case ErrorCode::ModuleUnusable:
        return ErrorText::tr("The HSM software cannot be loaded.");
    case ErrorCode::TokenAbsent:
        return ErrorText::tr("The token is not there.");
    case ErrorCode::TokenUnexpected:
        return ErrorText::tr("This is another token.");
    case ErrorCode::TokenNotInitialised:
        return ErrorText::tr("The token has not been prepared.");
    case ErrorCode::TokenAlreadyInitialised:
        return ErrorText::tr("The token has been used before.");
    case ErrorCode::PinWrong:
        return ErrorText::tr("The PIN is wrong.");
    case ErrorCode::PinLocked:
        return ErrorText::tr("The token has locked its PIN.");
    case ErrorCode::PinUnusable:
        return ErrorText::tr("The PIN cannot be used.");
    case ErrorCode::DeviceLost:
        return ErrorText::tr("The token is gone.");
    case ErrorCode::DeviceReadOnly:
        return ErrorText::tr("The token cannot be written to.");
    case ErrorCode::DeviceFull:
        return ErrorText::tr("The token is full.");
    case ErrorCode::MechanismUnsupported:
        return ErrorText::tr("The token cannot do this.");
    case ErrorCode::KeyNotExtractable:
        return ErrorText::tr("The key can no longer be exported.");
    case ErrorCode::KeyTypeNotBackable:
        return ErrorText::tr("A key of this kind cannot be backed up.");
    case ErrorCode::KeyAttributesUnsafe:
        return ErrorText::tr("The token made the key with other properties than asked for.");
    case ErrorCode::KekMismatch:
        return ErrorText::tr("The sheets do not fit this backup.");
    case ErrorCode::BlobMismatch:
        return ErrorText::tr("The backup differs from the record.");
    case ErrorCode::HsmTemplate:
        return ErrorText::tr("The token refused the way the key was described.");
    case ErrorCode::HsmFailed:
        return ErrorText::tr("The token failed.");
    case ErrorCode::EntryInvalid:
        return ErrorText::tr("The entry cannot go into the log.");
    case ErrorCode::LogUnreadable:
        return ErrorText::tr("The log cannot be read.");
    case ErrorCode::LogNotSound:
        return ErrorText::tr("The log is not sound.");
    case ErrorCode::LogInUse:
        return ErrorText::tr("The log is open elsewhere.");
    case ErrorCode::LogForked:
        return ErrorText::tr("Two logs of this room differ.");
    case ErrorCode::NoteMalformed:
        return ErrorText::tr("The checkpoint is damaged.");
    case ErrorCode::CheckpointMismatch:
        return ErrorText::tr("The log does not contain this checkpoint.");
    case ErrorCode::ProofInvalid:
        return ErrorText::tr("The proof does not hold.");
    case ErrorCode::ProcedureInvalid:
        return ErrorText::tr("The procedure cannot be used.");
    case ErrorCode::StepRefused:
        return ErrorText::tr("This cannot be done now.");
    case ErrorCode::EnvironmentUnsafe:
        return ErrorText::tr("The workstation is not fit for secrets.");
    case ErrorCode::SecondPersonMissing:
        return ErrorText::tr("A second person is missing.");
    case ErrorCode::DirectoryNotEmpty:
        return ErrorText::tr("The folder is not empty.");
    }
    return {};
}

QString errorAdvice(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidArgument:
        return ErrorText::tr("Nothing was changed. Correct the value and try again.");
    case ErrorCode::NotFound:
        return ErrorText::tr("Nothing was changed. Look whether the right file, token or entry was named.");
    case ErrorCode::IoFailed:
        return ErrorText::tr(
            "Nothing was lost. Look at the disk, the cable and the permissions, then try again.");
    case ErrorCode::DiskFull:
        return ErrorText::tr(
            "The last entry was not written and the step is not done. Make room, then repeat the step.");
    case ErrorCode::Internal:
        return ErrorText::tr("Stop here, write the technical name into the exception, and do not go on with "
                             "this ceremony before it is explained.");
    case ErrorCode::Cancelled:
        return ErrorText::tr("Nothing was changed.");
    case ErrorCode::BadEncoding:
        return ErrorText::tr("It was not used. Copy or scan it again.");
    case ErrorCode::BadPolicy:
        return ErrorText::tr("Write it like 2of3, or 2of(2of3,2of3,1of1) for groups.");
    case ErrorCode::UnwrapFailed:
        return ErrorText::tr("Either the sheets are of another share set or the backup document is damaged. "
                             "Compare the share set number on both; then try another copy of the document.");
    case ErrorCode::SignatureInvalid:
        return ErrorText::tr("Do not go on: what was signed is not what is recorded, or another key signed "
                             "it. Raise an exception.");
    case ErrorCode::BadPublicKey:
        return ErrorText::tr("Take it from another copy of the backup document.");
    case ErrorCode::WordUnknown:
        return ErrorText::tr(
            "Nothing is lost. Look at that word on the sheet; its first four letters decide.");
    case ErrorCode::MnemonicLength:
        return ErrorText::tr("A sheet has 20, 33 or another fixed number of words. Count them on the paper.");
    case ErrorCode::MnemonicChecksum:
        return ErrorText::tr(
            "At least one word is wrong or two are swapped. Compare them with the sheet, line by line.");
    case ErrorCode::MnemonicPadding:
        return ErrorText::tr("At least one word is wrong. Compare them with the sheet, line by line.");
    case ErrorCode::GroupThresholdExceedsCount:
        return ErrorText::tr("It asks for more groups than there are. The sheet was not made by a sound "
                             "program; set it aside and raise an exception.");
    case ErrorCode::ShareIdentifierMismatch:
        return ErrorText::tr(
            "Its number differs from the sheets that are here. Set it aside; the others stay.");
    case ErrorCode::ShareExtendableMismatch:
        return ErrorText::tr(
            "One of its settings differs from the sheets that are here. Set it aside; the others stay.");
    case ErrorCode::ShareExponentMismatch:
        return ErrorText::tr(
            "One of its settings differs from the sheets that are here. Set it aside; the others stay.");
    case ErrorCode::ShareGroupThresholdMismatch:
        return ErrorText::tr(
            "It names another number of groups that are needed. Set it aside; the others stay.");
    case ErrorCode::ShareGroupCountMismatch:
        return ErrorText::tr("It names another number of groups. Set it aside; the others stay.");
    case ErrorCode::ShareMemberThresholdMismatch:
        return ErrorText::tr(
            "It names another number of sheets that are needed. Set it aside; the others stay.");
    case ErrorCode::ShareLengthMismatch:
        return ErrorText::tr("It has another number of words. Set it aside; the others stay.");
    case ErrorCode::ShareDuplicateMember:
        return ErrorText::tr(
            "One of them is wrong. Take both out and bring in the sheets one after the other.");
    case ErrorCode::ShareDigestInvalid:
        return ErrorText::tr("Each one reads, but together they do not fit: one may be of an older split. "
                             "Try other combinations of sheets.");
    case ErrorCode::NotEnoughGroups:
        return ErrorText::tr(
            "The sheets that are here stay. The list says which groups can complete the quorum.");
    case ErrorCode::NotEnoughMembers:
        return ErrorText::tr("The sheets that are here stay. The list says how many more each group needs.");
    case ErrorCode::TooManyShares:
        return ErrorText::tr("Leave out the ones that are named; any quorum is enough.");
    case ErrorCode::SecretLength:
        return ErrorText::tr("It must be 16 to 64 bytes, an even number.");
    case ErrorCode::PassphraseInvalid:
        return ErrorText::tr("Use printable ASCII characters only.");
    case ErrorCode::PayloadNotShare:
        return ErrorText::tr("The code or text that was read is something else. Hold the sheet so that only "
                             "its own code is seen.");
    case ErrorCode::PayloadChecksum:
        return ErrorText::tr("Scan it again, or use the other code on the sheet, or type the words.");
    case ErrorCode::NoQrFound:
        return ErrorText::tr("Try the other corner of the sheet, more light, or 300 dpi; or type the words.");
    case ErrorCode::ImageUnreadable:
        return ErrorText::tr(
            "The file is damaged or of an unknown kind. Scan the sheet again as PNG or JPEG.");
    case ErrorCode::BackupDocument:
        return ErrorText::tr(
            "Parts are missing or do not fit together. Scan all its codes, or use another copy.");
    case ErrorCode::WrongSheet:
        return ErrorText::tr(
            "It reads, but it is not the one that is asked for here. Look at the sheet number at the top.");
    case ErrorCode::WrongShareSet:
        return ErrorText::tr("Set it aside: it protects other keys. The sheets that are here stay.");
    case ErrorCode::DuplicateShare:
        return ErrorText::tr("It counts once. Bring in another one.");
    case ErrorCode::ModuleUnusable:
        return ErrorText::tr(
            "Nothing was changed. Install or repair the PKCS#11 module that is named, then try again.");
    case ErrorCode::TokenAbsent:
        return ErrorText::tr("Insert it and try again. What was done before stays recorded.");
    case ErrorCode::TokenUnexpected:
        return ErrorText::tr("Its serial or label differs from the record. Take it out, and look at the bag "
                             "that it came from.");
    case ErrorCode::TokenNotInitialised:
        return ErrorText::tr("Prepare it first; the step before says how.");
    case ErrorCode::TokenAlreadyInitialised:
        return ErrorText::tr(
            "A ceremony needs a fresh one. Take another token, or zeroise this one with two people.");
    case ErrorCode::PinWrong:
        return ErrorText::tr("The token counts wrong PINs and locks itself after a few. Look at the card "
                             "before the next try.");
    case ErrorCode::PinLocked:
        return ErrorText::tr("No PIN works any more. The security officer can set a new one, or the key is "
                             "brought back from the sheets.");
    case ErrorCode::PinUnusable:
        return ErrorText::tr("It is too short, too long or expired. Choose another one.");
    case ErrorCode::DeviceLost:
        return ErrorText::tr("It was taken out or it failed while it worked. Insert it again: the ceremony "
                             "goes back to a safe step by itself.");
    case ErrorCode::DeviceReadOnly:
        return ErrorText::tr("Its write protection is on. Use another token or remove the protection.");
    case ErrorCode::DeviceFull:
        return ErrorText::tr("Nothing was written. Use another token.");
    case ErrorCode::MechanismUnsupported:
        return ErrorText::tr(
            "It lacks a method that the ceremony needs. Nothing was written; use another token.");
    case ErrorCode::KeyNotExtractable:
        return ErrorText::tr("It is locked, as it should be after a ceremony. A new backup needs a new key.");
    case ErrorCode::KeyTypeNotBackable:
        return ErrorText::tr("Nothing was generated. Choose another kind of key.");
    case ErrorCode::KeyAttributesUnsafe:
        return ErrorText::tr(
            "The key was destroyed at once. Do not use this token for keys; raise an exception.");
    case ErrorCode::KekMismatch:
        return ErrorText::tr(
            "The check value differs: the sheets are of another share set than the document.");
    case ErrorCode::BlobMismatch:
        return ErrorText::tr(
            "Its SHA-256 is not the one in the log. Use another copy of the backup document.");
    case ErrorCode::HsmTemplate:
        return ErrorText::tr("Nothing was written. Note the technical name; another token may accept it.");
    case ErrorCode::HsmFailed:
        return ErrorText::tr(
            "Nothing is certain about its content. Take it out and in again, then repeat the step.");
    case ErrorCode::EntryInvalid:
        return ErrorText::tr("Nothing was written. This is a fault of the program: raise an exception.");
    case ErrorCode::LogUnreadable:
        return ErrorText::tr("The file is missing, damaged or no log. Use the last exported copy and compare "
                             "its head with the paper.");
    case ErrorCode::LogNotSound:
        return ErrorText::tr("It was changed outside of Keyrite. Write nothing into it; compare it with the "
                             "printed heads and the exported copies.");
    case ErrorCode::LogInUse:
        return ErrorText::tr("Only one Keyrite may write to it. Close the other one and try again.");
    case ErrorCode::LogForked:
        return ErrorText::tr(
            "They share a beginning and then part. Stop, and compare both with the printed heads.");
    case ErrorCode::NoteMalformed:
        return ErrorText::tr("It was not used. Scan or copy it again.");
    case ErrorCode::CheckpointMismatch:
        return ErrorText::tr(
            "Entries were removed or changed after it was signed. Stop, and compare with the printed heads.");
    case ErrorCode::ProofInvalid:
        return ErrorText::tr("The entry is not shown to be in the log. Do not rely on it.");
    case ErrorCode::ProcedureInvalid:
        return ErrorText::tr("It was not started. The file says something that the rules refuse; the "
                             "sentence names the step.");
    case ErrorCode::StepRefused:
        return ErrorText::tr("The ceremony stands at another step. Nothing was changed.");
    case ErrorCode::EnvironmentUnsafe:
        return ErrorText::tr("Nothing secret was made. Correct what is named, then look again.");
    case ErrorCode::SecondPersonMissing:
        return ErrorText::tr(
            "A point of no return takes two. Wait for the other one, or pause the ceremony.");
    case ErrorCode::DirectoryNotEmpty:
        return ErrorText::tr("Nothing was written. Choose an empty or a new folder.");
    }
    return {};
}

QString errorName(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidArgument:
        return u"InvalidArgument"_s;
    case ErrorCode::NotFound:
        return u"NotFound"_s;
    case ErrorCode::IoFailed:
        return u"IoFailed"_s;
    case ErrorCode::DiskFull:
        return u"DiskFull"_s;
    case ErrorCode::Internal:
        return u"Internal"_s;
    case ErrorCode::Cancelled:
        return u"Cancelled"_s;
    case ErrorCode::BadEncoding:
        return u"BadEncoding"_s;
    case ErrorCode::BadPolicy:
        return u"BadPolicy"_s;
    case ErrorCode::UnwrapFailed:
        return u"UnwrapFailed"_s;
    case ErrorCode::SignatureInvalid:
        return u"SignatureInvalid"_s;
    case ErrorCode::BadPublicKey:
        return u"BadPublicKey"_s;
    case ErrorCode::WordUnknown:
        return u"WordUnknown"_s;
    case ErrorCode::MnemonicLength:
        return u"MnemonicLength"_s;
    case ErrorCode::MnemonicChecksum:
        return u"MnemonicChecksum"_s;
    case ErrorCode::MnemonicPadding:
        return u"MnemonicPadding"_s;
    case ErrorCode::GroupThresholdExceedsCount:
        return u"GroupThresholdExceedsCount"_s;
    case ErrorCode::ShareIdentifierMismatch:
        return u"ShareIdentifierMismatch"_s;
    case ErrorCode::ShareExtendableMismatch:
        return u"ShareExtendableMismatch"_s;
    case ErrorCode::ShareExponentMismatch:
        return u"ShareExponentMismatch"_s;
    case ErrorCode::ShareGroupThresholdMismatch:
        return u"ShareGroupThresholdMismatch"_s;
    case ErrorCode::ShareGroupCountMismatch:
        return u"ShareGroupCountMismatch"_s;
    case ErrorCode::ShareMemberThresholdMismatch:
        return u"ShareMemberThresholdMismatch"_s;
    case ErrorCode::ShareLengthMismatch:
        return u"ShareLengthMismatch"_s;
    case ErrorCode::ShareDuplicateMember:
        return u"ShareDuplicateMember"_s;
    case ErrorCode::ShareDigestInvalid:
        return u"ShareDigestInvalid"_s;
    case ErrorCode::NotEnoughGroups:
        return u"NotEnoughGroups"_s;
    case ErrorCode::NotEnoughMembers:
        return u"NotEnoughMembers"_s;
    case ErrorCode::TooManyShares:
        return u"TooManyShares"_s;
    case ErrorCode::SecretLength:
        return u"SecretLength"_s;
    case ErrorCode::PassphraseInvalid:
        return u"PassphraseInvalid"_s;
    case ErrorCode::PayloadNotShare:
        return u"PayloadNotShare"_s;
    case ErrorCode::PayloadChecksum:
        return u"PayloadChecksum"_s;
    case ErrorCode::NoQrFound:
        return u"NoQrFound"_s;
    case ErrorCode::ImageUnreadable:
        return u"ImageUnreadable"_s;
    case ErrorCode::BackupDocument:
        return u"BackupDocument"_s;
    case ErrorCode::WrongSheet:
        return u"WrongSheet"_s;
    case ErrorCode::WrongShareSet:
        return u"WrongShareSet"_s;
    case ErrorCode::DuplicateShare:
        return u"DuplicateShare"_s;
    case ErrorCode::ModuleUnusable:
        return u"ModuleUnusable"_s;
    case ErrorCode::TokenAbsent:
        return u"TokenAbsent"_s;
    case ErrorCode::TokenUnexpected:
        return u"TokenUnexpected"_s;
    case ErrorCode::TokenNotInitialised:
        return u"TokenNotInitialised"_s;
    case ErrorCode::TokenAlreadyInitialised:
        return u"TokenAlreadyInitialised"_s;
    case ErrorCode::PinWrong:
        return u"PinWrong"_s;
    case ErrorCode::PinLocked:
        return u"PinLocked"_s;
    case ErrorCode::PinUnusable:
        return u"PinUnusable"_s;
    case ErrorCode::DeviceLost:
        return u"DeviceLost"_s;
    case ErrorCode::DeviceReadOnly:
        return u"DeviceReadOnly"_s;
    case ErrorCode::DeviceFull:
        return u"DeviceFull"_s;
    case ErrorCode::MechanismUnsupported:
        return u"MechanismUnsupported"_s;
    case ErrorCode::KeyNotExtractable:
        return u"KeyNotExtractable"_s;
    case ErrorCode::KeyTypeNotBackable:
        return u"KeyTypeNotBackable"_s;
    case ErrorCode::KeyAttributesUnsafe:
        return u"KeyAttributesUnsafe"_s;
    case ErrorCode::KekMismatch:
        return u"KekMismatch"_s;
    case ErrorCode::BlobMismatch:
        return u"BlobMismatch"_s;
    case ErrorCode::HsmTemplate:
        return u"HsmTemplate"_s;
    case ErrorCode::HsmFailed:
        return u"HsmFailed"_s;
    case ErrorCode::EntryInvalid:
        return u"EntryInvalid"_s;
    case ErrorCode::LogUnreadable:
        return u"LogUnreadable"_s;
    case ErrorCode::LogNotSound:
        return u"LogNotSound"_s;
    case ErrorCode::LogInUse:
        return u"LogInUse"_s;
    case ErrorCode::LogForked:
        return u"LogForked"_s;
    case ErrorCode::NoteMalformed:
        return u"NoteMalformed"_s;
    case ErrorCode::CheckpointMismatch:
        return u"CheckpointMismatch"_s;
    case ErrorCode::ProofInvalid:
        return u"ProofInvalid"_s;
    case ErrorCode::ProcedureInvalid:
        return u"ProcedureInvalid"_s;
    case ErrorCode::StepRefused:
        return u"StepRefused"_s;
    case ErrorCode::EnvironmentUnsafe:
        return u"EnvironmentUnsafe"_s;
    case ErrorCode::SecondPersonMissing:
        return u"SecondPersonMissing"_s;
    case ErrorCode::DirectoryNotEmpty:
        return u"DirectoryNotEmpty"_s;
    }
    return {};
}

Message messageOf(const Error& error)
{
    const QString detail = QString::fromStdString(error.detail);
    return {.tone = Tone::Bad,
            .headline = errorHeadline(error.code),
            .happened = QString::fromStdString(error.message),
            .meaning = errorAdvice(error.code),
            .technical =
                detail.isEmpty() ? errorName(error.code) : errorName(error.code) + u" · "_s + detail};
}

} // namespace keyrite::ui
