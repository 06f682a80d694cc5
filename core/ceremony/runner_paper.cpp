// The runner's work on paper: share sheets, the blank form, the backup document and START-HERE.
#include "core/ceremony/anchors.h"
#include "core/ceremony/fields.h"
#include "core/ceremony/papers.h"
#include "core/ceremony/runner.h"
#include "core/paper/share_sheet.h"

namespace keyrite::ceremony {

using log::Json;

namespace {

// Signed before the share goes to paper: the head says that the log was so far when the sheet was made.
Result<log::PrintedHead> headFor(Room& room, const State& state)
{
    const auto note = anchorOn(room, "share sheet " + std::to_string(state.run().share), state.id);
    if (!note)
        return fail(note.error());
    return log::parseCheckpoint(*note).map([](const log::Checkpoint& checkpoint) {
        return log::PrintedHead{checkpoint.size, checkpoint.root};
    });
}

} // namespace

Result<void> Runner::printShare(const PrintDocument& print)
{
    KEYRITE_CHECK(expectKind(StepKind::ShareIssue));
    const int number = m_state.run().share;
    const auto share = m_issuing.find(number);
    if (share == m_issuing.end())
        return fail(ErrorCode::StepRefused, "This share is not in memory.");
    paper::ShareSheet sheet = shareSheetOf(m_state, m_room.registry().room, number, m_room.now());
    KEYRITE_TRY(sheet.head, headFor(m_room, m_state));
    auto document = paper::shareSheet(sheet, share->second);
    if (!document)
        return fail(document.error());
    KEYRITE_CHECK(logIssued(share->second)); // the record comes before the paper
    return print(*document, sheetName(m_room.registry(), m_state.shareSet, number));
}

Result<void> Runner::printBlankForm(const PrintDocument& print)
{
    KEYRITE_CHECK(expectKind(StepKind::ShareIssue));
    const int number = m_state.run().share;
    paper::ShareSheet sheet = shareSheetOf(m_state, m_room.registry().room, number, m_room.now());
    KEYRITE_TRY(sheet.head, headFor(m_room, m_state));
    return print(paper::blankShareForm(sheet, static_cast<int>(paper::kMaxSheetWords)),
                 "sheets/form-" + std::to_string(number));
}

Result<bool> Runner::bringHead(const log::PrintedHead& head)
{
    const auto root = m_room.store().rootAt(head.size);
    if (root && *root == head.root) {
        auto entry = anchorVerified(head, {}, m_room.now());
        entry->data["of"] = m_state.id;
        KEYRITE_CHECK(m_room.append({std::move(*entry)}));
        return true;
    }
    const auto issued = m_room.store().find({.kind = "share.issued", .sheet = m_state.setInHand()});
    if (!issued)
        return fail(issued.error());
    if (issued->empty())
        return false;
    return fail(ErrorCode::CheckpointMismatch,
                "The head of the log that is printed on this sheet, after " + std::to_string(head.size) +
                    " entries, is not the one that the log gives. The log was cut or changed since, or the "
                    "sheet is false. Raise an exception, and verify the log with the other sheets' heads.");
}

Result<std::string> Runner::printDocuments(const PrintDocument& print)
{
    KEYRITE_CHECK(expectKind(StepKind::Print));
    const auto note = anchorOn(m_room, "backup document", m_state.id);
    if (!note)
        return fail(note.error());
    auto backup = backupDataOf(m_state, m_room.registry(), *note);
    if (!backup)
        return fail(backup.error());
    auto documents = backupDocuments(m_state, m_room.registry().room, *backup, m_room.now());
    if (!documents)
        return fail(documents.error());
    for (const auto& [name, document] : *documents)
        KEYRITE_CHECK(print(document, name));
    const auto text = paper::backupText(*backup);
    if (!text)
        return fail(text.error());
    KEYRITE_CHECK(commit({event(Effect::PaperPrinted, {{"set", m_state.shareSet},
                                                       {"documents", {"backup", "start-here"}},
                                                       {"sha256", toHex(crypto::sha256(asBytes(*text)))}})}));
    return *text;
}

} // namespace keyrite::ceremony
