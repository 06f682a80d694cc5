// NSS's softoken as a second, independent HSM (package libnss3): one in a process.
#pragma once

#include "core/hsm/cryptoki.h"
#include "core/hsm/module.h"
#include "core/hsm/token_info.h"
#include "tests/core/hsm/practice_tokens.h"
#include "tests/memory_dir.h"

namespace keyrite::test {

inline constexpr const char* kSoftoken = "/usr/lib/x86_64-linux-gnu/libsoftokn3.so";

inline bool hasSoftoken()
{
    return std::filesystem::exists(kSoftoken);
}

class NssToken final
{
public:
    NssToken()
    {
        setUp(m_cryptoki->functions());
        for (const hsm::SlotToken& token : must(hsm::listTokens(m_cryptoki->functions())))
            if (token.slot == kDatabaseSlot)
                m_id = token.info.id;
    }

    const std::shared_ptr<hsm::Cryptoki>& cryptoki() const { return m_cryptoki; }
    hsm::Module& module() { return m_module; }
    const hsm::TokenId& id() const { return m_id; }
    hsm::Session open() { return must(m_module.open(m_id, pin(kUserPin))); }

private:
    static constexpr CK_SLOT_ID kDatabaseSlot = 2;

    std::string arguments() const
    {
        return "configdir='sql:" + m_database.path().toStdString() +
               "' certPrefix='' keyPrefix='' secmod='secmod.db' flags=";
    }

    static void expectOk(CK_RV rv)
    {
        if (rv != CKR_OK)
            throw std::runtime_error("NSS could not be set up: " + hsm::ckrName(rv));
    }

    // NSS is initialised its own way: an empty PIN of the security officer.
    static void setUp(const CK_FUNCTION_LIST& nss)
    {
        std::string label(32, ' ');
        CK_UTF8CHAR none = 0;
        const auto* userPin = reinterpret_cast<const CK_UTF8CHAR*>(kUserPin.data());
        CK_SESSION_HANDLE session = CK_INVALID_HANDLE;
        expectOk(nss.C_InitToken(kDatabaseSlot, &none, 0, reinterpret_cast<CK_UTF8CHAR*>(label.data())));
        expectOk(nss.C_OpenSession(kDatabaseSlot, CKF_SERIAL_SESSION | CKF_RW_SESSION, nullptr, nullptr,
                                   &session));
        expectOk(nss.C_Login(session, CKU_SO, &none, 0));
        expectOk(nss.C_InitPIN(session, const_cast<CK_UTF8CHAR*>(userPin), kUserPin.size()));
        nss.C_Logout(session);
        nss.C_CloseSession(session);
    }

    MemoryDir m_database;
    std::shared_ptr<hsm::Cryptoki> m_cryptoki = must(hsm::Cryptoki::load(kSoftoken, arguments()));
    hsm::Module m_module = must(hsm::Module::load(kSoftoken)); // accepts that it is initialised already
    hsm::TokenId m_id;
};

} // namespace keyrite::test
