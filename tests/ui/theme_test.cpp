#include "ui/theme.h"

#include "tests/test_main.h"
#include "ui/tokens.h"

#include <QLabel>
#include <QPalette>
#include <QVBoxLayout>

using namespace keyrite::ui;
using namespace Qt::StringLiterals;

class ThemeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // SOURCE: WCAG 2.1, the contrast of black on white is 21, of a colour on itself 1.
    void contrastRatioIsTheStandards()
    {
        QCOMPARE(qRound(contrastRatio(Qt::black, Qt::white)), 21);
        QCOMPARE(contrastRatio(QColor(0x777777), QColor(0x777777)), 1.0);
        QVERIFY(contrastRatio(QColor(0x777777), Qt::white) < 4.5);
        QVERIFY(contrastRatio(QColor(0x767676), Qt::white) >= 4.5);
    }

    // WCAG 2.1, 1.4.3 (AA): 4.5 for text.
    void textHasContrast_data() { palettes(); }
    void textHasContrast()
    {
        QFETCH(bool, dark);
        const Tokens& t = dark ? darkTokens() : lightTokens();
        for (const QColor& ground : {t.window, t.rail, t.surface, t.sunken})
            for (const QColor& text : {t.text, t.muted, t.faint, t.accent, t.good, t.bad, t.warn})
                QVERIFY2(contrastRatio(text, ground) >= 4.5, complaint(text, ground));
        const std::vector<std::pair<QColor, QColor>> fills{
            {t.onAccent, t.accent}, {t.onAccent, t.accentHover}, {t.onGood, t.good},
            {t.onBad, t.bad},       {t.onDrill, t.drill},        {t.onPractice, t.practice},
            {t.good, t.goodSoft},   {t.bad, t.badSoft},          {t.warn, t.warnSoft},
            {t.text, t.goodSoft},   {t.text, t.badSoft},         {t.text, t.warnSoft},
            {t.text, t.accentSoft}, {t.muted, t.badSoft},        {t.muted, t.warnSoft},
            {t.muted, t.goodSoft},  {t.muted, t.accentSoft},     {t.accent, t.accentSoft}};
        for (const auto& [text, ground] : fills)
            QVERIFY2(contrastRatio(text, ground) >= 4.5, complaint(text, ground));
    }

    // WCAG 2.1, 1.4.11 (AA): 3 for the borders of controls and for where the keyboard is.
    void controlsHaveContrast_data() { palettes(); }
    void controlsHaveContrast()
    {
        QFETCH(bool, dark);
        const Tokens& t = dark ? darkTokens() : lightTokens();
        for (const QColor& ground : {t.window, t.rail, t.surface})
            for (const QColor& border : {t.lineStrong, t.accent})
                QVERIFY2(contrastRatio(border, ground) >= 3.0, complaint(border, ground));
    }

    void everyTokenOfTheStyleSheetIsReplaced()
    {
        const QString sheet = styleSheetFor(lightTokens(), 1.0);
        QVERIFY(sheet.contains(u"QPushButton"_s));
        QVERIFY2(!sheet.contains(u'@'), qPrintable(sheet.mid(sheet.indexOf(u'@'), 40)));
    }

    void roomSizeScalesSizesButNotHairLines()
    {
        const QString sheet = styleSheetFor(lightTokens(), kRoomScale);
        QVERIFY(sheet.contains(u"font-size: 42px"_s)); // 30 * 1.4
        QVERIFY(sheet.contains(u"border: 1px"_s));
    }

    void switchesAtRunTime()
    {
        Theme theme(*qApp, {Appearance::Light, false});
        QWidget window;
        auto* layout = new QVBoxLayout(&window);
        layout->setSpacing(px(20));
        QVERIFY(!theme.isDark());
        QCOMPARE(&currentTokens(), &lightTokens());
        theme.setAppearance(Appearance::Dark);
        QCOMPARE(&currentTokens(), &darkTokens());
        theme.setRoomSize(true);
        QCOMPARE(px(10), 14);
        QCOMPARE(layout->spacing(), 29); // 20 * 20/14, whole pixels
        theme.setRoomSize(false);
        QCOMPARE(px(10), 10);
    }

private:
    static void palettes()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }

    static const char* complaint(const QColor& text, const QColor& ground)
    {
        static QByteArray words;
        words = u"%1 on %2: %3"_s.arg(text.name(), ground.name()).arg(contrastRatio(text, ground)).toUtf8();
        return words.constData();
    }
};

KEYRITE_GUI_TEST_MAIN(ThemeTest)
#include "theme_test.moc"
