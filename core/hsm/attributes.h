// Attributes: a PKCS#11 template under construction. Internal to core/hsm.
#pragma once

#include "core/bytes.h"

#include <forward_list>
#include <p11-kit/pkcs11.h>
#include <vector>

namespace keyrite::hsm {

// A type that is added again replaces what was there. Flags and numbers are kept inside; bytes are borrowed
// and must outlive the template, so that a secret is never copied into one.
class Attributes final
{
public:
    Attributes() { m_attributes.reserve(kUsually); }
    Attributes(Attributes&&) = default;
    Attributes& operator=(Attributes&&) = default;
    Attributes(const Attributes&) = delete;
    Attributes& operator=(const Attributes&) = delete;
    ~Attributes() = default;

    Attributes& flag(CK_ATTRIBUTE_TYPE type, bool value);
    Attributes& number(CK_ATTRIBUTE_TYPE type, CK_ULONG value);
    Attributes& bytes(CK_ATTRIBUTE_TYPE type, ByteView borrowed);
    Attributes& text(CK_ATTRIBUTE_TYPE type, std::string_view borrowed);
    // A template inside the template, or a list of mechanisms; both borrowed.
    Attributes& nested(CK_ATTRIBUTE_TYPE type, Attributes& borrowed);
    Attributes& mechanisms(CK_ATTRIBUTE_TYPE type, std::span<const CK_MECHANISM_TYPE> borrowed);

    CK_ATTRIBUTE* data() { return m_attributes.data(); }
    CK_ULONG count() const { return m_attributes.size(); }

private:
    static constexpr std::size_t kUsually = 20;

    Attributes& add(CK_ATTRIBUTE_TYPE type, const void* value, std::size_t size);

    std::vector<CK_ATTRIBUTE> m_attributes;
    std::forward_list<CK_ULONG> m_numbers; // a list: its elements stay where they are
};

} // namespace keyrite::hsm
