#include "core/hsm/registered_modules.h"

#include "core/file.h"

#include <algorithm>

namespace keyrite::hsm {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxConfigurationBytes = 65536;
constexpr std::size_t kMaxModules = 64;

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view kBlank = " \t\r";
    const std::size_t first = text.find_first_not_of(kBlank);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

bool isPlainPath(std::string_view text)
{
    return !text.empty() && text.size() <= 4096 &&
           std::ranges::none_of(text, [](unsigned char c) { return c < 0x20 || c == 0x7f; });
}

// Sorted, so that the order does not depend on the disk.
std::vector<fs::path> configurationsIn(const fs::path& folder)
{
    std::vector<fs::path> files;
    std::error_code error;
    for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error))
        if (at->path().extension() == ".module" && files.size() < kMaxModules)
            files.push_back(at->path());
    std::ranges::sort(files);
    return files;
}

} // namespace

std::optional<std::string> moduleNamedBy(std::string_view configuration)
{
    if (configuration.size() > kMaxConfigurationBytes)
        return std::nullopt;
    std::optional<std::string> module;
    while (!configuration.empty()) {
        const std::size_t end = configuration.find('\n');
        const std::string_view line = trimmed(configuration.substr(0, end));
        configuration.remove_prefix(end == std::string_view::npos ? configuration.size() : end + 1);
        const std::size_t colon = line.find(':');
        if (line.starts_with('#') || colon == std::string_view::npos)
            continue;
        const std::string_view name = trimmed(line.substr(0, colon));
        const std::string_view value = trimmed(line.substr(colon + 1));
        if (name == "module" && isPlainPath(value))
            module = std::string(value);
        if (name == "enable-in" && trimmed(value).empty())
            return std::nullopt; // enabled in no program
    }
    return module;
}

std::vector<fs::path> registeredModules(const std::vector<fs::path>& folders, const fs::path& moduleFolder)
{
    std::vector<fs::path> modules;
    for (const fs::path& folder : folders)
        for (const fs::path& file : configurationsIn(folder)) {
            const auto text = readFile(file, kMaxConfigurationBytes);
            const auto name = text ? moduleNamedBy(*text) : std::nullopt;
            const fs::path path = name ? moduleFolder / *name : fs::path(); // an absolute one replaces it
            std::error_code error;
            if (name && fs::is_regular_file(path, error) && std::ranges::count(modules, path) == 0)
                modules.push_back(path);
        }
    return modules;
}

std::vector<fs::path> registeredModules()
{
    auto modules =
        registeredModules({"/etc/pkcs11/modules", "/usr/share/p11-kit/modules"}, KEYRITE_P11_MODULES);
    std::erase_if(modules,
                  [](const fs::path& path) { return path.filename().string().starts_with("p11-kit-"); });
    return modules;
}

} // namespace keyrite::hsm
