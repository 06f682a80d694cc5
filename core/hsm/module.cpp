#include "core/hsm/module.h"

#include "core/hsm/logged_out_session.h"
#include "core/hsm/pins.h"
#include "core/hsm/session_state.h"
#include "core/hsm/token_info.h"

#include <algorithm>
#include <array>

namespace keyrite::hsm {
namespace {

constexpr std::size_t kLabelBytes = 32;
constexpr std::size_t kShownLabelBytes = 40;
constexpr std::size_t kMostObjects = 1000;
constexpr std::size_t kLongestId = 64;

// Sets the user's PIN on a token that has just been initialised.
Result<void> setUserPin(const CK_FUNCTION_LIST& functions, const SlotToken& token, const SecretBytes& soPin,
                        const SecretBytes& userPin)
{
    const auto refused = [&token](CK_RV rv, std::string_view function) {
        return fail(hsmError(rv, Action::Initialise, function, token.info.id.label));
    };
    const LoggedOutSession session(functions, token.slot);
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

// Slots are renumbered: what is in the slot now has to be what was seen there.
bool isStill(const SlotToken& token, const TokenInfo& chosen)
{
    return token.slot == chosen.slot && !token.info.initialised && token.info.id.serial == chosen.id.serial &&
           token.info.manufacturer == chosen.manufacturer && token.info.model == chosen.model;
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

// Printable ASCII alone, and not much of it: it comes from a device that nobody trusts yet.
std::string shortLabel(const CK_FUNCTION_LIST& functions, CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object)
{
    std::array<char, kShownLabelBytes> text{};
    CK_ATTRIBUTE label{CKA_LABEL, text.data(), text.size()};
    if (functions.C_GetAttributeValue(session, object, &label, 1) != CKR_OK || label.ulValueLen == 0 ||
        label.ulValueLen > text.size())
        return "(an object without a short label)";
    std::string shown(text.data(), label.ulValueLen);
    std::ranges::replace_if(
        shown, [](char c) { return c < 0x20 || c > 0x7e; }, '?');
    return shown;
}

Bytes shortId(const CK_FUNCTION_LIST& functions, CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object)
{
    Bytes bytes(kLongestId);
    CK_ATTRIBUTE id{CKA_ID, bytes.data(), bytes.size()};
    const bool read = functions.C_GetAttributeValue(session, object, &id, 1) == CKR_OK;
    bytes.resize(read && id.ulValueLen <= kLongestId ? id.ulValueLen : 0);
    return bytes;
}

} // namespace

Result<TokenInfo> onlyFresh(const std::vector<TokenInfo>& tokens)
{
    const auto isFresh = [](const TokenInfo& token) { return !token.initialised; };
    const auto first = std::ranges::find_if(tokens, isFresh);
    if (first == tokens.end())
        return fail(ErrorCode::TokenAbsent, "No token is there that is not initialised yet. Insert a fresh "
                                            "one, or zeroise one that may be erased.");
    if (std::ranges::count_if(tokens, isFresh) > 1)
        return fail(
            ErrorCode::TokenUnexpected,
            "More than one token is there that is not initialised. Nothing was changed. Choose one, or "
            "take the others out.");
    return *first;
}

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

Result<TokenInfo> Module::initialiseFresh(const TokenInfo& chosen, std::string_view label,
                                          const SecretBytes& soPin, const SecretBytes& userPin)
{
    const CK_FUNCTION_LIST& functions = m_cryptoki->functions();
    if (label.empty() || label.size() > kLabelBytes || label.back() == ' ' ||
        label.find('\0') != std::string_view::npos)
        return fail(ErrorCode::InvalidArgument,
                    "A token's label has 1 to 32 bytes and does not end in a blank. Choose another label.");
    const auto before = listTokens(functions);
    if (!before)
        return fail(before.error());
    if (std::ranges::find(*before, chosen.slot, &SlotToken::slot) == before->end())
        return fail(ErrorCode::TokenAbsent, "The token that was chosen is not there any more. Nothing was "
                                            "changed. Insert it, look again, and choose it.");
    if (std::ranges::none_of(*before, [&](const SlotToken& token) { return isStill(token, chosen); }))
        return fail(ErrorCode::TokenUnexpected,
                    "In the place of the token that was chosen there is another one now, or it is set up "
                    "already. Nothing was changed. Look again, and choose the one that is to be set up.",
                    chosen.model + " " + chosen.id.serial);
    for (const SecretBytes* pin : {&soPin, &userPin})
        if (const auto ok = checkPin(chosen, *pin); !ok)
            return fail(ok.error());
    if (const auto ok = initToken(functions, chosen.slot, label, soPin); !ok)
        return fail(ok.error());
    const auto token = newToken(functions, *before, label);
    if (!token)
        return fail(token.error());
    if (const auto ok = setUserPin(functions, *token, soPin, userPin); !ok)
        return fail(ok.error());
    return find(token->info.id);
}

Result<TokenInfo> Module::initialiseFresh(std::string_view label, const SecretBytes& soPin,
                                          const SecretBytes& userPin)
{
    return tokens().and_then(&onlyFresh).and_then([&](const TokenInfo& one) {
        return initialiseFresh(one, label, soPin, userPin);
    });
}

Result<TokenInfo> Module::zeroise(const TokenId& id, const SecretBytes& soPin, const SecretBytes& userPin)
{
    const CK_FUNCTION_LIST& functions = m_cryptoki->functions();
    const auto before = listTokens(functions);
    if (!before)
        return fail(before.error());
    const auto token = findToken(functions, id);
    if (!token)
        return fail(token.error());
    for (const SecretBytes* pin : {&soPin, &userPin})
        if (const auto ok = checkPin(token->info, *pin); !ok)
            return fail(ok.error());
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

Result<void> Module::changeUserPin(const TokenId& id, const SecretBytes& old, const SecretBytes& fresh)
{
    return findToken(m_cryptoki->functions(), id).and_then([&](const SlotToken& token) {
        return changePin(m_cryptoki->functions(), token, CKU_USER, old, fresh);
    });
}

Result<void> Module::changeOfficerPin(const TokenId& id, const SecretBytes& old, const SecretBytes& fresh)
{
    return findToken(m_cryptoki->functions(), id).and_then([&](const SlotToken& token) {
        return changePin(m_cryptoki->functions(), token, CKU_SO, old, fresh);
    });
}

Result<void> Module::resetUserPin(const TokenId& id, const SecretBytes& officerPin, const SecretBytes& fresh)
{
    return findToken(m_cryptoki->functions(), id).and_then([&](const SlotToken& token) {
        return resetPin(m_cryptoki->functions(), token, officerPin, fresh);
    });
}

Result<std::vector<VisibleObject>> Module::visibleObjects(const TokenId& id) const
{
    const CK_FUNCTION_LIST& functions = m_cryptoki->functions();
    const auto token = findToken(functions, id);
    if (!token)
        return fail(token.error());
    const LoggedOutSession session(functions, token->slot);
    if (session.rv() != CKR_OK)
        return fail(hsmError(session.rv(), Action::ReadKeys, "C_OpenSession", id.label));
    std::vector<CK_OBJECT_HANDLE> found(kMostObjects);
    CK_ULONG count = 0;
    CK_RV rv = functions.C_FindObjectsInit(session.handle(), nullptr, 0);
    if (rv == CKR_OK) {
        rv = functions.C_FindObjects(session.handle(), found.data(), found.size(), &count);
        functions.C_FindObjectsFinal(session.handle());
    }
    if (rv != CKR_OK)
        return fail(hsmError(rv, Action::ReadKeys, "C_FindObjects", id.label));
    found.resize(std::min<std::size_t>(count, found.size()));
    std::vector<VisibleObject> objects;
    objects.reserve(found.size());
    for (const CK_OBJECT_HANDLE object : found)
        objects.push_back(
            {shortLabel(functions, session.handle(), object), shortId(functions, session.handle(), object)});
    return objects;
}

Result<Session> Module::open(const TokenId& id, const SecretBytes& userPin)
{
    const CK_FUNCTION_LIST& functions = m_cryptoki->functions();
    const auto token = findToken(functions, id);
    if (!token)
        return fail(token.error());
    if (const auto ok = checkLogin(token->info, CKU_USER, userPin); !ok)
        return fail(ok.error());
    LoggedOutSession session(functions, token->slot);
    if (session.rv() != CKR_OK)
        return fail(hsmError(session.rv(), Action::Login, "C_OpenSession", id.label));
    if (const auto ok = logIn(functions, *token, session.handle(), CKU_USER, userPin); !ok)
        return fail(ok.error());
    return Session(std::make_unique<SessionState>(m_cryptoki, token->slot, session.release(), token->info));
}

} // namespace keyrite::hsm
