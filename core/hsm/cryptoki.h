// Cryptoki: one loaded PKCS#11 module's function list (PKCS #11 v2.40), initialised and finalised once.
// Internal to core/hsm. Thread rule: one thread only, as Module's.
#pragma once

#include "core/hsm/error_names.h"

#include <filesystem>
#include <memory>

namespace keyrite::hsm {

// AES key wrap with padding, RFC 5649 (PKCS #11 v3.0); the v2.40 header does not have it.
inline constexpr CK_MECHANISM_TYPE kAesKeyWrapKwp = 0x210BUL;

class Cryptoki final
{
public:
    // As Module::load. `initArgs` goes to the module as it is, as C_Initialize's reserved argument (NSS).
    [[nodiscard]] static Result<std::shared_ptr<Cryptoki>> load(const std::filesystem::path& path,
                                                                std::string_view initArgs);

    Cryptoki(std::filesystem::path path, CK_FUNCTION_LIST* functions, bool ownsInitialisation);
    ~Cryptoki();
    Cryptoki(const Cryptoki&) = delete;
    Cryptoki& operator=(const Cryptoki&) = delete;

    // Closes every session of this module and finalises it, once, where it was initialised here. Later calls
    // answer CKR_CRYPTOKI_NOT_INITIALIZED.
    void finalise();
    bool isFinalised() const { return m_finalised; }

    const CK_FUNCTION_LIST& functions() const { return *m_functions; }
    const std::filesystem::path& path() const { return m_path; }

    // False where someone else in this process had initialised the module before.
    bool ownsInitialisation() const { return m_ownsInitialisation; }

private:
    std::filesystem::path m_path;
    CK_FUNCTION_LIST* m_functions;
    bool m_ownsInitialisation;
    bool m_finalised = false;
};

} // namespace keyrite::hsm
