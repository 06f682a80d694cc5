// ShimRoom: a practice room in a folder of its own whose HSM's module is the fault shim, and what makes that
// HSM fail or pass for another one. One at a time in a process.
#pragma once

#include "core/ceremony/room.h"
#include "core/crypto/random.h"
#include "tests/core/hsm/fault_shim.h"
#include "tests/core/hsm/practice_tokens.h"

#include <QByteArray>

namespace keyrite::test {

inline void makeRoomOnShim(const std::filesystem::path& home)
{
    const SecretBytes practice = pin(ceremony::kPracticePin);
    (void)must(ceremony::Room::create(
        {home / "practice", "Practice room", "practice.invalid/room", Mode::Practice, KEYRITE_FAULT_MODULE},
        practice, practice, systemNow, crypto::systemRandom));
}

struct ShimRoom
{
    ShimRoom()
    {
        qputenv("KEYRITE_FAULT_TARGET", target.c_str());
        makeRoomOnShim(folder);
    }

    MemoryDir home;
    std::filesystem::path folder = home.path().toStdString();
    std::filesystem::path target = must(hsm::preparePracticeStore(folder / "store"));
    FaultShim shim{KEYRITE_FAULT_MODULE, target};
};

} // namespace keyrite::test
