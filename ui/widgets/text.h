// The few plain pieces that every page is made of: texts by role, rules, cards, buttons. GUI thread only.
#pragma once

#include <QFrame>
#include <QIcon>
#include <QString>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace keyrite::ui {

// What a text is for; the style sheet gives it size, weight and colour.
enum class TextRole {
    Title,
    Heading,
    Subheading,
    Lead,
    Body,
    Strong,
    Muted,
    Small,
    Eyebrow,
    Mono,
    MonoSmall,
    MonoLarge,
    MonoGroup
};

// How a thing stands. Never shown by colour alone: a word or a sign goes with it.
enum class Tone { Neutral, Good, Warn, Bad, Info };

// A wrapping plain-text label.
QLabel* makeText(const QString& text, TextRole role, QWidget* parent);

// Gives a label or a field the colour of a tone.
void setTone(QWidget* widget, Tone tone);

// A line across, one pixel.
QFrame* makeRule(QWidget* parent);

// What a button is to its page: the one main action, an ordinary one, a refusal, or a quiet one.
enum class ButtonRole { Primary, Ordinary, Refusal, Quiet };
QPushButton* makeButton(const QString& text, ButtonRole role, QWidget* parent);

// Gives a button one of our drawings with some air to its words.
void setButtonIcon(QPushButton* button, const QIcon& icon);

// A card: surface, hair line, round corners; its content goes into body().
class Card final : public QFrame
{
    Q_OBJECT

public:
    explicit Card(QWidget* parent);
    QVBoxLayout* body() const { return m_body; }

private:
    QVBoxLayout* m_body;
};

// Centres its one layout in a column of at most 880 px (at scale 1), whatever its own width.
class ContentColumn final : public QWidget
{
    Q_OBJECT

public:
    // `top` and `bottom` are the design distances above and below the content.
    ContentColumn(int top, int bottom, QWidget* parent);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void centre();

    int m_top;
    int m_bottom;
};

inline constexpr int kContentWidthPx = 880;

// The style sheet looks at dynamic properties only when a widget is polished.
void repolish(QWidget* widget);

} // namespace keyrite::ui
