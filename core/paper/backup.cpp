#include "core/paper/backup.h"

#include "core/paper/backup_record.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace keyrite::paper {
namespace {

constexpr std::string_view kMagic = "KEYRITE1";

// Base32 digits a part: multiples of eight, so that each part is whole bytes. With its head the smaller one
// fills a QR code of version 14 (73 modules), the larger one version 21 (101 modules), both at ECC M.
constexpr std::size_t kSmallPart = 504;
constexpr std::size_t kLargePart = 1000;
constexpr std::size_t kManyParts = 12; // with more than this the parts are made larger

std::string line(std::size_t part, std::size_t parts, std::string_view digits)
{
    return std::string(kMagic) + ' ' + std::to_string(part) + '/' + std::to_string(parts) + ' ' +
           std::string(digits);
}

std::size_t partsFor(std::size_t digits, std::size_t partSize)
{
    return (digits + partSize - 1) / partSize;
}

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view kSpace = " \t\r\n";
    const std::size_t first = text.find_first_not_of(kSpace);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

tl::unexpected<Error> refused(std::string message, std::string detail = {})
{
    return fail(ErrorCode::BackupDocument, std::move(message), std::move(detail));
}

// A number of at most two digits without leading zero; 0 for anything else.
int smallNumber(std::string_view text)
{
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = error == std::errc() && end == text.data() + text.size();
    return whole && text.size() <= 2 && text.front() != '0' && value > 0 ? value : 0;
}

// The parts of one document as they come in.
class Parts final
{
public:
    Result<void> add(std::string_view line);
    Result<std::string> joined() const;

private:
    int m_count = 0;
    std::array<std::string, kMaxBackupParts> m_digits;
};

Result<void> Parts::add(std::string_view line)
{
    const std::size_t slash = line.find('/');
    const std::size_t space = line.find(' ', kMagic.size() + 1);
    if (!line.starts_with(kMagic) || line.size() <= kMagic.size() || line[kMagic.size()] != ' ' ||
        slash == std::string_view::npos || space == std::string_view::npos || slash > space)
        return refused(
            "A line is not a part of a backup document. Each of its QR codes begins with KEYRITE1.");
    const int part = smallNumber(line.substr(kMagic.size() + 1, slash - kMagic.size() - 1));
    const int count = smallNumber(line.substr(slash + 1, space - slash - 1));
    if (part == 0 || count == 0 || part > count || count > kMaxBackupParts)
        return refused("A part of the backup document has a number that cannot be. Read its QR code again.");
    if (m_count != 0 && m_count != count)
        return refused("The parts belong to different backup documents: one says it has " +
                       std::to_string(m_count) + " parts, another " + std::to_string(count) +
                       ". Read the QR codes of one document only.");
    m_count = count;
    std::string& known = m_digits.at(static_cast<std::size_t>(part - 1));
    const std::string_view digits = line.substr(space + 1);
    if (digits.empty() || (!known.empty() && known != digits))
        return refused("Part " + std::to_string(part) +
                       " was read twice and differs, or is empty. Read the QR codes of one document only.");
    known = digits;
    return {};
}

Result<std::string> Parts::joined() const
{
    if (m_count == 0)
        return refused("This is no backup document: no line of it begins with KEYRITE1.");
    std::string all;
    std::string missing;
    for (int i = 0; i < m_count; ++i) {
        const std::string& digits = m_digits.at(static_cast<std::size_t>(i));
        if (digits.empty())
            missing += (missing.empty() ? "" : ", ") + std::to_string(i + 1);
        all += digits;
    }
    if (!missing.empty())
        return refused("The backup document is incomplete. Missing of its " + std::to_string(m_count) +
                       " parts: " + missing + ". Read the QR codes with these numbers.");
    return all;
}

} // namespace

Result<std::vector<std::string>> backupLines(const Backup& backup)
{
    const auto record = writeBackupRecord(backup);
    if (!record)
        return fail(record.error());
    const std::string digits = toBase32(asBytes(*record), false);
    const std::size_t size = partsFor(digits.size(), kSmallPart) > kManyParts ? kLargePart : kSmallPart;
    const std::size_t count = partsFor(digits.size(), size);
    if (count > kMaxBackupParts)
        return fail(ErrorCode::InvalidArgument,
                    "The keys of this share set do not fit one backup document of 64 QR codes. Make a second "
                    "share set for some of them.");
    std::vector<std::string> lines;
    for (std::size_t i = 0; i < count; ++i)
        lines.push_back(line(i + 1, count, std::string_view(digits).substr(i * size, size)));
    return lines;
}

Result<std::string> backupText(const Backup& backup)
{
    const auto lines = backupLines(backup);
    if (!lines)
        return fail(lines.error());
    std::string text;
    for (const std::string& each : *lines)
        text.append(each).append("\n");
    return text;
}

Result<Backup> parseBackup(std::string_view text)
{
    if (text.size() > kMaxBackupTextBytes)
        return refused("The text is longer than any backup document (64 KiB). Choose the file backup.txt, or "
                       "read the QR codes.");
    std::string upper(text);
    std::transform(upper.begin(), upper.end(), upper.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    Parts parts;
    std::string_view rest = upper;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('\n'), rest.size() - 1);
        const std::string_view each = trimmed(rest.substr(0, end + 1));
        rest.remove_prefix(end + 1);
        if (each.empty())
            continue;
        if (auto added = parts.add(each); !added)
            return fail(added.error());
    }
    const auto digits = parts.joined();
    if (!digits)
        return fail(digits.error());
    const auto record = fromBase32(*digits);
    if (!record)
        return refused(
            "The backup document has a character that base32 does not know. Read its QR codes again, "
            "or take another copy.",
            record.error().message);
    return readBackupRecord({reinterpret_cast<const char*>(record->data()), record->size()});
}

} // namespace keyrite::paper
