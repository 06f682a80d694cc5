// The forms of the programme: what each asks for, in words, and the fact that it makes of the answers.
// GUI thread only (translations).
#pragma once

#include "ui/fact_dialog.h"

namespace keyrite::ui {

enum class FormKind {
    AddPerson,
    RenewPerson,
    VetPerson,
    TrainPerson,
    PersonOnLeave,
    RevokePerson,
    AddSite,
    ChangeSite,
    RegisterHsm,
    RetireHsm,
    RegisterDevice,
    RetireDevice,
    ApplySeal,
    CheckSeal,
    RemoveSeal,
    PlaceSheet,
    LoseSheet,
    DescribeKey,
    SetSchedule,
    OpenFinding,
    CloseFinding,
};

// `subject`: the person, site, serial, device, seal, "set/sheet", key or finding that it is about; empty for
// something new. What the log knows already stands in the fields.
FactForm formOf(FormKind kind, const QString& subject, const registry::Registry& registry, TimePoint now);

} // namespace keyrite::ui
