// Step builder: what the window shows of a ceremony's state: the frame of the current step, its widget, and
// the rail. Pure functions of the state; the widgets are given their parent. GUI thread only.
#pragma once

#include "core/ceremony/engine.h"
#include "core/registry/registry.h"
#include "ui/ceremony_view.h"
#include "ui/widgets/policy_view.h"
#include "ui/widgets/step_rail_model.h"
#include "ui/widgets/task_list.h"

namespace keyrite::ui {

// The language of the interface, as procedures name it.
std::string interfaceLanguage();

StepFrame stepFrameOf(const ceremony::State& state);
std::vector<RailAct> railOf(const ceremony::State& state);

// The widget for the current step's kind.
StepView* buildStep(const ceremony::State& state, const registry::Registry& registry, QWidget* parent);

// The share set with each sheet's state; `entered` are the shares (numbers) that are in the pool now.
PolicyPicture policyPicture(const ceremony::State& state, const std::vector<int>& entered);

// "1 more sheet of group 2", or empty where a quorum is there.
QString missingText(const ceremony::State& state, const std::vector<int>& entered);

// The initials of a step that is done: of each role's person, in order.
std::vector<std::string> initialsOf(const ceremony::State& state);

// The digest that is read aloud for the public keys of the ceremony: SHA-256 of the one SubjectPublicKeyInfo,
// or of all of them one after the other.
crypto::Digest publicKeysDigest(const ceremony::State& state, const registry::Registry& registry);

// The digest that is read aloud for the room's audit key: SHA-256 of its verifier key's text (audit.vkey
// without its line end).
crypto::Digest auditKeyDigest(const registry::Registry& registry);

QStringList hexGroups(ByteView bytes);
QStringList pgpWords(ByteView bytes); // one text of two words for each group of four hex digits

} // namespace keyrite::ui
