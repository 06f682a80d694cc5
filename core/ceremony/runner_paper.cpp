// The runner's work on paper: share sheets, the blank form, the backup document and START-HERE.
#include "core/ceremony/anchors.h"
#include "core/ceremony/fields.h"
#include "core/ceremony/papers.h"
#include "core/ceremony/runner.h"
#include "core/paper/share_sheet.h"

namespace keyrite::ceremony {

using log::Json;

Result<void> Runner::printShare(const PrintDocument& print)
{
    KEYRITE_CHECK(expectKind(StepKind::ShareIssue));
    const int number = m_state.run().share;
    const auto share = m_issuing.find(number);
    if (share == m_issuing.end())
        return fail(ErrorCode::StepRefused, "This share is not in memory.");
    const paper::ShareSheet sheet = shareSheetOf(m_state, m_room.registry().room, number, m_room.now());
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
    const paper::ShareSheet sheet = shareSheetOf(m_state, m_room.registry().room, number, m_room.now());
    return print(paper::blankShareForm(sheet, static_cast<int>(paper::kMaxSheetWords)),
                 "sheets/form-" + std::to_string(number));
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
