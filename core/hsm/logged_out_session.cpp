#include "core/hsm/logged_out_session.h"

namespace keyrite::hsm {

LoggedOutSession::LoggedOutSession(const CK_FUNCTION_LIST& functions, CK_SLOT_ID slot)
    : m_functions(functions)
{
    m_rv = functions.C_OpenSession(slot, CKF_SERIAL_SESSION | CKF_RW_SESSION, nullptr, nullptr, &m_handle);
}

LoggedOutSession::~LoggedOutSession()
{
    if (m_handle != CK_INVALID_HANDLE)
        m_functions.C_CloseSession(m_handle);
}

} // namespace keyrite::hsm
