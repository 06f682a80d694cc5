// The record inside a backup document: reached past base32 and, with its SHA-256 put right, past the
// checksum.
#include "core/crypto/hash.h"
#include "core/paper/backup_record.h"

#include <cstdlib>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    using namespace keyrite;
    std::string record("Keyrite backup 1\n");
    record.append(reinterpret_cast<const char*>(data), size).append("\n");
    record += "sha256: " + toHex(crypto::sha256(asBytes(record))) + "\n";
    while (record.size() % 5 != 0)
        record += '\n';
    const auto backup = paper::readBackupRecord(record);
    if (backup && paper::writeBackupRecord(*backup).value() != record)
        std::abort();
    return 0;
}
