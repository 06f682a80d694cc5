#include "core/hsm/attributes.h"

#include <algorithm>

namespace keyrite::hsm {
namespace {

constexpr CK_BBOOL kTrue = CK_TRUE;
constexpr CK_BBOOL kFalse = CK_FALSE;

} // namespace

Attributes& Attributes::add(CK_ATTRIBUTE_TYPE type, const void* value, std::size_t size)
{
    // PKCS#11 has no const; a module does not write into a template that is handed in.
    const CK_ATTRIBUTE attribute{type, const_cast<void*>(value), size};
    const auto present = std::ranges::find(m_attributes, type, &CK_ATTRIBUTE::type);
    if (present == m_attributes.end())
        m_attributes.push_back(attribute);
    else
        *present = attribute;
    return *this;
}

Attributes& Attributes::flag(CK_ATTRIBUTE_TYPE type, bool value)
{
    return add(type, value ? &kTrue : &kFalse, sizeof(CK_BBOOL));
}

Attributes& Attributes::number(CK_ATTRIBUTE_TYPE type, CK_ULONG value)
{
    m_numbers.push_front(value);
    return add(type, &m_numbers.front(), sizeof(CK_ULONG));
}

Attributes& Attributes::bytes(CK_ATTRIBUTE_TYPE type, ByteView borrowed)
{
    return add(type, borrowed.data(), borrowed.size());
}

Attributes& Attributes::text(CK_ATTRIBUTE_TYPE type, std::string_view borrowed)
{
    return add(type, borrowed.data(), borrowed.size());
}

Attributes& Attributes::nested(CK_ATTRIBUTE_TYPE type, Attributes& borrowed)
{
    return add(type, borrowed.m_attributes.data(), borrowed.m_attributes.size() * sizeof(CK_ATTRIBUTE));
}

Attributes& Attributes::mechanisms(CK_ATTRIBUTE_TYPE type, std::span<const CK_MECHANISM_TYPE> borrowed)
{
    return add(type, borrowed.data(), borrowed.size_bytes());
}

} // namespace keyrite::hsm
