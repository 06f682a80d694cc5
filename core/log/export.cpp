#include "core/log/export.h"

#include "core/log/canonical.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace keyrite::log {
namespace {

constexpr std::size_t kBufferBytes = std::size_t{1} << 18;
constexpr std::string_view kCsvHead = "seq,time,ceremony,step,kind,actor,role,data\r\n";

// Gathers lines, so that the sink is asked seldom.
class Output final
{
public:
    explicit Output(const ExportSink& sink) : m_sink(sink) { m_buffer.reserve(kBufferBytes + kMaxBodyBytes); }

    bool write(std::string_view text)
    {
        m_buffer += text;
        return m_buffer.size() < kBufferBytes || flush();
    }
    bool flush()
    {
        const bool taken = m_sink(m_buffer);
        m_buffer.clear();
        return taken;
    }

private:
    const ExportSink& m_sink;
    std::string m_buffer;
};

class Export final
{
public:
    Export(const Store& store, const ExportOptions& options, const ExportSink& sink)
        : m_store(store), m_options(options), m_output(sink)
    {
    }
    Result<Exported> run();

private:
    bool writeHead();
    bool writeEntry(std::uint64_t seq, std::string_view body);
    bool writeCsv(std::string_view body);
    bool writeCheckpoints(std::uint64_t size);
    Result<void> writeAll();
    Result<void> writeFound();

    const Store& m_store;
    const ExportOptions& m_options;
    Output m_output;
    Exported m_done;
    std::vector<StoredCheckpoint> m_checkpoints;
    std::size_t m_nextCheckpoint = 0;
    std::optional<Error> m_problem;
};

bool Export::writeHead()
{
    if (m_options.format == ExportFormat::Csv)
        return m_output.write(kCsvHead);
    const Json head{{"export",
                     {{"filter", filterLine(m_options.filter)},
                      {"format", 1},
                      {"root", toBase64(m_done.root)},
                      {"size", m_done.size}}}};
    return m_output.write(head.dump()) && m_output.write("\n");
}

// Nothing is parsed into JSON: the data of a body is written as it must be already.
bool Export::writeCsv(std::string_view body)
{
    const auto head = scanBody(body);
    if (!head) {
        m_problem = head.error();
        return false;
    }
    std::string line = std::to_string(head->seq).append(",").append(head->timeText);
    for (const std::string_view text : {head->ceremony, head->step, head->kind, head->actor, head->role})
        line.append(",").append(csvField(plainText(text)));
    line.append(",").append(csvField(head->data));
    return m_output.write(line) && m_output.write("\r\n");
}

bool Export::writeEntry(std::uint64_t seq, std::string_view body)
{
    ++m_done.entries;
    if (m_options.format == ExportFormat::Csv)
        return writeCsv(body);
    return m_output.write(body) && m_output.write("\n") && writeCheckpoints(seq + 1);
}

// Only where everything is exported: over some of the entries a checkpoint says nothing.
bool Export::writeCheckpoints(std::uint64_t size)
{
    for (; m_nextCheckpoint < m_checkpoints.size() && m_checkpoints[m_nextCheckpoint].size <= size;
         ++m_nextCheckpoint) {
        const StoredCheckpoint& one = m_checkpoints[m_nextCheckpoint];
        const Json line{{"checkpoint", {{"note", one.note}, {"size", one.size}}}};
        if (!m_output.write(line.dump(-1, ' ', false, Json::error_handler_t::replace)) ||
            !m_output.write("\n"))
            return false;
    }
    return true;
}

// As many as the log had when its root was read, whatever is added meanwhile.
Result<void> Export::writeAll()
{
    bool stopped = false;
    auto read = m_store.forEachBody([&](std::int64_t seq, std::string_view body) {
        if (seq >= static_cast<std::int64_t>(m_done.size))
            return false;
        stopped = !writeEntry(static_cast<std::uint64_t>(seq), body);
        return !stopped;
    });
    if (!read)
        return read;
    return stopped ? fail(ErrorCode::Cancelled, "The export was stopped.") : Result<void>();
}

Result<void> Export::writeFound()
{
    const auto found = m_store.find(m_options.filter);
    if (!found)
        return fail(found.error());
    for (const std::uint64_t seq : *found) {
        if (seq >= m_done.size)
            break;
        const auto body = m_store.body(seq);
        if (!body)
            return fail(body.error());
        if (!writeEntry(seq, *body))
            return fail(ErrorCode::Cancelled, "The export was stopped.");
    }
    return {};
}

Result<Exported> Export::run()
{
    m_done.size = m_store.size();
    m_done.root = m_store.root();
    const bool all = m_options.filter.isEmpty();
    auto stored = all ? m_store.checkpoints() : std::vector<StoredCheckpoint>();
    if (!stored)
        return fail(stored.error());
    m_checkpoints = std::move(*stored);
    const bool begun = writeHead() && writeCheckpoints(0);
    const auto written = !begun ? fail(ErrorCode::Cancelled, "The export was stopped.")
                         : all  ? writeAll()
                                : writeFound();
    if (m_problem)
        return fail(*m_problem);
    if (!written)
        return fail(written.error());
    if (!m_output.flush())
        return fail(ErrorCode::Cancelled, "The export was stopped.");
    return m_done;
}

tl::unexpected<Error> unwritable(const std::filesystem::path& file, int error)
{
    if (error == ENOSPC || error == EDQUOT || error == EFBIG)
        return fail(ErrorCode::DiskFull,
                    "There is no room left for " + file.string() + ". Free some space and export again.",
                    std::strerror(error));
    return fail(ErrorCode::IoFailed,
                error == EEXIST ? "The file " + file.string() +
                                      " is already there and is not overwritten. Choose another name."
                                : "The file " + file.string() + " cannot be written. Choose another folder.",
                std::strerror(error));
}

// A new file, gone again unless it is kept.
class NewFile final
{
public:
    explicit NewFile(const std::filesystem::path& path)
        : m_path(path),
          m_file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600)),
          m_error(m_file < 0 ? errno : 0)
    {
    }
    NewFile(const NewFile&) = delete;
    NewFile& operator=(const NewFile&) = delete;
    ~NewFile()
    {
        if (m_file < 0)
            return;
        ::close(m_file);
        if (!m_kept)
            ::unlink(m_path.c_str());
    }

    bool write(std::string_view text)
    {
        while (m_error == 0 && !text.empty()) {
            const ssize_t written = ::write(m_file, text.data(), text.size());
            if (written >= 0)
                text.remove_prefix(static_cast<std::size_t>(written));
            else if (errno != EINTR)
                m_error = errno;
        }
        return m_error == 0;
    }
    void keep()
    {
        if (m_error == 0 && ::fsync(m_file) != 0)
            m_error = errno;
        m_kept = m_error == 0;
    }
    int error() const { return m_error; }

