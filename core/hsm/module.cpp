#include "core/hsm/module.h"

#include "core/hsm/session_state.h"
#include "core/hsm/token_info.h"

#include <algorithm>

namespace keyrite::hsm {
namespace {

constexpr std::size_t kMinPin = 8;
constexpr std::size_t kMaxPin = 255;
constexpr std::size_t kLabelBytes = 32;

Result<void> checkPin(const SecretBytes& pin)
{
    if (pin.size() < kMinPin || pin.size() > kMaxPin)
        return fail(ErrorCode::PinUnusable,
                    "A PIN has 8 to 255 characters here. The token was not asked, so no try was used up.");
    return {};
}

// PKCS#11 takes no const; a module does not write into a PIN.
CK_UTF8CHAR_PTR pinData(const SecretBytes& pin)
{
    return const_cast<CK_UTF8CHAR_PTR>(pin.data());
}

// A session that is closed at the end of its scope, unless it is released.
class OpenSession final
{
public:
    OpenSession(const CK_FUNCTION_LIST& functions, CK_SLOT_ID slot) : m_functions(functions)
    {
        m_rv =
            functions.C_OpenSession(slot, CKF_SERIAL_SESSION | CKF_RW_SESSION, nullptr, nullptr, &m_handle);
    }
    ~OpenSession()
    {
        if (m_handle != CK_INVALID_HANDLE)
            m_functions.C_CloseSession(m_handle);
    }
    OpenSession(const OpenSession&) = delete;
    OpenSession& operator=(const OpenSession&) = delete;

