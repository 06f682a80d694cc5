#include "core/paper/backup_document.h"

#include "core/crypto/hash.h"
#include "core/crypto/public_key.h"
#include "core/log/note.h"
#include "core/paper/checkpoint_block.h"
#include "core/paper/flow.h"
#include "core/paper/share_sheet.h"
#include "core/paper/text_layout.h"
#include "core/slip39/share.h"

#include <algorithm>

namespace keyrite::paper {
namespace {

constexpr int kQrColumns = 2;
constexpr double kModuleMm = 1.0; // wanted; less where a symbol would be wider than its column
constexpr double kMaxQrMm = 76;
constexpr double kCaptionGapMm = 1;

void addIntroduction(Flow& flow, const Backup& backup, const BackupPages& pages, std::size_t parts)
{
    flow.title("Backup document");
    flow.paragraph(
        "These are the keys of one share set, each encrypted. They open only with the key that enough "
        "recovery sheets give back together. Nothing here is secret: copy it freely, and keep a copy "
        "in every bag.",
        kLead);
    flow.advance(4);
    flow.fact("Log", backup.origin, kMono);
    flow.fact("Ceremony", backup.ceremony, kMono);
    flow.fact("Date", pages.date);
    flow.fact("Share set", slip39::setName(slip39::setId(backup.shareSetId)), kMono);
    if (backup.policy)
        flow.fact("To recover", policyInWords(*backup.policy));
    flow.fact("Check value", toHexGroups(backup.kcv), kMonoStrong);
    flow.fact("QR codes",
              std::to_string(parts) + " parts on the last pages; START-HERE says how to open them");
}

void addKey(Flow& flow, const hsm::WrappedKey& key, std::size_t number)
{
    flow.heading("Key " + std::to_string(number) + (key.label.empty() ? "" : ". " + key.label));
    flow.fact("Algorithm", algorithmInWords(key.type));
    flow.fact("Key id", toHexGroups(key.id), kMono);
    flow.fact("Wrapped by", schemeInWords(key.scheme));
    if (key.kcv)
        flow.fact("Key's check value", toHexGroups(*key.kcv), kMono);
    flow.fact("Blob's SHA-256", toHexGroups(crypto::sha256(key.blob)), kMonoSmall);
    if (!key.spki.empty()) {
        flow.need(2 * lineHeightMm(kLabel));
        flow.paragraph("Public key", kLabel);
        flow.code(crypto::spkiToPem(key.spki));
    }
    flow.need(2 * lineHeightMm(kLabel));
    flow.paragraph("Blob, " + std::to_string(key.blob.size()) + " bytes in base64", kLabel);
    flow.code(toBase64(key.blob));
}

// Where the QR codes of one page stand: as many rows as fit.
class QrGrid final
{
public:
    QrGrid(Flow& flow, int modules)
        : m_side(std::min(kMaxQrMm, modules * kModuleMm)), m_quiet(m_side * kQuietModules / modules),
          m_rowHeight(m_side + 2 * m_quiet + lineHeightMm(kLabel) + kCaptionGapMm), m_flow(flow)
    {
    }

    void add(QrMatrix matrix, const std::string& caption)
    {
        if (m_column == 0)
            m_flow.need(m_rowHeight);
        const double pitch = m_flow.widthMm() / kQrColumns;
        const double x = m_flow.x() + pitch * m_column + (pitch - m_side) / 2;
        const double top = m_flow.y();
        m_flow.page().items.emplace_back(
            Text{{x, top, m_side, lineHeightMm(kLabel)}, caption, aligned(kLabel, Align::Centre)});
        // A last, shorter part makes a symbol of fewer modules, of the same size each.
        const double side = m_quiet / kQuietModules * matrix.size();
        m_flow.page().items.emplace_back(
            Qr{{x + (m_side - side) / 2, top + lineHeightMm(kLabel) + kCaptionGapMm + m_quiet, side, side},
               std::move(matrix)});
        m_column = (m_column + 1) % kQrColumns;
        if (m_column == 0)
            m_flow.advance(m_rowHeight);
    }

private:
    double m_side;
    double m_quiet;
    double m_rowHeight;
    Flow& m_flow;
    int m_column = 0;
};

Result<void> addQrPages(Flow& flow, const std::vector<std::string>& lines)
{
    flow.newPage();
    flow.heading("All of this document in " + std::to_string(lines.size()) +
                 (lines.size() == 1 ? " QR code" : " QR codes"));
    flow.paragraph("Each is one line of text; put the lines into a file, in any order.", kBody);
    flow.advance(3);
    std::optional<QrGrid> grid;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        auto matrix = qr(lines[i], Ecc::Medium);
        if (!matrix)
            return fail(matrix.error());
        if (!grid)
            grid.emplace(flow, matrix->size());
        grid->add(std::move(*matrix),
                  "Part " + std::to_string(i + 1) + " of " + std::to_string(lines.size()));
    }
    return {};
}

} // namespace

Result<Document> backupDocument(const Backup& backup, const BackupPages& pages)
{
    const auto lines = backupLines(backup);
    if (!lines)
        return fail(lines.error());
    Document document{
        "Backup document" + (backup.ceremony.empty() ? "" : " " + backup.ceremony), pages.size, {}};
    Flow flow(document);
    addIntroduction(flow, backup, pages, lines->size());
    for (std::size_t i = 0; i < backup.keys.size(); ++i)
        addKey(flow, backup.keys[i], i + 1);
    // Without a QR code of its own: whoever scans this document has all codes in one file.
    if (const auto checkpoint = log::parseCheckpoint(backup.checkpointNote)) {
        if (auto added = addCheckpoint(flow, checkpoint->root, checkpoint->size, {}); !added)
            return fail(added.error());
        flow.code(backup.checkpointNote);
    }
    if (auto added = addQrPages(flow, *lines); !added)
        return fail(added.error());
    addFrames(document, {"Backup document", backup.ceremony, pages.procedureHash, pages.mode});
    return document;
}

std::string_view algorithmInWords(hsm::KeyType type)
{
    switch (type) {
    case hsm::KeyType::Secp256k1:
        return "Elliptic curve secp256k1 (ECDSA)";
    case hsm::KeyType::P256:
        return "Elliptic curve P-256 (ECDSA)";
    case hsm::KeyType::Rsa3072:
        return "RSA, 3072 bits";
    case hsm::KeyType::Aes256:
        return "AES, 256 bits";
    case hsm::KeyType::Ed25519:
        return "Edwards curve Ed25519 (EdDSA)";
    }
    return {};
}

std::string_view schemeInWords(hsm::WrapScheme scheme)
{
    switch (scheme) {
    case hsm::WrapScheme::Rfc5649:
        return "AES-256 key wrap with padding (RFC 5649)";
    case hsm::WrapScheme::Rfc3394:
        return "AES-256 key wrap (RFC 3394)";
    case hsm::WrapScheme::Rfc3394Pkcs7:
        return "AES-256 key wrap (RFC 3394) of PKCS #7 padded bytes";
    case hsm::WrapScheme::Opaque:
        return "in the HSM maker's own way: only such an HSM opens it";
    }
    return {};
}

} // namespace keyrite::paper
