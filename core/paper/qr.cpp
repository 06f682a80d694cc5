#include "core/paper/qr.h"

#include <algorithm>
#include <optional>
#include <qrcodegen/qrcodegen.hpp>

namespace keyrite::paper {
namespace {

using qrcodegen::QrCode;
using qrcodegen::QrSegment;

// ISO/IEC 18004, table 5: the position of a character is its value.
constexpr std::string_view kAlphanumeric = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

QrCode::Ecc levelOf(Ecc ecc)
{
    switch (ecc) {
    case Ecc::Low:
        return QrCode::Ecc::LOW;
    case Ecc::Medium:
        return QrCode::Ecc::MEDIUM;
    case Ecc::Quartile:
        return QrCode::Ecc::QUARTILE;
    case Ecc::High:
        return QrCode::Ecc::HIGH;
    }
    return QrCode::Ecc::HIGH;
}

void append(std::vector<bool>& bits, unsigned value, int count)
{
    for (int bit = count - 1; bit >= 0; --bit)
        bits.push_back(((value >> static_cast<unsigned>(bit)) & 1U) != 0);
}

bool isAlphanumeric(std::string_view text)
{
    return text.find_first_not_of(kAlphanumeric) == std::string_view::npos;
}

// The library's own segment makers want a zero-terminated copy and grow their vectors as they go, which
// leaves pieces of the payload in freed memory. Here the vector has its final size from the start.
QrSegment alphanumericSegment(std::string_view text)
{
    std::vector<bool> bits;
    bits.reserve(text.size() * 6);
    for (std::size_t i = 0; i + 1 < text.size(); i += 2)
        append(bits,
               static_cast<unsigned>(kAlphanumeric.find(text[i]) * 45 + kAlphanumeric.find(text[i + 1])), 11);
    if (text.size() % 2 != 0)
        append(bits, static_cast<unsigned>(kAlphanumeric.find(text.back())), 6);
    return {QrSegment::Mode::ALPHANUMERIC, static_cast<int>(text.size()), std::move(bits)};
}

QrSegment byteSegment(std::string_view text)
{
    std::vector<bool> bits;
    bits.reserve(text.size() * 8);
    for (const std::uint8_t byte : asBytes(text))
        append(bits, byte, 8);
    return {QrSegment::Mode::BYTE, static_cast<int>(text.size()), std::move(bits)};
}

// The segment is ours and not const: its bits may be overwritten through the library's const accessor.
void wipeSegments(std::vector<QrSegment>& segments)
{
    for (QrSegment& segment : segments) {
        auto& bits = const_cast<std::vector<bool>&>(segment.getData());
        std::fill(bits.begin(), bits.end(), false);
    }
}

QrMatrix matrixOf(const QrCode& code)
{
    QrMatrix matrix(code.getSize());
    for (int y = 0; y < code.getSize(); ++y)
        for (int x = 0; x < code.getSize(); ++x)
            if (code.getModule(x, y))
                matrix.setDark(x, y);
    return matrix;
}

} // namespace

QrMatrix::QrMatrix(int size) : m_size(size), m_bits(static_cast<std::size_t>((size * size + 7) / 8)) {}

std::size_t QrMatrix::bit(int x, int y) const
{
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(m_size) + static_cast<std::size_t>(x);
}

bool QrMatrix::dark(int x, int y) const
{
    const std::size_t at = bit(x, y);
    return ((m_bits[at / 8] >> (at % 8)) & 1U) != 0;
}

void QrMatrix::setDark(int x, int y)
{
    const std::size_t at = bit(x, y);
    m_bits[at / 8] = static_cast<std::uint8_t>(m_bits[at / 8] | (1U << (at % 8)));
}

Result<QrMatrix> qr(std::string_view text, Ecc ecc, int maxVersion)
{
    const auto tooLong = [&] {
        return fail(ErrorCode::InvalidArgument, "A text of " + std::to_string(text.size()) +
                                                    " characters does not fit the QR code that was planned "
                                                    "for it. Shorten what it holds.");
    };
    if (text.empty() || text.size() > 7089 || maxVersion < 1 || maxVersion > 40)
        return tooLong();
    std::vector<QrSegment> segments;
    segments.push_back(isAlphanumeric(text) ? alphanumericSegment(text) : byteSegment(text));
    std::optional<QrMatrix> matrix;
    try {
        // boostEcl = false: the library would else raise the error correction silently.
        matrix = matrixOf(QrCode::encodeSegments(segments, levelOf(ecc), 1, maxVersion, -1, false));
    } catch (const qrcodegen::data_too_long&) {
        matrix.reset();
    }
    wipeSegments(segments);
    if (!matrix)
        return tooLong();
    return std::move(*matrix);
}

} // namespace keyrite::paper
