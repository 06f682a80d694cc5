#include "core/hsm/device_users.h"

#include "core/bytes.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace keyrite::hsm {
namespace {

constexpr std::size_t kMaxBytes = 65536;
constexpr std::size_t kMaxObjects = 256; // on a device
constexpr std::size_t kMaxUsers = 64;    // in an entry of the log
constexpr std::size_t kMaxLabelBytes = 40;

struct Object
{
    bool isUser;
    DeviceUser user;
};

tl::unexpected<Error> refuse(const std::string& why)
{
    return fail(ErrorCode::DeviceUsersInvalid,
                "The list of the device's users cannot be read: " + why +
                    ". Make it again with yubihsm-shell -a list-objects -A any -t any.");
}

template <typename Number>
bool isNumber(std::string_view text, int base, Number& number)
{
    const char* end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, number, base);
    return read.ec == std::errc() && read.ptr == end;
}

std::string_view cutLine(std::string_view& text)
{
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    return line;
}

// The value after `name`, cut off the beginning of `line` with the comma after it.
std::optional<std::string_view> cutField(std::string_view& line, std::string_view name)
{
    const std::size_t end = line.find(", ");
    if (!line.starts_with(name) || end == std::string_view::npos)
        return std::nullopt;
    const std::string_view value = line.substr(name.size(), end - name.size());
    line.remove_prefix(end + 2);
    return value;
}

// The device takes any bytes for a label.
std::string printable(std::string_view label)
{
    std::string text(label);
    std::ranges::replace_if(
        text, [](unsigned char c) { return c < 0x20 || c > 0x7e; }, '.');
    return text;
}

std::optional<Object> objectIn(std::string_view line)
{
    constexpr std::string_view kLabel = "label: ";
    Object object{};
    const auto id = cutField(line, "id: 0x");
    const auto type = cutField(line, "type: ");
    const auto algorithm = cutField(line, "algo: ");
    const auto sequence = cutField(line, "sequence: ");
    if (!id || !type || !algorithm || !sequence || !line.starts_with(kLabel) ||
        line.size() > kLabel.size() + kMaxLabelBytes || !isNumber(*id, 16, object.user.id) ||
        !isNumber(*sequence, 10, object.user.sequence))
        return std::nullopt;
    object.isUser = *type == "authentication-key";
    object.user.label = printable(line.substr(kLabel.size()));
    return object;
}

// "Found 3 object(s)".
std::optional<std::size_t> announcedIn(std::string_view line)
{
    constexpr std::string_view kBefore = "Found ";
    constexpr std::string_view kAfter = " object(s)";
    std::size_t count = 0;
    if (!line.starts_with(kBefore) || !line.ends_with(kAfter) ||
        !isNumber(line.substr(kBefore.size(), line.size() - kBefore.size() - kAfter.size()), 10, count))
        return std::nullopt;
    return count;
}

std::string idText(std::uint16_t id)
{
    return "0x" + toHex(std::array{static_cast<std::uint8_t>(id >> 8U), static_cast<std::uint8_t>(id)});
}

Result<std::vector<DeviceUser>> checked(std::vector<DeviceUser> users)
{
    if (users.empty())
        return refuse("no authentication key is on it, though it takes one to make it");
    if (users.size() > kMaxUsers)
        return refuse("more than " + std::to_string(kMaxUsers) + " authentication keys are on it");
    std::ranges::stable_sort(users, {}, &DeviceUser::id);
    if (const auto twice = std::ranges::adjacent_find(users, {}, &DeviceUser::id); twice != users.end())
        return refuse("it has two authentication keys with the ID " + idText(twice->id));
    return users;
}

} // namespace

std::string describe(const DeviceUser& user)
{
    return idText(user.id) + " \"" + user.label + "\" (sequence " + std::to_string(user.sequence) + ")";
}

std::string keyIdIn(std::string_view pin, PinForm form)
{
    constexpr std::size_t kDigits = 4;
    std::uint16_t id = 0;
    return form == PinForm::KeyIdFirst && pin.size() >= kDigits && isNumber(pin.substr(0, kDigits), 16, id)
               ? idText(id)
               : std::string();
}

Result<std::vector<DeviceUser>> readYubiHsmUsers(std::string_view text)
{
    if (text.size() > kMaxBytes)
        return refuse("it is larger than 64 KiB");
    std::vector<DeviceUser> users;
    std::optional<std::size_t> announced;
    std::size_t objects = 0;
    for (std::size_t number = 1; !text.empty(); ++number) {
        const std::string_view line = cutLine(text);
        if (!announced) {
            announced = announcedIn(line);
            continue;
        }
        if (line.empty())
            continue;
        auto object = objectIn(line);
        if (!object)
            return refuse("line " + std::to_string(number) + " is not a whole object");
        if (++objects > kMaxObjects)
            return refuse("line " + std::to_string(number) + " is one object more than the device can hold");
        if (object->isUser)
            users.push_back(std::move(object->user));
    }
    if (!announced)
        return refuse("no line says how many objects there are");
    if (*announced != objects)
        return refuse("it announces " + std::to_string(*announced) + " objects, and has " +
                      std::to_string(objects));
    return checked(std::move(users));
}

} // namespace keyrite::hsm
