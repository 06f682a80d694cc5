// Read aloud: the digests that people compare by ear, in groups of four hex digits and in PGP words. Any
// thread.
#pragma once

#include "core/ceremony/engine.h"
#include "core/registry/registry.h"

#include <QStringList>

namespace keyrite::ui {

// For the public keys of the ceremony: SHA-256 of the one SubjectPublicKeyInfo, or of all of them one after
// the other.
crypto::Digest publicKeysDigest(const ceremony::State& state, const registry::Registry& registry);

// For the room's audit key: SHA-256 of its verifier key's text (audit.vkey without its line end).
crypto::Digest auditKeyDigest(const registry::Registry& registry);

QStringList hexGroups(ByteView bytes);
QStringList pgpWords(ByteView bytes); // one text of two words for each group of four hex digits

} // namespace keyrite::ui
