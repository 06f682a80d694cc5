// Participant: somebody at the window who follows the script: presses what the step offers, once, types what
// it asks for, and then presses the main button; with the mouse alone or with the keyboard alone.
#pragma once

#include "app/keyrite/desktop.h"
#include "ui/steps/step_view.h"

#include <QAbstractButton>

#include <set>

namespace keyrite::test {

enum class Hand { Mouse, Keyboard };

class Participant
{
public:
    Participant(app::Desktop& desktop, Hand hand) : m_desktop(desktop), m_hand(hand) {}
    virtual ~Participant() = default;

    // Answers false where the ceremony does not end.
    bool followToTheEnd();

    // Follows until the step of this id is in sight and idle.
    bool followTo(const QString& stepId);

    // Follows until `arrived` says so.
    bool followUntil(const std::function<bool()>& arrived) { return follow(arrived); }

    void press(QAbstractButton* button);
    // Waits until there is a button whose text begins so, and presses it.
    void press(QWidget& root, const QString& start);
    void type(QWidget* field, const QString& text);

    // The visible, enabled button whose text begins so; null: there is none.
    static QAbstractButton* buttonSaying(QWidget& root, const QString& start);

    ui::MainWindow& window() { return m_desktop.window(); }

    // The widget of this kind that is in sight; null: there is none.
    template <typename Widget>
    static Widget* visible(QWidget& root)
    {
        for (Widget* one : root.findChildren<Widget*>())
            if (one->isVisible())
                return one;
        return nullptr;
    }

    int steps = 0;

protected:
    // What practice does by itself and a live room asks of people. Answers true where it did something now.
    virtual bool actLive() { return false; }

    app::Desktop& desktop() { return m_desktop; }
    ui::CeremonyView& view() { return *m_desktop.window().ceremonyView(); }
    ui::StepView* step() const { return m_step; }
    std::string stepId() const { return m_desktop.ceremony().state()->run().id; }

private:
    bool follow(const std::function<bool()>& arrived);
    void act();
    bool wants(QAbstractButton* button) const;
    void focus(QWidget* widget);
    void takePicture();

    app::Desktop& m_desktop;
    Hand m_hand;
    ui::StepView* m_step = nullptr;
    std::set<QAbstractButton*> m_pressed;
};

} // namespace keyrite::test
