// Theme: Fusion, one token table, one style sheet, two fonts; light or dark, normal or room size.
// GUI thread only.
#pragma once

#include <QObject>
#include <QString>
#include <QStringList>

class QApplication;
class QPalette;

namespace keyrite::ui {

struct Tokens;

enum class Appearance { System, Light, Dark };

// Room size: people who stand behind the operator can read.
inline constexpr double kRoomScale = 1.4;

struct ThemeOptions
{
    Appearance appearance = Appearance::System;
    bool roomSize = false;
};

// Makes tr() speak the language of the desktop where there is one for it, and proper English plurals always.
void installInterfaceLanguage(QApplication& application);

// What the environment asks for: KEYRITE_THEME=light|dark, KEYRITE_ROOM_SIZE=1. Anything else is as unset.
ThemeOptions themeOptionsFromEnvironment();

class Theme final : public QObject
{
    Q_OBJECT

public:
    // Dresses the application. Appearance::System takes what the desktop's palette was when the program
    // started. `application` outlives the theme.
    Theme(QApplication& application, ThemeOptions options);

    bool isDark() const;
    const Tokens& tokens() const;
    bool roomSize() const { return m_options.roomSize; }

    void setAppearance(Appearance appearance);
    void setRoomSize(bool roomSize);

    // The families asked for that this computer has not: for a sentence on the home page.
    QStringList missingFonts() const;

Q_SIGNALS:
    void changed();

private:
    void apply();

    QApplication& m_application;
    ThemeOptions m_options;
    bool m_desktopIsDark;
};

// The palette of `tokens`.
QPalette paletteFor(const Tokens& tokens);

// The style sheet: resources/theme.qss with @name replaced by colours and each `px` size by its scaled one.
QString styleSheetFor(const Tokens& tokens, double scale);

// The family of values that are compared or copied: JetBrains Mono, else the system's fixed font.
QString monoFamily();

} // namespace keyrite::ui
