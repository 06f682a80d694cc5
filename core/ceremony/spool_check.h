// Whether a print queue of this machine would leave a page on a disk. A CUPS queue writes each job to its
// spool folder and its filters write to temporary ones; that is harmless only where all of them are memory
// and there is no swap. Any thread; some milliseconds.
#pragma once

#include "core/ceremony/environment.h"

namespace keyrite::ceremony {

// Where a job of a CUPS queue is written: RequestRoot and TempDir of /etc/cups/cups-files.conf or their
// defaults, /tmp and /var/tmp.
std::vector<std::filesystem::path>
spoolFolders(const std::filesystem::path& configuration = "/etc/cups/cups-files.conf");

// Good where every folder that exists is on tmpfs or ramfs and `swaps` lists no swap space; else what to
// change.
EnvironmentCheck checkSpool(const std::vector<std::filesystem::path>& folders,
                            const std::filesystem::path& swaps = "/proc/swaps");

} // namespace keyrite::ceremony
