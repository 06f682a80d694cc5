// World: what is true in the room after the steps so far. A script is folded over it before it may run, so
// that a share sealed before it is proven, or a KEK that outlives the ceremony, is refused before anybody
// sits down.
#pragma once

#include "core/ceremony/procedure.h"

#include <set>

namespace keyrite::ceremony {

// One concrete step: a step of the procedure, for one share where it repeats.
struct StepRun
{
    std::size_t spec; // index into Procedure::steps
    int share;        // number of the share it is about; 0 for none
    std::string id;   // "issue-share-3", or the step's own id
};

// The steps in the order in which they run: neighbouring steps that repeat by share run as a block, a share
// at a time. `oldShares`: those of the set that is replaced, for steps that repeat by old share.
std::vector<StepRun> expand(const Procedure& procedure, const std::vector<int>& shares,
                            const std::vector<int>& oldShares = {});

enum class ShareStage { Absent, InMemory, Issued, Proven, Sealed, HandedOver, Unsealed, Destroyed };

class World final
{
public:
    // A generation starts with nothing; a procedure without a split starts with keys wrapped and shares
    // sealed.
    static World before(const Procedure& procedure, const std::vector<int>& shares,
                        const std::vector<int>& oldShares = {});

    // Applies all effects of the step. Errors: ProcedureInvalid, with the reason.
    [[nodiscard]] Result<void> apply(const StepSpec& step, int share);

    // What must not be true at the end. Errors: ProcedureInvalid.
    [[nodiscard]] Result<void> checkEnd() const;

    // Whether this process holds a secret that a crash would lose.
    bool holdsSecrets() const;
    bool kekInMemory() const { return m_kekInMemory; }
    bool keysGeneratedHere() const { return m_generated; }
    const std::set<std::string>& restoredOn() const { return m_restoredOn; } // names of tokens
    bool wasSplit() const { return m_split; }
    bool wasRewrapped() const { return m_rewrapped; }
    ShareStage stage(int share) const; // of a share of this ceremony's own set, not of the old one

private:
    [[nodiscard]] Result<void> applyEffect(const StepSpec& step, int share, Effect effect);
    [[nodiscard]] Result<void> applyToShare(ShareStage& stage, Effect effect) const;
    [[nodiscard]] Result<void> zeroise(const std::string& token);
    [[nodiscard]] Result<void> restore(const std::string& token);
    [[nodiscard]] Result<void> enterQuorum();
    [[nodiscard]] Result<void> splitKek();
    [[nodiscard]] Result<void> retire();
    bool isOpen(const std::string& token) const { return m_openTokens.contains(token); }

    std::set<std::string> m_openTokens;
    std::set<std::string> m_restoredOn;
    std::string m_generatedOn;
    std::map<int, ShareStage> m_shares;
    std::map<int, ShareStage> m_oldShares;
    std::set<std::pair<Effect, int>> m_happened;
    bool m_environmentChecked = false;
    bool m_kekInMemory = false;
    bool m_generated = false;
    bool m_wrapped = false;
    bool m_rewrapped = false;
    bool m_split = false;
    bool m_challenged = false;
    bool m_keysDestroyed = false;
    bool m_retired = false;
};

// The world before each step of `runs` and after the last. Errors: ProcedureInvalid, naming the step.
[[nodiscard]] Result<std::vector<World>> foldWorld(const Procedure& procedure,
                                                   const std::vector<StepRun>& runs,
                                                   const std::vector<int>& shares,
                                                   const std::vector<int>& oldShares = {});

// Whether the procedure can work at all: folded with two shares, and two old ones where it replaces some.
// For a file that nobody has a plan for yet. Errors: ProcedureInvalid, naming the step.
[[nodiscard]] Result<void> checkProcedure(const Procedure& procedure);

} // namespace keyrite::ceremony
