// What the plan page shows of a plan's inputs, and what people change in it. Values; GUI thread.
#pragma once

#include "ui/models/rows_model.h"

namespace keyrite::ui {

// One assumption that a person may change.
struct PlanField
{
    QString pointer = {}; // into the input: "/share/lost"
    QString label = {};
    QString value = {};
};

// A limit that designs must keep, or need not.
struct PlanFlag
{
    QString pointer = {};
    QString label = {};
    bool on = false;
};

// Something that several sites, or several people, have in common.
struct PlanCause
{
    QString name = {};
    QString probability = {}; // in a year, as typed
    QStringList members = {}; // sites, or people
    bool operator==(const PlanCause&) const = default;
};

enum class CauseKind { Shock, Collusion };

struct PlanInputsView
{
    QString sentence = {}; // where the inputs come from, and how many
    std::vector<PlanField> fields = {};
    std::vector<PlanFlag> flags = {};
    std::vector<TextRow> sites = {};
    std::vector<TextRow> people = {};
    std::vector<TextRow> positions = {};
    std::vector<PlanCause> shocks = {};
    std::vector<PlanCause> collusion = {};
    QStringList siteNames = {};  // that a shock may take
    QStringList custodians = {}; // who may collude
};

} // namespace keyrite::ui