private:
    std::filesystem::path m_path;
    int m_file;
    int m_error;
    bool m_kept = false;
};

constexpr std::array<std::pair<ExportFormat, std::string_view>, 2> kNames{
    {{ExportFormat::JsonLines, "jsonl"}, {ExportFormat::Csv, "csv"}}};

} // namespace

Result<Exported> exportLog(const Store& store, const ExportOptions& options, const ExportSink& sink)
{
    return Export(store, options, sink).run();
}

Result<Exported> exportLog(const Store& store, const ExportOptions& options,
                           const std::filesystem::path& file, const std::function<bool()>& goOn)
{
    NewFile out(file);
    auto done = out.error() != 0 ? Result<Exported>(unwritable(file, out.error()))
                                 : exportLog(store, options, [&](std::string_view text) {
                                       return (!goOn || goOn()) && out.write(text);
                                   });
    if (done)
        out.keep();
    if (out.error() != 0)
        return unwritable(file, out.error());
    return done;
}

std::string_view exportFormatName(ExportFormat format)
{
    return kNames[static_cast<std::size_t>(format)].second;
}

std::optional<ExportFormat> exportFormatFromName(std::string_view name)
{
    for (const auto& [format, own] : kNames)
        if (own == name)
            return format;
    return std::nullopt;
}

std::string csvField(std::string_view text)
{
    constexpr std::string_view kFormulaStarts = "=+-@\t\r\n";
    const bool formula = !text.empty() && kFormulaStarts.find(text.front()) != std::string_view::npos;
    std::string field = formula ? "'" : "";
    for (std::size_t at = 0, mark = 0; at < text.size(); at = mark + 1) {
        mark = std::min(text.find('"', at), text.size());
        field.append(text.substr(at, mark - at)).append(mark < text.size() ? "\"\"" : "");
    }
    return field.find_first_of("\",\r\n") == std::string::npos ? field : "\"" + field + "\"";
}

} // namespace keyrite::log
