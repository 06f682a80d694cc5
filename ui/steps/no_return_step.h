// NoReturnStep: a point of no return (lock a key, zeroise a token, destroy a KEK): what happens, what it can
// never be again, and the two people who say so.
#pragma once

#include "ui/steps/step_view.h"
#include "ui/widgets/initials_strip.h"

namespace keyrite::ui {

struct NoReturnView
{
    QString headline = {};                  // "The key on token A can never be exported again"
    std::vector<QString> consequences = {}; // full sentences
    QString action = {};                    // "Lock the key on token A"
    std::vector<InitialsSlot> people = {};  // two
};

class NoReturnStep final : public StepView
{
    Q_OBJECT

public:
    NoReturnStep(const NoReturnView& view, QWidget* parent);
};

} // namespace keyrite::ui
