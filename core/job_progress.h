// JobProgress: how a long calculation says how far it has come, and hears that it shall stop.
#pragma once

#include <functional>

namespace keyrite {

// Called on the calculating thread with the part that is done, 0..1, some hundred times at most. False asks
// it to stop: it then answers ErrorCode::Cancelled. May be empty.
using JobProgress = std::function<bool(double)>;

// Whether to go on.
inline bool goOn(const JobProgress& progress, double done)
{
    return !progress || progress(done);
}

} // namespace keyrite
