#include "core/hsm/practice_store.h"

#include <array>
#include <cstdlib>
#include <fstream>

namespace keyrite::hsm {
namespace {

namespace fs = std::filesystem;

constexpr std::array kSoftHsmPaths{
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
    "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so",
    "/usr/lib64/softhsm/libsofthsm2.so",
    "/usr/local/lib/softhsm/libsofthsm2.so",
};

Result<fs::path> softHsm()
{
    for (const char* candidate : kSoftHsmPaths) {
        std::error_code ignored;
        if (fs::exists(candidate, ignored))
            return fs::path(candidate);
    }
    return fail(ErrorCode::ModuleUnusable,
                "SoftHSM is not installed, and practice needs it. Install the package softhsm2.",
                "libsofthsm2.so");
}

tl::unexpected<Error> refused(const fs::path& path, const std::error_code& error)
{
    return fail(ErrorCode::IoFailed,
                "The practice HSM's store " + path.string() +
                    " could not be prepared. Choose a folder that you may write to.",
                error.message());
}

// 0700: what SoftHSM keeps is protected by the PIN alone.
Result<void> privateDirectory(const fs::path& dir)
{
    std::error_code error;
    fs::create_directories(dir, error);
    if (!error)
        fs::permissions(dir, fs::perms::owner_all, error);
    return error ? Result<void>(refused(dir, error)) : Result<void>();
}

Result<void> writeConfiguration(const fs::path& file, const fs::path& tokens)
{
    // Written anew each time: the store may have been moved since.
    std::ofstream out(file);
    out << "directories.tokendir = " << tokens.string() << "\n"
        << "objectstore.backend = file\n"
        << "log.level = ERROR\n"
        << "slots.removable = false\n";
    out.close();
    if (!out)
        return refused(file, std::make_error_code(std::errc::io_error));
    return {};
}

} // namespace

Result<fs::path> preparePracticeStore(const fs::path& dir)
{
    auto library = softHsm();
    if (!library)
        return library;
    std::error_code error;
    const fs::path root = fs::absolute(dir, error);
    if (error || root.string().find('\n') != std::string::npos)
        return refused(dir, error ? error : std::make_error_code(std::errc::invalid_argument));
    const fs::path tokens = root / "tokens";
    const fs::path configuration = root / "softhsm2.conf";
    for (const fs::path& each : {root, tokens})
        if (const auto made = privateDirectory(each); !made)
            return fail(made.error());
    if (const auto written = writeConfiguration(configuration, tokens); !written)
        return fail(written.error());
    if (setenv("SOFTHSM2_CONF", configuration.c_str(), 1) != 0)
        return refused(configuration, std::error_code(errno, std::generic_category()));
    return library;
}

int removeEmptyObjects(const fs::path& dir)
{
    int removed = 0;
    std::error_code error; // a store that cannot be read is the module's to report
    for (fs::recursive_directory_iterator file(dir / "tokens", error), end; !error && file != end;
         file.increment(error)) {
        const fs::path& path = file->path();
        if (path.extension() == ".object" && path.filename() != "token.object" && fs::is_empty(path, error) &&
            fs::remove(path, error))
            ++removed;
    }
    return removed;
}

} // namespace keyrite::hsm
