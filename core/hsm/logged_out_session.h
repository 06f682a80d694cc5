// A session before any login, closed at the end of its scope. Internal to core/hsm; one thread only.
#pragma once

#include <p11-kit/pkcs11.h>
#include <utility>

namespace keyrite::hsm {

class LoggedOutSession final
{
public:
    LoggedOutSession(const CK_FUNCTION_LIST& functions, CK_SLOT_ID slot);
    ~LoggedOutSession();
    LoggedOutSession(const LoggedOutSession&) = delete;
    LoggedOutSession& operator=(const LoggedOutSession&) = delete;

    CK_RV rv() const { return m_rv; } // of C_OpenSession
    CK_SESSION_HANDLE handle() const { return m_handle; }
    CK_SESSION_HANDLE release() { return std::exchange(m_handle, CK_INVALID_HANDLE); }

private:
    const CK_FUNCTION_LIST& m_functions;
    CK_SESSION_HANDLE m_handle = CK_INVALID_HANDLE;
    CK_RV m_rv = CKR_OK;
};

} // namespace keyrite::hsm
