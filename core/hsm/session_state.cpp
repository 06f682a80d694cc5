#include "core/hsm/session_state.h"

#include "core/hsm/token_info.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace keyrite::hsm {

SessionState::SessionState(std::shared_ptr<Cryptoki> cryptoki, CK_SLOT_ID slot, CK_SESSION_HANDLE handle,
                           TokenInfo token)
    : m_cryptoki(std::move(cryptoki)), m_slot(slot), m_handle(handle), m_token(std::move(token)),
      m_profile(&profileFor(m_token))
{
}

SessionState::~SessionState()
{
    if (m_cryptoki->isFinalised()) // the handle may be another one's by now
        return;
    closeStale();
    functions().C_Logout(m_handle);
    functions().C_CloseSession(m_handle);
}

Result<void> SessionState::check(CK_RV rv, Action action, std::string_view function)
{
    if (rv == CKR_OK)
        return {};
    m_failed = true;
    m_lastFailure = rv;
    m_lastAction = action;
    return fail(hsmError(rv, action, function, m_token.id.label));
}

bool SessionState::alive() const
{
    CK_TOKEN_INFO info{};
    return functions().C_GetTokenInfo(m_slot, &info) == CKR_OK && toTokenInfo(m_slot, info).id == m_token.id;
}

Error SessionState::afterError(Error error)
{
    if (error.code != ErrorCode::DeviceLost && !alive())
        error = hsmError(CKR_DEVICE_REMOVED, m_lastAction, error.detail, m_token.id.label);
    renew();
    return error;
}

// The login belongs to the application, not to the session: open first, then close, and it stays. Where no
// other session can be had, one that may still hold a KEK is closed all the same, and the PIN is asked again.
void SessionState::renew()
{
    CK_SESSION_HANDLE fresh = CK_INVALID_HANDLE;
    const bool opened = functions().C_OpenSession(m_slot, CKF_SERIAL_SESSION | CKF_RW_SESSION, nullptr,
                                                  nullptr, &fresh) == CKR_OK;
    if (!opened && !m_leftBehind)
        return;
    m_stale.push_back(m_handle);
    m_handle = opened ? fresh : CK_INVALID_HANDLE;
    m_failed = false;
    m_leftBehind = false;
    closeStale();
}

// What cannot be closed now, because the device is away, is tried again before anything else is done. That
// there is no such session is believed only of a device that is there.
void SessionState::closeStale()
{
    std::erase_if(m_stale, [this](CK_SESSION_HANDLE handle) {
        const CK_RV rv = functions().C_CloseSession(handle);
        return rv == CKR_OK || ((rv == CKR_SESSION_HANDLE_INVALID || rv == CKR_SESSION_CLOSED) && alive());
    });
}

ObjectGuard::ObjectGuard(ObjectGuard&& other) noexcept
    : m_session(other.m_session), m_object(std::exchange(other.m_object, CK_INVALID_HANDLE))
{
}

ObjectGuard::~ObjectGuard()
{
    if (m_object != CK_INVALID_HANDLE &&
        m_session->functions().C_DestroyObject(m_session->handle(), m_object) != CKR_OK)
        m_session->leftBehind();
}

namespace {

enum class Search { All, FirstBatch };

Result<std::vector<CK_OBJECT_HANDLE>> search(SessionState& session, Attributes& wanted, Search extent)
{
    const CK_FUNCTION_LIST& functions = session.functions();
    if (auto ok = session.check(functions.C_FindObjectsInit(session.handle(), wanted.data(), wanted.count()),
                                Action::ReadKeys, "C_FindObjectsInit");
        !ok)
        return fail(ok.error());
    std::vector<CK_OBJECT_HANDLE> found;
    std::array<CK_OBJECT_HANDLE, 64> batch{};
    CK_ULONG count = 0;
    CK_RV rv = CKR_OK;
    do {
        rv = functions.C_FindObjects(session.handle(), batch.data(), batch.size(), &count);
        if (rv == CKR_OK)
            found.insert(found.end(), batch.begin(), batch.begin() + static_cast<std::ptrdiff_t>(count));
    } while (rv == CKR_OK && count > 0 && extent == Search::All);
    const CK_RV ended =
        functions.C_FindObjectsFinal(session.handle()); // else the next search finds one under way
    return session.check(rv, Action::ReadKeys, "C_FindObjects")
        .and_then([&] { return session.check(ended, Action::ReadKeys, "C_FindObjectsFinal"); })
        .map([&] { return found; });
}

} // namespace

Result<std::vector<CK_OBJECT_HANDLE>> findObjects(SessionState& session, Attributes wanted)
{
    return search(session, wanted, Search::All);
}

Result<std::vector<CK_OBJECT_HANDLE>> findSome(SessionState& session, Attributes wanted)
{
    return search(session, wanted, Search::FirstBatch);
}

