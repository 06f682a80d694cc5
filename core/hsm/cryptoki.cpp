#include "core/hsm/cryptoki.h"

#include <dlfcn.h>

namespace keyrite::hsm {
namespace {

// NSS reads a text where the standard has pReserved, and one more pointer, which must be null, after it.
struct InitArgs
{
    CK_C_INITIALIZE_ARGS standard;
    void* reservedByNss;
};

Error unusable(const std::filesystem::path& path, std::string_view why, std::string detail)
{
    return {ErrorCode::ModuleUnusable,
            "The HSM's PKCS#11 module " + path.string() + " cannot be used: " + std::string(why) +
                " Check the path of the module and that its driver is installed.",
            std::move(detail)};
}

CK_RV initialise(const CK_FUNCTION_LIST& functions, std::string text)
{
    InitArgs args{};
    args.standard.flags = CKF_OS_LOCKING_OK;
    if (!text.empty())
        args.standard.pReserved = text.data();
    return functions.C_Initialize(&args);
}

// The module's function list. The library is never closed: modules leave threads and exit handlers behind,
// and unloading those crashes.
Result<CK_FUNCTION_LIST*> functionList(const std::filesystem::path& path)
{
    void* library = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr)
        return fail(unusable(path, "it cannot be loaded.", dlerror()));
    const auto entry = reinterpret_cast<CK_C_GetFunctionList>(dlsym(library, "C_GetFunctionList"));
    if (entry == nullptr)
        return fail(unusable(path, "it is not a PKCS#11 module.", "C_GetFunctionList"));
    CK_FUNCTION_LIST* functions = nullptr;
    const CK_RV rv = entry(&functions);
    if (rv != CKR_OK || functions == nullptr || functions->version.major != 2)
        return fail(unusable(path, "it is not a PKCS#11 2.x module.", "C_GetFunctionList: " + ckrName(rv)));
    return functions;
}

} // namespace

Result<std::shared_ptr<Cryptoki>> Cryptoki::load(const std::filesystem::path& path, std::string_view initArgs)
{
    const auto functions = functionList(path);
    if (!functions)
        return fail(functions.error());
    const CK_RV rv = initialise(**functions, std::string(initArgs));
    if (rv != CKR_OK && rv != CKR_CRYPTOKI_ALREADY_INITIALIZED)
        return fail(unusable(path, "it refuses to start.", "C_Initialize: " + ckrName(rv)));
    return std::make_shared<Cryptoki>(path, *functions, rv == CKR_OK);
}

Cryptoki::Cryptoki(std::filesystem::path path, CK_FUNCTION_LIST* functions, bool ownsInitialisation)
    : m_path(std::move(path)), m_functions(functions), m_ownsInitialisation(ownsInitialisation)
{
}

Cryptoki::~Cryptoki()
{
    finalise();
}

void Cryptoki::finalise()
{
    if (m_ownsInitialisation && !m_finalised)
        m_functions->C_Finalize(nullptr);
    m_finalised = true;
}

} // namespace keyrite::hsm
