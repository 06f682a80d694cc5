// Samples: filled-in documents for tests, and the geometry that every page must have.
#pragma once

#include "core/crypto/aes_kwp.h"
#include "core/paper/backup_document.h"
#include "core/paper/minutes.h"
#include "core/paper/script.h"
#include "core/paper/share_sheet.h"
#include "core/paper/start_here.h"
#include "core/paper/text_layout.h"
#include "core/slip39/split.h"

#include <algorithm>
#include <random>
#include <string>

namespace keyrite::test {

inline const std::string kSampleHash = "3b9f10c477aee2053b9f10c477aee2053b9f10c477aee2053b9f10c477aee205";

// Random bytes that are the same in each run.
inline crypto::RandomSource countingRandom(unsigned seed)
{
    return [generator = std::mt19937(seed)](std::span<std::uint8_t> bytes) mutable {
        for (std::uint8_t& byte : bytes)
            byte = static_cast<std::uint8_t>(generator());
    };
}

inline Bytes someBytes(std::size_t size, unsigned seed)
{
    Bytes bytes(size);
    countingRandom(seed)(bytes);
    return bytes;
}

// One share of a 256-bit secret: 33 words.
inline slip39::Mnemonic sampleMnemonic(unsigned seed)
{
    const auto shares = slip39::split(SecretBytes::copyOf(someBytes(32, seed)), Policy::parse("2of3").value(),
                                      {}, countingRandom(seed + 1));
    return shares.value().front().front().encode();
}

inline paper::ShareSheet sampleSheet(paper::PaperSize size, Mode mode)
{
    paper::ShareSheet sheet;
    sheet.size = size;
    sheet.mode = mode;
    sheet.number = 3;
    sheet.count = 5;
    sheet.room = "Example Custody AG, Z\u00fcrich";
    sheet.holder = "Katharina Wei\u00df-Oberl\u00e4nder";
    sheet.protects = "Treasury signing key";
    sheet.ceremony = "KC-2026-0001";
    sheet.date = "22 Nov 2026";
    sheet.returnTo = "Example Custody AG, security desk, +41 44 000 00 00";
    sheet.procedureHash = kSampleHash;
    sheet.policy = Policy::parse("3of5").value();
    sheet.head = log::PrintedHead{57, crypto::sha256(asBytes("head"))};
    return sheet;
}

// The longest that a person may type into each field.
inline paper::ShareSheet longSheet(paper::PaperSize size)
{
    paper::ShareSheet sheet = sampleSheet(size, Mode::Drill);
    const std::string name = "Maximiliana Alexandrowna von und zu Hohenlohe-Langenburg-Schillingsfuerst ";
    sheet.number = 256;
    sheet.count = 256;
    sheet.room = name + name + name;
    sheet.holder = std::string(200, 'W');
    sheet.protects = name + name;
    sheet.bag = std::string(60, '8');
    sheet.returnTo = name + name + name;
    sheet.policy = Policy::parse("16of(16of16,16of16,16of16,16of16,16of16,16of16,16of16,16of16,16of16,16of16,"
                                 "16of16,16of16,16of16,16of16,16of16,16of16)")
                       .value();
    sheet.head->size = std::numeric_limits<std::int64_t>::max();
    return sheet;
}

inline const std::string kSampleNote =
    "custody.example.com/zurich/room-1\n214\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
    "\u2014 custody.example.com/zurich/room-1 "
    "Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n";

inline hsm::WrappedKey sampleKey(hsm::KeyType type, unsigned seed)
{
    hsm::WrappedKey key{};
    key.type = type;
    key.label = "Signing key " + std::to_string(seed);
    key.id = someBytes(16, seed);
    key.scheme = hsm::WrapScheme::Rfc5649;
    const bool rsa = type == hsm::KeyType::Rsa3072;
    if (type == hsm::KeyType::Aes256)
        key.kcv = crypto::Kcv{1, 2, 3, 4, 5};
    else
        key.spki = someBytes(rsa ? 422 : 88, seed + 1);
    key.blob = someBytes(rsa ? 1808 : 152, seed + 2);
    return key;
}

inline paper::Backup sampleBackup(const std::vector<hsm::KeyType>& types)
{
    paper::Backup backup;
    backup.origin = "custody.example.com/zurich/room-1";
    backup.ceremony = "KC-2026-0001";
    backup.shareSetId = 12345;
    backup.policy = Policy::parse("2of(2of3,2of3,1of1)").value();
    backup.kcv = {0x8f, 0x01, 0x23, 0xab, 0xcd};
    backup.checkpointNote = kSampleNote;
    for (unsigned i = 0; i < types.size(); ++i)
        backup.keys.push_back(sampleKey(types[i], i));
    return backup;
}

inline std::vector<hsm::KeyType> eightKeys()
{
    using enum hsm::KeyType;
    return {Secp256k1, Rsa3072, P256, Aes256, Rsa3072, Rsa3072, Secp256k1, Rsa3072};
}

inline paper::StartHere sampleStartHere(paper::PaperSize size, const char* policy)
{
    paper::StartHere content;
    content.size = size;
    content.room = "Example Custody AG, Z\u00fcrich";
    content.ceremony = "KC-2026-0001";
    content.contact =
        "Example Custody AG, security desk: +41 44 000 00 00 (day and night)\nDr. Anna Muster, notary, "
        "Bahnhofstrasse 1, 8001 Z\u00fcrich: +41 44 111 11 11";
    content.procedureHash = kSampleHash;
    content.policy = Policy::parse(policy).value();
    content.kcv = {0x8f, 0x01, 0x23, 0xab, 0xcd};
    return content;
}

inline paper::Minutes sampleMinutes(paper::PaperSize size, int acts)
{
    paper::Minutes minutes;
    minutes.size = size;
    minutes.mode = Mode::Practice;
    minutes.room = "Example Custody AG, Z\u00fcrich";
    minutes.ceremony = "KC-2026-0001";
    minutes.date = "22 Nov 2026";
    minutes.procedure = "Key generation, version 1.0";
    minutes.procedureHash = kSampleHash;
    minutes.outcome = "Closed";
    minutes.people = {{"Ceremony administrator", "Anna Muster", "AM"},
                      {"Witness", "Bernd Beispiel", "BB"},
                      {"Custodian of sheet 1", "Katharina Wei\u00df-Oberl\u00e4nder", "KW"}};
    for (int act = 1; act <= acts; ++act)
        for (int step = 1; step <= 4; ++step) {
            paper::MinutesStep done;
            done.act = "Act " + std::to_string(act) + ". Arrive";
            done.number = std::to_string(act) + "." + std::to_string(step);
            done.title = step == 2
                             ? "Compare the serial number of the token with the one in the register, read "
                               "aloud in the NATO alphabet by the operator"
                             : "Welcome, roles and evacuation brief";
            done.start = "10:15";
            done.end = "10:19";
            done.actor = "AM";
            done.witness = step == 3 ? "" : "BB";
            if (step == 2)
                done.values = {{"Serial", "3f9a-22b1-7c04"}, {"SHA-256 of the program", kSampleHash}};
            minutes.steps.push_back(done);
        }
    minutes.exceptions = {{"10:42", "4.2", "The token answers within a minute.",
                           "It did not; it was taken out and put in again.", "Repeat the step.", "AM, BB"}};
    minutes.checkpointNote = kSampleNote;
    minutes.head = crypto::sha256(asBytes("head"));
    minutes.entries = 214;
    return minutes;
}

// A QR code with its quiet zone.
inline paper::RectMm extent(const paper::Qr& qr)
{
    const double quiet = qr.rect.width * paper::kQuietModules / qr.matrix.size();
    return {qr.rect.x - quiet, qr.rect.y - quiet, qr.rect.width + 2 * quiet, qr.rect.height + 2 * quiet};
}

// What an item covers, with a QR code's quiet zone, and for text what is really inked.
inline paper::RectMm extent(const paper::Item& item)
{
    using namespace paper;
    if (const auto* text = std::get_if<Text>(&item)) {
        const double width = std::min(textWidthMm(text->text, text->style), text->rect.width);
        const double slack = text->rect.width - width;
        const double shift = text->style.align == Align::Left     ? 0
                             : text->style.align == Align::Centre ? slack / 2
                                                                  : slack;
        const double height = text->style.sizePt * kMmPerPoint;
        return {text->rect.x + shift, text->rect.y + (text->rect.height - height) / 2, width, height};
    }
    if (const auto* secret = std::get_if<SecretText>(&item))
        return secret->rect;
    if (const auto* qr = std::get_if<Qr>(&item))
        return extent(*qr);
    if (const auto* box = std::get_if<Box>(&item))
        return box->rect;
    const auto& line = std::get<Line>(item);
    return {std::min(line.x1, line.x2), std::min(line.y1, line.y2), std::abs(line.x2 - line.x1),
            std::abs(line.y2 - line.y1)};
}

inline bool overlap(const paper::RectMm& a, const paper::RectMm& b)
{
    constexpr double slack = 0.05;
    return a.x < b.right() - slack && b.x < a.right() - slack && a.y < b.bottom() - slack &&
           b.y < a.bottom() - slack;
}

inline bool inside(const paper::RectMm& inner, const paper::RectMm& outer)
{
    constexpr double slack = 0.05;
    return inner.x >= outer.x - slack && inner.y >= outer.y - slack &&
           inner.right() <= outer.right() + slack && inner.bottom() <= outer.bottom() + slack;
}

inline std::string describe(const paper::Item& item)
{
    const paper::RectMm r = extent(item);
    const auto* text = std::get_if<paper::Text>(&item);
    return (text ? "\"" + text->text + "\"" : "item " + std::to_string(item.index())) + " at " +
           std::to_string(r.x) + ", " + std::to_string(r.y) + ", " + std::to_string(r.width) + " x " +
           std::to_string(r.height);
}

// Empty where all is well; else which items leave the paper's printable area or cover each other. A text may
// stand inside a box; rules may touch anything but a QR code.
inline std::string geometryFault(const paper::Document& document)
{
    constexpr double unprintable = 6;
    const paper::SizeMm paper = sizeOf(document.size);
    const paper::RectMm printable{unprintable, unprintable, paper.width - 2 * unprintable,
                                  paper.height - 2 * unprintable};
    for (const paper::Page& page : document.pages)
        for (std::size_t i = 0; i < page.items.size(); ++i) {
            const paper::Item& a = page.items[i];
            if (!inside(extent(a), printable))
                return describe(a) + " leaves the page";
            for (std::size_t j = i + 1; j < page.items.size(); ++j) {
                const paper::Item& b = page.items[j];
                const bool qr = std::holds_alternative<paper::Qr>(a) || std::holds_alternative<paper::Qr>(b);
                const bool rule =
                    std::holds_alternative<paper::Line>(a) || std::holds_alternative<paper::Line>(b);
                const bool boxed = std::holds_alternative<paper::Box>(a) && inside(extent(b), extent(a));
                if (overlap(extent(a), extent(b)) && (qr || !rule) && !boxed)
                    return describe(a) + " covers " + describe(b);
            }
        }
    return {};
}

// All public texts of a document, in order.
inline std::vector<std::string> linesOf(const paper::Document& document)
{
    std::vector<std::string> lines{document.title};
    for (const paper::Page& page : document.pages)
        for (const paper::Item& item : page.items)
            if (const auto* text = std::get_if<paper::Text>(&item))
                lines.push_back(text->text);
    return lines;
}

// The same as one text.
inline std::string publicText(const paper::Document& document)
{
    std::string all;
    for (const std::string& line : linesOf(document))
        all += line + "\n";
    return all;
}

inline paper::Script sampleScript(paper::PaperSize size, int steps)
{
    paper::Script script{.size = size,
                         .mode = Mode::Practice,
                         .room = "Example Custody AG, Z\u00fcrich",
                         .ceremony = "KC-2026-0001",
                         .title = "Root key 2026",
                         .date = "22 Nov 2026",
                         .procedure = "Key generation, version 1",
                         .procedureHash = kSampleHash,
                         .people = sampleMinutes(size, 0).people,
                         .steps = {}};
    for (int step = 1; step <= steps; ++step)
        script.steps.push_back(
            {.act = "Act " + std::to_string(1 + step / 4),
             .number = std::to_string(1 + step / 4) + "." + std::to_string(step),
             .title = "Unpack the HSM",
             .instruction = "Check the seal of the bag that holds the HSM. Read the bag number and "
                            "the serial number on the device, and type both.",
             .expected = "The seal is whole, and both numbers are the ones in the register.",
             .ticks = {"Everybody showed an identity document, and the names are right."},
             .blanks = {"Bag number", "Serial number"},
             .minutes = 5,
             .pointOfNoReturn = step % 7 == 0});
    return script;
}

} // namespace keyrite::test

// Fails the test with the fault's description.
#define VERIFY_PAGES(document)                                                                               \
    do {                                                                                                     \
        const std::string fault = keyrite::test::geometryFault(document);                                    \
        QVERIFY2(fault.empty(), fault.c_str());                                                              \
    } while (false)