Result<CK_OBJECT_HANDLE> createObject(SessionState& session, Attributes& attributes, Action action)
{
    CK_OBJECT_HANDLE object = CK_INVALID_HANDLE;
    return session
        .check(session.functions().C_CreateObject(session.handle(), attributes.data(), attributes.count(),
                                                  &object),
               action, "C_CreateObject")
        .map([&] { return object; });
}

Result<void> destroyObject(SessionState& session, CK_OBJECT_HANDLE object)
{
    return session.check(session.functions().C_DestroyObject(session.handle(), object), Action::Destroy,
                         "C_DestroyObject");
}

namespace {

using UsualBuffer = std::array<CK_BYTE, 512>;

} // namespace

Result<Bytes> readBytes(SessionState& session, CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type)
{
    constexpr CK_ULONG kLongest = 65536; // bytes of an attribute that any key needs
    UsualBuffer usual{};                 // only what is longer is asked for its size first
    CK_ATTRIBUTE attribute{type, usual.data(), usual.size()};
    const auto read = [&] {
        return session.functions().C_GetAttributeValue(session.handle(), object, &attribute, 1);
    };
    Bytes value;
    CK_RV rv = read();
    if (rv == CKR_OK && attribute.ulValueLen <= usual.size())
        return Bytes(usual.begin(), usual.begin() + static_cast<std::ptrdiff_t>(attribute.ulValueLen));
    if (rv == CKR_BUFFER_TOO_SMALL) {
        attribute = {type, nullptr, 0};
        rv = read();
        value.resize(rv == CKR_OK && attribute.ulValueLen <= kLongest ? attribute.ulValueLen : 0);
        attribute.pValue = value.data();
        if (!value.empty())
            rv = read();
    }
    if (auto ok = session.check(rv, Action::ReadKeys, "C_GetAttributeValue"); !ok)
        return fail(ok.error());
    if (attribute.ulValueLen == CK_UNAVAILABLE_INFORMATION || attribute.ulValueLen > value.size())
        return fail(hsmError(CKR_ATTRIBUTE_TYPE_INVALID, Action::ReadKeys, "C_GetAttributeValue",
                             session.token().id.label));
    value.resize(attribute.ulValueLen);
    return value;
}

Result<std::vector<Bytes>> readAll(SessionState& session, CK_OBJECT_HANDLE object,
                                   std::initializer_list<CK_ATTRIBUTE_TYPE> types)
{
    constexpr std::size_t kMost = 4;
    std::array<UsualBuffer, kMost> buffers{};
    std::array<CK_ATTRIBUTE, kMost> attributes{};
    std::size_t count = 0;
    for (const CK_ATTRIBUTE_TYPE type : types) {
        attributes.at(count) = {type, buffers.at(count).data(), buffers.at(count).size()};
        ++count;
    }
    const auto asked = std::span(attributes).first(count);
    const CK_RV rv =
        session.functions().C_GetAttributeValue(session.handle(), object, asked.data(), asked.size());
    const bool whole = rv == CKR_OK && std::ranges::all_of(asked, [](const CK_ATTRIBUTE& one) {
                           return one.ulValueLen <= UsualBuffer().size();
                       });
    std::vector<Bytes> values;
    values.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        auto value = whole ? Result<Bytes>(Bytes(buffers[i].begin(),
                                                 buffers[i].begin() +
                                                     static_cast<std::ptrdiff_t>(attributes[i].ulValueLen)))
                           : readBytes(session, object, attributes[i].type);
        if (!value)
            return fail(value.error());
        values.push_back(std::move(*value));
    }
    return values;
}

namespace {

template <typename Value>
Result<Value> valueIn(const SessionState& session, ByteView bytes)
{
    Value value{};
    if (bytes.size() != sizeof(value))
        return fail(hsmError(CKR_ATTRIBUTE_VALUE_INVALID, Action::ReadKeys, "C_GetAttributeValue",
                             session.token().id.label));
    std::memcpy(&value, bytes.data(), sizeof(value));
    return value;
}

} // namespace

Result<bool> flagIn(const SessionState& session, ByteView attribute)
{
    return valueIn<CK_BBOOL>(session, attribute).map([](CK_BBOOL flag) { return flag != CK_FALSE; });
}

Result<bool> readFlag(SessionState& session, CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type)
{
    return readBytes(session, object, type).and_then([&](const Bytes& bytes) {
        return flagIn(session, bytes);
    });
}

Result<CK_ULONG> readNumber(SessionState& session, CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type)
{
    return readBytes(session, object, type).and_then([&](const Bytes& bytes) {
        return valueIn<CK_ULONG>(session, bytes);
    });
}

} // namespace keyrite::hsm
