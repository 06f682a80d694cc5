#include "ui/print/ipp_job.h"

#include "core/ceremony/spool_check.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cups/cups.h>
#include <memory>
#include <thread>

namespace keyrite::ui {
namespace {

using Clock = std::chrono::steady_clock;
using Http = std::unique_ptr<http_t, decltype(&httpClose)>;
using Ipp = std::unique_ptr<ipp_t, decltype(&ippDelete)>;

constexpr int kConnectMs = 10000;
constexpr int kLongestSilenceMs = 60000; // of a printer in the middle of a request
constexpr auto kBetweenLooks = std::chrono::milliseconds(300);
constexpr int kIppVersion11 = 11;
constexpr int kCupsGetDefault = 0x4001; // an operation of the CUPS scheduler alone
constexpr const char* kPdf = "application/pdf";
constexpr const char* kRaster = "image/pwg-raster";

struct Address
{
    std::string host;
    int port = 0;
    std::string resource;
    bool encrypted = false;
};

Result<Address> parseAddress(const std::string& uri)
{
    std::array<char, 16> scheme{};
    std::array<char, 256> user{};
    std::array<char, 256> host{};
    std::array<char, 512> resource{};
    int port = 0;
    const http_uri_status_t status = httpSeparateURI(
        HTTP_URI_CODING_ALL, uri.c_str(), scheme.data(), int(scheme.size()), user.data(), int(user.size()),
        host.data(), int(host.size()), &port, resource.data(), int(resource.size()));
    const std::string_view name(scheme.data());
    if (status < HTTP_URI_STATUS_OK || (name != "ipp" && name != "ipps") || host[0] == '\0')
        return fail(ErrorCode::InvalidArgument,
                    "\"" + uri + "\" is not the address of a printer. It looks like ipp://HOST/ipp/print.");
    return Address{host.data(), port, resource.data(), name == "ipps"};
}

bool has(ipp_t* response, const char* name, std::string_view value)
{
    ipp_attribute_t* attribute = ippFindAttribute(response, name, IPP_TAG_ZERO);
    for (int i = 0; attribute != nullptr && i < ippGetCount(attribute); ++i)
        if (const char* text = ippGetString(attribute, i, nullptr); text != nullptr && value == text)
            return true;
    return false;
}

bool hasOperation(ipp_t* response, int operation)
{
    ipp_attribute_t* attribute = ippFindAttribute(response, "operations-supported", IPP_TAG_ENUM);
    for (int i = 0; attribute != nullptr && i < ippGetCount(attribute); ++i)
        if (ippGetInteger(attribute, i) == operation)
            return true;
    return false;
}

// What stops a printer, of its reasons (RFC 8011, section 5.4.12), as a sentence; empty where nothing does.
std::string obstacleOf(ipp_t* response)
{
    struct Obstacle
    {
        std::string_view reason;
        const char* sentence;
    };
    static constexpr std::array kObstacles{
        Obstacle{"media-empty", "The printer is out of paper."},
        Obstacle{"media-needed", "The printer asks for paper."},
        Obstacle{"media-jam", "Paper is stuck in the printer."},
        Obstacle{"cover-open", "A cover of the printer is open."},
        Obstacle{"door-open", "A door of the printer is open."},
        Obstacle{"toner-empty", "The printer is out of toner."},
        Obstacle{"marker-supply-empty", "The printer is out of ink or toner."},
        Obstacle{"input-tray-missing", "The printer's paper tray is missing."},
        Obstacle{"output-area-full", "The printer's output tray is full."},
        Obstacle{"paused", "The printer is paused."},
        Obstacle{"offline", "The printer is offline."},
        Obstacle{"shutdown", "The printer is shutting down."},
        Obstacle{"stopped-partly", "The printer is stopped."}};
    // No page comes out with these, however mildly they are put.
    static constexpr std::array<std::string_view, 4> kStopsAlways{"media-needed", "media-jam", "cover-open",
                                                                  "door-open"};
    ipp_attribute_t* reasons = ippFindAttribute(response, "printer-state-reasons", IPP_TAG_KEYWORD);
    for (int i = 0; reasons != nullptr && i < ippGetCount(reasons); ++i) {
        std::string_view reason(ippGetString(reasons, i, nullptr));
        const std::size_t suffix = reason.rfind('-');
        const std::string_view severity = reason.substr(std::min(suffix, reason.size()));
        const bool mild = severity == "-report" || severity == "-warning";
        if (mild || severity == "-error")
            reason.remove_suffix(severity.size());
        if (mild && std::ranges::find(kStopsAlways, reason) == kStopsAlways.end())
            continue; // of another tray, or soon: it prints on
        for (const Obstacle& obstacle : kObstacles)
            if (reason == obstacle.reason)
                return obstacle.sentence;
    }
    ipp_attribute_t* state = ippFindAttribute(response, "printer-state", IPP_TAG_ENUM);
    if (state != nullptr && ippGetInteger(state, 0) == IPP_PSTATE_STOPPED)
        return "The printer is stopped.";
    return {};
}

// One printer, one job.
class Connection final
{
public:
    Connection(std::string uri, Address address) : m_uri(std::move(uri)), m_address(std::move(address)) {}

