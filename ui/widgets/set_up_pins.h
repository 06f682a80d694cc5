// SetUpPins: the two PINs of a token that is set up: the security officer's and the user's, given by
// different people and never the same. GUI thread only.
#pragma once

#include "ui/widgets/pin_entry.h"

namespace keyrite::ui {

// What is asked; the officer's is not new where the token was set up before.
struct SetUpQuestions
{
    PinQuestion officer = {};
    PinQuestion user = {};
};

// As they were given.
struct SetUpGiven
{
    GivenPin officer;
    GivenPin user;
};

class SetUpPins final : public QWidget
{
    Q_OBJECT

public:
    SetUpPins(const SetUpQuestions& questions, QWidget* parent);

    // What was typed stays only where the same is asked.
    void ask(const SetUpQuestions& questions);

    QWidget* field() const { return m_user->field(); } // the first one; null where none is
    bool isComplete() const;
    SetUpGiven take(); // the fields are empty afterwards
    void clear();

Q_SIGNALS:
    void changed();

private:
    void look();

    PinEntry* m_user;
    PinEntry* m_officer;
    QLabel* m_verdict;
};

} // namespace keyrite::ui
