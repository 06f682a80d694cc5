// CompareStep: a value is read aloud, group by group; everyone who listens ticks their name.
#pragma once

#include "ui/steps/step_view.h"

#include <QStringList>

#include <vector>

namespace keyrite::ui {

struct CompareView
{
    QStringList groups = {};             // of four characters
    QStringList words = {};              // PGP words, one text a group; may be empty
    std::vector<QString> listeners = {}; // "Custodian, site Zurich"
};

class CompareStep final : public StepView
{
    Q_OBJECT

public:
    CompareStep(const CompareView& view, QWidget* parent);
};

} // namespace keyrite::ui