    Result<void> run(const IppJob& job, int timeoutMs)
    {
        if (auto connected = connect(); !connected)
            return connected;
        giveUpAfter(std::min(timeoutMs, kLongestSilenceMs));
        auto format = chooseFormat();
        if (!format)
            return fail(format.error());
        if (auto sent = send(job, *format); !sent)
            return sent;
        return watch(timeoutMs);
    }

private:
    Result<void> connect()
    {
        cupsSetPasswordCB2(
            [](const char*, http_t*, const char*, const char*, void*) -> const char* { return nullptr; },
            nullptr); // never asks at a terminal
        m_http.reset(httpConnect2(m_address.host.c_str(), m_address.port, nullptr, AF_UNSPEC,
                                  m_address.encrypted ? HTTP_ENCRYPTION_ALWAYS : HTTP_ENCRYPTION_IF_REQUESTED,
                                  1, kConnectMs, nullptr));
        if (m_http)
            return {};
        return fail(
            ErrorCode::PrinterUnreachable,
            "The printer at " + m_address.host +
                " does not answer. Check that it is switched on and connected. Nothing was sent to it.",
            cupsLastErrorString());
    }

    // Without this libcups would wait for ever for a printer that hangs.
    void giveUpAfter(int silenceMs)
    {
        httpSetTimeout(
            m_http.get(), silenceMs / 1000.0, [](http_t*, void*) { return 0; }, nullptr);
    }