    CK_RV rv() const { return m_rv; }
    CK_SESSION_HANDLE handle() const { return m_handle; }
    CK_SESSION_HANDLE release() { return std::exchange(m_handle, CK_INVALID_HANDLE); }

private:
    const CK_FUNCTION_LIST& m_functions;
    CK_SESSION_HANDLE m_handle = CK_INVALID_HANDLE;
    CK_RV m_rv = CKR_OK;
};

// Sets the user's PIN on a token that has just been initialised.
Result<void> setUserPin(const CK_FUNCTION_LIST& functions, const SlotToken& token, const SecretBytes& soPin,
                        const SecretBytes& userPin)
{
    const auto refused = [&token](CK_RV rv, std::string_view function) {
        return fail(hsmError(rv, Action::Initialise, function, token.info.id.label));
    };
    const OpenSession session(functions, token.slot);
    if (session.rv() != CKR_OK)
        return refused(session.rv(), "C_OpenSession");
    if (const CK_RV rv = functions.C_Login(session.handle(), CKU_SO, pinData(soPin), soPin.size());
        rv != CKR_OK)
        return refused(rv, "C_Login");
    const CK_RV rv = functions.C_InitPIN(session.handle(), pinData(userPin), userPin.size());
    functions.C_Logout(session.handle());
    if (rv != CKR_OK)
        return refused(rv, "C_InitPIN");
    return {};
}

Result<void> initToken(const CK_FUNCTION_LIST& functions, CK_SLOT_ID slot, std::string_view label,
                       const SecretBytes& soPin)
{
    std::string padded(label);
    padded.resize(kLabelBytes, ' ');
    const CK_RV rv = functions.C_InitToken(slot, pinData(soPin), soPin.size(),
                                           reinterpret_cast<CK_UTF8CHAR_PTR>(padded.data()));
    if (rv != CKR_OK)
        return fail(hsmError(rv, Action::Initialise, "C_InitToken", label));
    return {};
}

// The token that `before` did not have: an initialisation may give another serial and another slot.
Result<SlotToken> newToken(const CK_FUNCTION_LIST& functions, const std::vector<SlotToken>& before,
                           std::string_view label)
{
    const auto tokens = listTokens(functions);
    if (!tokens)
        return fail(tokens.error());
    for (const SlotToken& token : *tokens) {
        const bool known = std::any_of(before.begin(), before.end(), [&token](const SlotToken& old) {
            return old.info.initialised && old.info.id == token.info.id;
        });
        if (token.info.initialised && token.info.id.label == label && !known)
            return token;
    }
    return fail(ErrorCode::TokenAbsent, "The token \"" + std::string(label) +
                                            "\" was initialised but is not there any more. Reconnect it and "
                                            "look at its label before you go on.");
}

Result<void> checkLogin(const TokenInfo& token, const SecretBytes& userPin)
{
    const std::string name = "The token \"" + token.id.label + "\"";
    if (!token.initialised) // a login would hang in some modules
        return fail(ErrorCode::TokenNotInitialised, name + " is not initialised. Initialise it first.");
    if (token.pinLocked)
        return fail(hsmError(CKR_PIN_LOCKED, Action::Login, "CKF_USER_PIN_LOCKED", token.id.label));
    if (!token.userPinSet)
        return fail(hsmError(CKR_USER_PIN_NOT_INITIALIZED, Action::Login, "CKF_USER_PIN_INITIALIZED",
                             token.id.label));
    return checkPin(userPin);
}

// The error of a login, with what the token's flags say about the tries that are left.
Error loginError(const CK_FUNCTION_LIST& functions, const SlotToken& token, CK_RV rv)
{
    Error error = hsmError(rv, Action::Login, "C_Login", token.info.id.label);
    CK_TOKEN_INFO raw{};
    if (functions.C_GetTokenInfo(token.slot, &raw) != CKR_OK) {
        if (rv == CKR_GENERAL_ERROR) // what SoftHSM says when its store has gone
            return hsmError(CKR_DEVICE_REMOVED, Action::Login, "C_Login", token.info.id.label);
        return error;
    }
    const TokenInfo now = toTokenInfo(raw);
    if (error.code == ErrorCode::PinWrong && now.pinLocked)
        return hsmError(CKR_PIN_LOCKED, Action::Login, "C_Login", token.info.id.label);
    if (error.code == ErrorCode::PinWrong && now.pinFinalTry)
        error.message += " Only one try is left.";
    else if (error.code == ErrorCode::PinWrong && now.pinCountLow)
        error.message += " The token counts the wrong tries.";
    return error;
}

} // namespace

Module::Module(std::shared_ptr<Cryptoki> cryptoki) : m_cryptoki(std::move(cryptoki)) {}
Module::Module(Module&&) noexcept = default;

Module& Module::operator=(Module&& other) noexcept
{
    std::swap(m_cryptoki, other.m_cryptoki);
    return *this;
}

Module::~Module()
{
    if (m_cryptoki)
        m_cryptoki->finalise();
}

void Module::finalise()
{
    m_cryptoki->finalise();
}

Result<Module> Module::load(const std::filesystem::path& path, std::string_view initArgs)
{
    auto cryptoki = Cryptoki::load(path, initArgs);
    if (!cryptoki)
        return fail(cryptoki.error());
    return Module(std::move(*cryptoki));
}

const std::filesystem::path& Module::path() const
{
    return m_cryptoki->path();
}

bool Module::ownsInitialisation() const
{
    return m_cryptoki->ownsInitialisation();
}

Result<std::vector<TokenInfo>> Module::tokens() const
{
    return listTokens(m_cryptoki->functions()).map([](const std::vector<SlotToken>& tokens) {
        std::vector<TokenInfo> infos;
        infos.reserve(tokens.size());
        for (const SlotToken& token : tokens)
            infos.push_back(token.info);
        return infos;
    });
}

Result<TokenInfo> Module::find(const TokenId& id) const
{
    return findToken(m_cryptoki->functions(), id).map([](const SlotToken& token) { return token.info; });
}

Result<TokenInfo> Module::initialiseFresh(std::string_view label, const SecretBytes& soPin,
                                          const SecretBytes& userPin)
{
    const CK_FUNCTION_LIST& functions = m_cryptoki->functions();
    if (label.empty() || label.size() > kLabelBytes || label.back() == ' ' ||
        label.find('\0') != std::string_view::npos)
        return fail(ErrorCode::InvalidArgument,
                    "A token's label has 1 to 32 bytes and does not end in a blank. Choose another label.");
    for (const SecretBytes* pin : {&soPin, &userPin})
        if (const auto ok = checkPin(*pin); !ok)
            return fail(ok.error());
    const auto before = listTokens(functions);
    if (!before)
        return fail(before.error());
    const auto fresh = std::find_if(before->begin(), before->end(),
                                    [](const SlotToken& token) { return !token.info.initialised; });
    if (fresh == before->end())
        return fail(ErrorCode::TokenAbsent, "No token is there that is not initialised yet. Insert a fresh "
                                            "one, or zeroise one that may be erased.");
    if (const auto ok = initToken(functions, fresh->slot, label, soPin); !ok)
        return fail(ok.error());
    const auto token = newToken(functions, *before, label);
    if (!token)
        return fail(token.error());
    if (const auto ok = setUserPin(functions, *token, soPin, userPin); !ok)
        return fail(ok.error());
    return find(token->info.id);
}

Result<TokenInfo> Module::zeroise(const TokenId& id, const SecretBytes& soPin, const SecretBytes& userPin)
{
    const CK_FUNCTION_LIST& functions = m_cryptoki->functions();
    for (const SecretBytes* pin : {&soPin, &userPin})
        if (const auto ok = checkPin(*pin); !ok)
            return fail(ok.error());
    const auto before = listTokens(functions);
    if (!before)
        return fail(before.error());
    const auto token = findToken(functions, id);
    if (!token)
        return fail(token.error());
    functions.C_CloseAllSessions(token->slot); // ours; one that could not be closed would forbid it
    if (const auto ok = initToken(functions, token->slot, id.label, soPin); !ok)
        return fail(ok.error());
    auto again = findToken(functions, id);
    if (!again &&
        (again.error().code == ErrorCode::TokenAbsent || again.error().code == ErrorCode::TokenUnexpected))
        again = newToken(functions, *before, id.label); // its serial changed with the initialisation
    if (!again)
        return fail(again.error());
    if (const auto ok = setUserPin(functions, *again, soPin, userPin); !ok)
        return fail(ok.error());
    return find(again->info.id);
}

Result<Session> Module::open(const TokenId& id, const SecretBytes& userPin)
{
    const CK_FUNCTION_LIST& functions = m_cryptoki->functions();
    const auto token = findToken(functions, id);
    if (!token)
        return fail(token.error());
    if (const auto ok = checkLogin(token->info, userPin); !ok)
        return fail(ok.error());
    OpenSession session(functions, token->slot);
    if (session.rv() != CKR_OK)
        return fail(hsmError(session.rv(), Action::Login, "C_OpenSession", id.label));
    const CK_RV rv = functions.C_Login(session.handle(), CKU_USER, pinData(userPin), userPin.size());
    if (rv != CKR_OK)
        return fail(loginError(functions, *token, rv));
    return Session(std::make_unique<SessionState>(m_cryptoki, token->slot, session.release(), token->info));
}

} // namespace keyrite::hsm
