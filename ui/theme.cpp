#include "ui/theme.h"

#include "ui/tokens.h"

#include <QAbstractButton>
#include <QApplication>
#include <QFile>
#include <QFontDatabase>
#include <QLayout>
#include <QPalette>
#include <QRegularExpression>
#include <QStyleFactory>
#include <QTranslator>
#include <QWidget>

#include <cmath>

using namespace Qt::StringLiterals;

namespace keyrite::ui {

namespace {

const QString& textFamily()
{
    static const QString family = u"Inter"_s;
    return family;
}

const QString& valueFamily()
{
    static const QString family = u"JetBrains Mono"_s;
    return family;
}

// Layouts keep their distances as numbers of their own, so that a new scale has to reach each of them.
void rescaleLayouts(QWidget* root, double factor)
{
    const auto scaled = [factor](int value) { return static_cast<int>(std::lround(value * factor)); };
    for (QLayout* layout : root->findChildren<QLayout*>()) {
        const QMargins margins = layout->contentsMargins();
        layout->setContentsMargins(scaled(margins.left()), scaled(margins.top()), scaled(margins.right()),
                                   scaled(margins.bottom()));
        if (layout->spacing() > 0)
            layout->setSpacing(scaled(layout->spacing()));
    }
    for (QAbstractButton* button : root->findChildren<QAbstractButton*>())
        button->setIconSize(button->iconSize() * factor);
}

QString scaledSizes(const QString& sheet, double scale)
{
    static const QRegularExpression size(u"(\\d+)px"_s);
    QString result;
    qsizetype copied = 0;
    for (auto matches = size.globalMatch(sheet); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        const int designPx = match.capturedView(1).toInt();
        // Hair lines stay hair lines.
        const int realPx = designPx <= 2 ? designPx : static_cast<int>(std::lround(designPx * scale));
        result += QStringView(sheet).sliced(copied, match.capturedStart() - copied);
        result += QString::number(realPx) + u"px"_s;
        copied = match.capturedEnd();
    }
    result += QStringView(sheet).sliced(copied);
    return result;
}

} // namespace

void installInterfaceLanguage(QApplication& application)
{
    for (const QLocale& locale : {QLocale(QLocale::English), QLocale()}) {
        auto* texts = new QTranslator(&application);
        if (texts->load(locale, u"keyrite"_s, u"_"_s, u":/i18n"_s))
            QApplication::installTranslator(texts);
    }
}

ThemeOptions themeOptionsFromEnvironment()
{
    ThemeOptions options;
    const QByteArray appearance = qgetenv("KEYRITE_THEME");
    if (appearance == "light")
        options.appearance = Appearance::Light;
    else if (appearance == "dark")
        options.appearance = Appearance::Dark;
    options.roomSize = qgetenv("KEYRITE_ROOM_SIZE") == "1";
    return options;
}

QPalette paletteFor(const Tokens& t)
{
    QPalette palette(t.surface, t.window);
    palette.setColor(QPalette::Window, t.window);
    palette.setColor(QPalette::WindowText, t.text);
    palette.setColor(QPalette::Base, t.surface);
    palette.setColor(QPalette::AlternateBase, t.sunken);
    palette.setColor(QPalette::Text, t.text);
    palette.setColor(QPalette::Button, t.surface);
    palette.setColor(QPalette::ButtonText, t.text);
    palette.setColor(QPalette::BrightText, t.bad);
    palette.setColor(QPalette::Highlight, t.accent);
    palette.setColor(QPalette::HighlightedText, t.onAccent);
    palette.setColor(QPalette::Link, t.accent);
    palette.setColor(QPalette::PlaceholderText, t.faint);
    palette.setColor(QPalette::ToolTipBase, t.surface);
    palette.setColor(QPalette::ToolTipText, t.text);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, t.onDisabled);
    return palette;
}

QString styleSheetFor(const Tokens& tokens, double scale)
{
    QFile file(u":/theme.qss"_s);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QString sheet = QString::fromUtf8(file.readAll());
    for (const auto& [name, colour] : namedTokens(tokens))
        sheet.replace(u'@' + name + u';', colour.name() + u';');
    sheet.replace(u"@mono;"_s, u'"' + monoFamily() + u"\";"_s);
    return scaledSizes(sheet, scale);
}

QString monoFamily()
{
    if (QFontDatabase::hasFamily(valueFamily()))
        return valueFamily();
    return QFontDatabase::systemFont(QFontDatabase::FixedFont).family();
}

Theme::Theme(QApplication& application, ThemeOptions options)
    : m_application(application), m_options(options),
      m_desktopIsDark(&tokensFor(QApplication::palette()) == &darkTokens())
{
    QApplication::setStyle(QStyleFactory::create(u"Fusion"_s));
    apply();
}

bool Theme::isDark() const
{
    switch (m_options.appearance) {
    case Appearance::System:
        return m_desktopIsDark;
    case Appearance::Light:
        return false;
    case Appearance::Dark:
        return true;
    }
    return false;
}

const Tokens& Theme::tokens() const
{
    return isDark() ? darkTokens() : lightTokens();
}

void Theme::setAppearance(Appearance appearance)
{
    m_options.appearance = appearance;
    apply();
}

void Theme::setRoomSize(bool roomSize)
{
    m_options.roomSize = roomSize;
    apply();
}

QStringList Theme::missingFonts() const
{
    QStringList missing;
    for (const QString& family : {textFamily(), valueFamily()})
        if (!QFontDatabase::hasFamily(family))
            missing << family;
    return missing;
}

void Theme::apply()
{
    const double before = uiScale();
    const double scale = m_options.roomSize ? kRoomScale : 1.0;
    QFont font = QApplication::font();
    if (QFontDatabase::hasFamily(textFamily()))
        font.setFamily(textFamily());
    const bool dressedBefore = font.pixelSize() > 0;
    font.setPixelSize(static_cast<int>(std::lround(kBodyPx * scale)));
    QApplication::setFont(font);
    QApplication::setPalette(paletteFor(tokens()));
    m_application.setStyleSheet(styleSheetFor(tokens(), scale));
    if (dressedBefore && !qFuzzyCompare(before, uiScale()))
        for (QWidget* window : QApplication::topLevelWidgets())
            rescaleLayouts(window, uiScale() / before);
    Q_EMIT changed();
}

} // namespace keyrite::ui
