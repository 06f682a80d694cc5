// What the sample steps of the gallery have in common: people, a policy, a hash, the frame of a step.
#pragma once

#include "tests/ui/gallery_steps.h"
#include "ui/widgets/policy_view.h"

namespace keyrite::ui::gallery {

struct Names
{
    QString administrator;
    QString witness;
    QString custodian;
    QString second;
    QString site;
};

// Names as usual, or such as nobody hopes for.
Names namesFor(bool longNames);

std::vector<InitialsSlot> strip(const Names& names);

// Any two of three groups; `pool`: with what is there of each.
PolicyPicture picture(const Names& names, bool pool);

// 32 bytes in groups of hex digits, and as PGP words.
const QStringList& hashGroups();
const QStringList& hashWords();

void press(QWidget* target, int key, const QString& text = {});

StepFrame frame(int act, int step, const QString& title, const QString& instruction, const Names& names,
                bool initials = true);

// The steps with shares, and those with paper.
void addShareSteps(std::vector<Sample>& all, const Names& n);
void addPaperSteps(std::vector<Sample>& all, const Names& n);

} // namespace keyrite::ui::gallery