    Ipp request(ipp_op_t operation) const
    {
        Ipp request(ippNewRequest(operation), &ippDelete);
        ippSetVersion(request.get(), kIppVersion11 / 10, kIppVersion11 % 10);
        ippAddString(request.get(), IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", nullptr, m_uri.c_str());
        ippAddString(request.get(), IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", nullptr,
                     "keyrite");
        return request;
    }

    // libcups deletes the request.
    Ipp ask(Ipp request)
    {
        return {cupsDoRequest(m_http.get(), request.release(), m_address.resource.c_str()), &ippDelete};
    }

    Ipp printerState() { return ask(request(IPP_OP_GET_PRINTER_ATTRIBUTES)); }

    // Nothing of the pages has been sent when this refuses.
    Result<const char*> chooseFormat()
    {
        const Ipp printer = printerState();
        if (!printer || ippGetStatusCode(printer.get()) >= IPP_STATUS_ERROR_BAD_REQUEST)
            return fail(ErrorCode::PrinterUnreachable,
                        "What answers at " + m_uri +
                            " is not a printer that speaks IPP. Check the address. Nothing was sent to it.",
                        cupsLastErrorString());
        if (hasOperation(printer.get(), kCupsGetDefault)) {
            const ceremony::EnvironmentCheck spool = ceremony::checkSpool(ceremony::spoolFolders());
            if (spool.outcome != ceremony::CheckOutcome::Good)
                return fail(ErrorCode::PrinterSpools, spool.finding);
        }
        if (const std::string obstacle = obstacleOf(printer.get()); !obstacle.empty())
            return fail(ErrorCode::PrinterNotReady, obstacle + " Nothing was sent to it.");
        m_dpi = resolutionOf(printer.get());
        if (has(printer.get(), "document-format-supported", kPdf))
            return kPdf;
        if (has(printer.get(), "document-format-supported", kRaster))
            return kRaster;
        return fail(ErrorCode::PrinterNotReady,
                    "The printer takes neither PDF nor PWG raster pages. Use another "
                    "printer, or copy the words by hand. Nothing was sent to it.");
    }

    static int resolutionOf(ipp_t* printer)
    {
        constexpr int kUsual = 300;
        ipp_attribute_t* attribute =
            ippFindAttribute(printer, "pwg-raster-document-resolution-supported", IPP_TAG_RESOLUTION);
        int across = 0;
        int least = 0;
        for (int i = 0; attribute != nullptr && i < ippGetCount(attribute); ++i) {
            ipp_res_t units = IPP_RES_PER_INCH;
            across = ippGetResolution(attribute, i, nullptr, &units);
            if (units == IPP_RES_PER_INCH && across >= 200 && (least == 0 || across < least))
                least = across;
        }
        return least == 0 ? kUsual : std::min(least, 600);
    }

    Result<void> send(const IppJob& job, const char* format)
    {
        Ipp print = request(IPP_OP_PRINT_JOB);
        ippAddString(print.get(), IPP_TAG_OPERATION, IPP_TAG_NAME, "job-name", nullptr, "Keyrite");
        ippAddString(print.get(), IPP_TAG_OPERATION, IPP_TAG_MIMETYPE, "document-format", nullptr, format);
        ippAddInteger(print.get(), IPP_TAG_JOB, IPP_TAG_INTEGER, "copies", 1);
        ippAddString(print.get(), IPP_TAG_JOB, IPP_TAG_KEYWORD, "sides", nullptr, "one-sided");
        ippAddString(print.get(), IPP_TAG_JOB, IPP_TAG_KEYWORD, "media", nullptr, job.media.c_str());
        ippAddString(print.get(), IPP_TAG_JOB, IPP_TAG_KEYWORD, "print-scaling", nullptr, "none");
        const PageSink sink = [this](const char* bytes, std::size_t size) {
            return cupsWriteRequestData(m_http.get(), bytes, size) == HTTP_STATUS_CONTINUE;
        };
        const http_status_t status =
            cupsSendRequest(m_http.get(), print.get(), m_address.resource.c_str(), CUPS_LENGTH_VARIABLE);
        const bool written = status == HTTP_STATUS_CONTINUE &&
                             (format == kPdf ? job.writePdf(sink) : job.writeRaster(sink, m_dpi));
        const Ipp answer(cupsGetResponse(m_http.get(), m_address.resource.c_str()), &ippDelete);
        if (answer && ippGetStatusCode(answer.get()) < IPP_STATUS_ERROR_BAD_REQUEST && written) {
            ipp_attribute_t* id = ippFindAttribute(answer.get(), "job-id", IPP_TAG_INTEGER);
            m_job = id == nullptr ? 0 : ippGetInteger(id, 0);
            return {};
        }
        if (answer && ippGetStatusCode(answer.get()) == IPP_STATUS_ERROR_BUSY)
            return fail(ErrorCode::PrinterNotReady, "The printer is busy with another job. Wait for it.");
        return stopped("The printer broke off while it took the page.");
    }

    // What may still come out of the printer is called back, and where that fails it is said.
    tl::unexpected<Error> stopped(const std::string& why)
    {
        const bool recalled = m_job != 0 && cancel();
        const char* known =
            recalled ? " The job was cancelled. Look at what came out."
                     : " It may still print when it goes on: switch it off and on again first, and "
                       "look at what came out.";
        return fail(ErrorCode::PrinterStopped, why + known, cupsLastErrorString());
    }

    bool cancel()
    {
        Ipp request = this->request(IPP_OP_CANCEL_JOB);
        ippAddInteger(request.get(), IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", m_job);
        const Ipp answer = ask(std::move(request));
        return answer && ippGetStatusCode(answer.get()) < IPP_STATUS_ERROR_BAD_REQUEST;
    }

    // The job's state (RFC 8011, section 5.3.7); 0 where the printer does not answer.
    int jobState()
    {
        Ipp request = this->request(IPP_OP_GET_JOB_ATTRIBUTES);
        ippAddInteger(request.get(), IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", m_job);
        const Ipp answer = ask(std::move(request));
        ipp_attribute_t* state = answer ? ippFindAttribute(answer.get(), "job-state", IPP_TAG_ENUM) : nullptr;
        return state == nullptr ? 0 : ippGetInteger(state, 0);
    }

    Result<void> watch(int timeoutMs)
    {
        if (m_job == 0)
            return {}; // a printer that names no job cannot be asked
        const auto deadline = Clock::now() + std::chrono::milliseconds(timeoutMs);
        while (Clock::now() < deadline) {
            const int state = jobState();
            if (state == IPP_JSTATE_COMPLETED)
                return {};
            if (state == IPP_JSTATE_CANCELED || state == IPP_JSTATE_ABORTED)
                return fail(ErrorCode::PrinterStopped, "The printer gave the job up. Look at what came out.");
            if (state == 0)
                return stopped("The printer does not answer any more.");
            const Ipp printer = printerState();
            if (const std::string obstacle = printer ? obstacleOf(printer.get()) : ""; !obstacle.empty())
                return stopped(obstacle);
            std::this_thread::sleep_for(kBetweenLooks);
        }
        return stopped("The printer takes too long.");
    }

    std::string m_uri;
    Address m_address;
    Http m_http{nullptr, &httpClose};
    int m_dpi = 0;
    int m_job = 0;
};

} // namespace

Result<void> printByIpp(const std::string& uri, const IppJob& job, int timeoutMs)
{
    auto address = parseAddress(uri);
    if (!address)
        return fail(address.error());
    return Connection(uri, std::move(*address)).run(job, timeoutMs);
}

} // namespace keyrite::ui
