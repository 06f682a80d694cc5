// SessionState: one logged-in session and the plain object calls on it. Internal to core/hsm; one thread
// only.
#pragma once

#include "core/hsm/attributes.h"
#include "core/hsm/cryptoki.h"
#include "core/hsm/profile.h"
#include "core/hsm/token.h"

#include <set>

namespace keyrite::hsm {

class SessionState final
{
public:
    SessionState(std::shared_ptr<Cryptoki> cryptoki, CK_SLOT_ID slot, CK_SESSION_HANDLE handle,
                 TokenInfo token);
    ~SessionState(); // logs out and closes
    SessionState(const SessionState&) = delete;
    SessionState& operator=(const SessionState&) = delete;

    const TokenInfo& token() const { return m_token; }
    // What this maker does otherwise than the standard.
    const Profile& profile() const { return *m_profile; }
    void setProfile(const Profile& profile) { m_profile = &profile; } // for the tests; borrowed
    const CK_FUNCTION_LIST& functions() const { return m_cryptoki->functions(); }
    CK_SESSION_HANDLE handle() const { return m_handle; }

    // Nothing for CKR_OK, the error otherwise. `function` is "C_Sign" etc.
    [[nodiscard]] Result<void> check(CK_RV rv, Action action, std::string_view function);

    // What the last call that failed answered.
    CK_RV lastFailure() const { return m_lastFailure; }

    // A session object could not be destroyed: it may hold a KEK, and goes with its session.
    void leftBehind() { m_leftBehind = true; }

    // What this session learnt about the token, so that it is not asked again: mechanisms that it does not
    // know for keys of a type, and what CKM_AES_KEY_WRAP_PAD did in it.
    void markUnknown(CK_MECHANISM_TYPE mechanism, KeyType type) { m_unknown.insert({mechanism, type}); }
    bool isUnknown(CK_MECHANISM_TYPE mechanism, KeyType type) const
    {
        return m_unknown.contains({mechanism, type});
    }
    std::optional<WrapScheme> padScheme() const { return m_padScheme; }
    void setPadScheme(WrapScheme scheme) { m_padScheme = scheme; }

    // Whether the token is still there, and still the same.
    bool alive() const;

    // Runs `operation`. After a failed call the session is replaced, also where the operation went on: a
    // module may keep an operation active in it, or have made the object that it denied. Whatever a lost
    // device answered becomes DeviceLost.
    template <typename Operation>
    auto guarded(Operation operation) -> decltype(operation())
    {
        if (m_cryptoki->isFinalised())
            return fail(hsmError(CKR_CRYPTOKI_NOT_INITIALIZED, Action::ReadKeys, "C_Finalize", {}));
        closeStale();
        auto result = operation();
        if (!result)
            return fail(afterError(std::move(result.error())));
        if (m_failed || m_leftBehind)
            renew();
        return result;
    }

    // Goes on in a fresh session: what a failed call left active, and all session objects, end with the old
    // one.
    void renew();

private:
    Error afterError(Error error);
    void closeStale();

    std::shared_ptr<Cryptoki> m_cryptoki;
    CK_SLOT_ID m_slot;
    CK_SESSION_HANDLE m_handle;
    TokenInfo m_token;
    std::vector<CK_SESSION_HANDLE> m_stale; // replaced, and could not be closed yet
    CK_RV m_lastFailure = CKR_OK;
    Action m_lastAction = Action::ReadKeys; // in which it failed
    bool m_failed = false;                  // a call failed since the session was opened
    bool m_leftBehind = false;              // an object of the session could not be destroyed
    std::set<std::pair<CK_MECHANISM_TYPE, KeyType>> m_unknown;
    std::optional<WrapScheme> m_padScheme;
    const Profile* m_profile;
};

// An object that is destroyed at the end of its scope unless it is released. Session objects hold throwaway
// keys and the KEK; token objects stand under it until they are proven.
class ObjectGuard final
{
public:
    ObjectGuard(SessionState& session, CK_OBJECT_HANDLE object) : m_session(&session), m_object(object) {}
    ObjectGuard(ObjectGuard&& other) noexcept;
    ObjectGuard& operator=(ObjectGuard&&) = delete;
    ObjectGuard(const ObjectGuard&) = delete;
    ObjectGuard& operator=(const ObjectGuard&) = delete;
    ~ObjectGuard();

    CK_OBJECT_HANDLE handle() const { return m_object; }
    void release() { m_object = CK_INVALID_HANDLE; }

private:
    SessionState* m_session;
    CK_OBJECT_HANDLE m_object;
};

[[nodiscard]] Result<std::vector<CK_OBJECT_HANDLE>> findObjects(SessionState& session, Attributes wanted);
// Some of them, and none only where there is none: for what has one by its ID.
[[nodiscard]] Result<std::vector<CK_OBJECT_HANDLE>> findSome(SessionState& session, Attributes wanted);
[[nodiscard]] Result<CK_OBJECT_HANDLE> createObject(SessionState& session, Attributes& attributes,
                                                    Action action);
[[nodiscard]] Result<void> destroyObject(SessionState& session, CK_OBJECT_HANDLE object);

// Public attributes only; a sensitive one is refused by the token.
[[nodiscard]] Result<Bytes> readBytes(SessionState& session, CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type);
// At most four of them in one call, in this order; one by one where the token does not answer that whole.
[[nodiscard]] Result<std::vector<Bytes>> readAll(SessionState& session, CK_OBJECT_HANDLE object,
                                                 std::initializer_list<CK_ATTRIBUTE_TYPE> types);
[[nodiscard]] Result<bool> flagIn(const SessionState& session, ByteView attribute);
[[nodiscard]] Result<bool> readFlag(SessionState& session, CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type);
[[nodiscard]] Result<CK_ULONG> readNumber(SessionState& session, CK_OBJECT_HANDLE object,
                                          CK_ATTRIBUTE_TYPE type);

} // namespace keyrite::hsm
