#include "ui/tokens.h"

#include <QFont>
#include <QGuiApplication>
#include <QPalette>

#include <algorithm>
#include <cmath>

namespace keyrite::ui {

const Tokens& lightTokens()
{
    static const Tokens tokens{
        .window = QColor(0xf6f7f8),
        .rail = QColor(0xeceff1),
        .surface = QColor(0xffffff),
        .sunken = QColor(0xf2f4f6),
        .line = QColor(0xd5dade),
        .lineStrong = QColor(0x7b8891),
        .text = QColor(0x14181b),
        .muted = QColor(0x4b565e),
        .faint = QColor(0x5f6b74),
        .accent = QColor(0x1259a8),
        .accentHover = QColor(0x0d4a8f),
        .onAccent = QColor(0xffffff),
        .accentSoft = QColor(0xe3eefb),
        .good = QColor(0x17703f),
        .onGood = QColor(0xffffff),
        .goodSoft = QColor(0xe2f4ea),
        .bad = QColor(0xb3261e),
        .onBad = QColor(0xffffff),
        .badSoft = QColor(0xfcebe9),
        .warn = QColor(0x835600),
        .warnSoft = QColor(0xfdf3d8),
        .disabled = QColor(0xdfe3e6),
        .onDisabled = QColor(0x707b84),
        .practice = QColor(0xf5b83d),
        .onPractice = QColor(0x2b1d00),
        .drill = QColor(0x6b3fb5),
        .onDrill = QColor(0xffffff),
    };
    return tokens;
}

const Tokens& darkTokens()
{
    static const Tokens tokens{
        .window = QColor(0x14171a),
        .rail = QColor(0x191d21),
        .surface = QColor(0x1e2327),
        .sunken = QColor(0x181c20),
        .line = QColor(0x323a40),
        .lineStrong = QColor(0x7c8891),
        .text = QColor(0xf0f3f5),
        .muted = QColor(0xb3bdc5),
        .faint = QColor(0x8f9ba4),
        .accent = QColor(0x4c9be8),
        .accentHover = QColor(0x6cb0f2),
        .onAccent = QColor(0x0b1620),
        .accentSoft = QColor(0x1b3047),
        .good = QColor(0x4fbf86),
        .onGood = QColor(0x0b1a12),
        .goodSoft = QColor(0x17322a),
        .bad = QColor(0xf27a70),
        .onBad = QColor(0x2a0705),
        .badSoft = QColor(0x3a2021),
        .warn = QColor(0xe6b450),
        .warnSoft = QColor(0x362c17),
        .disabled = QColor(0x2c3338),
        .onDisabled = QColor(0x7f8b94),
        .practice = QColor(0xe6ab33),
        .onPractice = QColor(0x241800),
        .drill = QColor(0x8f6bd6),
        .onDrill = QColor(0x100720),
    };
    return tokens;
}

const Tokens& tokensFor(const QPalette& palette)
{
    constexpr int kMiddleLightness = 128;
    return palette.color(QPalette::Window).lightness() < kMiddleLightness ? darkTokens() : lightTokens();
}

const Tokens& currentTokens()
{
    return tokensFor(QGuiApplication::palette());
}

std::vector<std::pair<QString, QColor>> namedTokens(const Tokens& t)
{
    using namespace Qt::StringLiterals;
    return {
        {u"window"_s, t.window},
        {u"rail"_s, t.rail},
        {u"surface"_s, t.surface},
        {u"sunken"_s, t.sunken},
        {u"line"_s, t.line},
        {u"lineStrong"_s, t.lineStrong},
        {u"text"_s, t.text},
        {u"muted"_s, t.muted},
        {u"faint"_s, t.faint},
        {u"accent"_s, t.accent},
        {u"accentHover"_s, t.accentHover},
        {u"onAccent"_s, t.onAccent},
        {u"accentSoft"_s, t.accentSoft},
        {u"good"_s, t.good},
        {u"onGood"_s, t.onGood},
        {u"goodSoft"_s, t.goodSoft},
        {u"bad"_s, t.bad},
        {u"onBad"_s, t.onBad},
        {u"badSoft"_s, t.badSoft},
        {u"warn"_s, t.warn},
        {u"warnSoft"_s, t.warnSoft},
        {u"disabled"_s, t.disabled},
        {u"onDisabled"_s, t.onDisabled},
        {u"practice"_s, t.practice},
        {u"onPractice"_s, t.onPractice},
        {u"drill"_s, t.drill},
        {u"onDrill"_s, t.onDrill},
    };
}

double uiScale()
{
    const int bodyPx = QGuiApplication::font().pixelSize();
    return bodyPx > 0 ? static_cast<double>(bodyPx) / kBodyPx : 1.0;
}

int px(int designPx)
{
    return static_cast<int>(std::lround(designPx * uiScale()));
}

namespace {

// WCAG 2.1, definition of relative luminance: one channel of sRGB made linear.
double linearChannel(double value)
{
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& colour)
{
    return 0.2126 * linearChannel(colour.redF()) + 0.7152 * linearChannel(colour.greenF()) +
           0.0722 * linearChannel(colour.blueF());
}

} // namespace

double contrastRatio(const QColor& a, const QColor& b)
{
    const auto [darker, lighter] = std::minmax({luminance(a), luminance(b)});
    return (lighter + 0.05) / (darker + 0.05);
}

} // namespace keyrite::ui
