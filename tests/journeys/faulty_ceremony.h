// FaultyCeremony: a ceremony of a practice room whose HSM module is the fault shim, driven call by call and
// without paper: what would be on a sheet is kept here. Beside it an outsider's look at the tokens.
// One at a time in a process: the module is the process's.
#pragma once

#include "core/ceremony/runner.h"
#include "tests/core/hsm/fault_shim.h"
#include "ui/print/practice_paper.h"

namespace keyrite::test {

// Words of the sheets, by share number.
using SheetWords = std::map<int, SecretBytes>;

class FaultyCeremony final
{
public:
    // Makes a room in `folder`/room, with its tokens in `folder`/hsm.
    static ceremony::Room makeRoom(const std::filesystem::path& folder, const FaultShim& shim);
    // Makes the folder anew, with what a ceremony of this procedure begins with: an empty room; for a
    // recovery one whose keys only the sheets bring back, which are answered.
    static SheetWords makeBase(const std::filesystem::path& folder, const FaultShim& shim,
                               std::string_view procedure);
    // Opens the room of a copy of such a folder.
    static ceremony::Room openRoom(const std::filesystem::path& folder);

    // Opens the ceremony: a generation of a P-256 and an AES key, or a recovery of what the room has.
    FaultyCeremony(ceremony::Room room, std::string_view procedure, SheetWords& sheets);

    // "open-production" ...; "close" once all steps are done; empty after that.
    std::string nextAction() const;

    // Does the whole next action, or what is left of it after a failure.
    [[nodiscard]] Result<void> doAction();

    // What the people do about an HSM that was lost: connect it again and enter the PINs.
    [[nodiscard]] Result<void> reconnect();
    bool needsReconnect() const { return m_runner->sessionNeeded().has_value(); }

    ceremony::Runner& runner() { return *m_runner; }
    ceremony::Room& room() { return *m_room; }

private:
    [[nodiscard]] Result<void> doStep();
    [[nodiscard]] Result<void> perform(ceremony::StepKind kind);

    std::unique_ptr<ceremony::Room> m_room;
    std::optional<ceremony::Runner> m_runner;
    SheetWords& m_sheets;
    ui::PracticePaper m_noPaper;
    bool m_closed = false;
};

// All objects of all tokens, past the shim: "SERIAL private 0a0a...", one line each, sorted. Session objects
// are marked so.
std::vector<std::string> objectsOnTokens(const std::filesystem::path& target);

// The same list as the log wants it: no session objects, and the keys that it names.
std::vector<std::string> objectsInLog(const std::filesystem::path& roomFolder);

} // namespace keyrite::test
