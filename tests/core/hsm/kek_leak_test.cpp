// After a wrap and a restore no byte of the KEK is left in the process: not in our memory, not in the
// module's.
#include "core/crypto/random.h"
#include "tests/core/hsm/practice_tokens.h"
#include "tests/test_main.h"

#include <fstream>
#include <sstream>
#include <sys/uio.h>
#include <unistd.h>

using namespace keyrite;
using namespace keyrite::hsm;
using namespace keyrite::test;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kSanitized = true;
#else
constexpr bool kSanitized = false;
#endif

namespace {

constexpr std::uint8_t kMask = 0xA5;
constexpr std::size_t kHalf = 16; // the AES key schedule begins with the key: halves stand alone there
constexpr std::size_t kChunk = 1U << 20U;

// What is looked for, masked, so that looking for it does not leave it behind.
struct Needle
{
    std::array<std::uint8_t, kHalf> masked{};

    explicit Needle(ByteView half)
    {
        for (std::size_t i = 0; i < kHalf; ++i)
            masked[i] = static_cast<std::uint8_t>(half[i] ^ kMask);
    }

    bool isAt(const std::uint8_t* bytes) const
    {
        for (std::size_t i = 0; i < kHalf; ++i)
            if ((bytes[i] ^ kMask) != masked[i])
                return false;
        return true;
    }
};

struct Mapping
{
    std::uintptr_t begin = 0;
    std::uintptr_t end = 0;
    std::string line;
};

std::vector<Mapping> writableMappings()
{
    std::vector<Mapping> mappings;
    std::ifstream maps("/proc/self/maps");
    for (std::string line; std::getline(maps, line);) {
        std::istringstream fields(line);
        Mapping mapping{.begin = 0, .end = 0, .line = line};
        char dash = 0;
        std::string rights;
        if (fields >> std::hex >> mapping.begin >> dash >> mapping.end >> rights && rights.starts_with("rw"))
            mappings.push_back(mapping);
    }
    return mappings;
}

// Where a needle stands in this process's memory, as texts.
std::vector<std::string> findInMemory(const std::vector<Needle>& needles)
{
    std::vector<std::string> hits;
    std::vector<std::uint8_t> buffer(kChunk + kHalf);
    const auto own = reinterpret_cast<std::uintptr_t>(buffer.data());
    for (const Mapping& mapping : writableMappings())
        for (std::uintptr_t at = mapping.begin; at < mapping.end; at += kChunk) {
            const std::size_t want = std::min<std::size_t>(mapping.end - at, kChunk + kHalf - 1);
            iovec local{buffer.data(), want};
            iovec remote{reinterpret_cast<void*>(at),
                         want}; // NOLINT(performance-no-int-to-ptr): read as text
            const ssize_t got = process_vm_readv(getpid(), &local, 1, &remote, 1, 0);
            for (ssize_t i = 0; i + static_cast<ssize_t>(kHalf) <= got; ++i) {
                const std::uintptr_t address = at + static_cast<std::uintptr_t>(i);
                if (address >= own && address < own + buffer.size())
                    continue;
                for (const Needle& needle : needles)
                    if (needle.isAt(buffer.data() + i))
                        hits.push_back(std::to_string(address) + " in " + mapping.line);
            }
        }
    return hits;
}

} // namespace

class KekLeakTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (kSanitized)
            QSKIP("SKIPPED: a sanitizer keeps freed memory and maps terabytes.");
    }

    // The search finds what is there; otherwise its silence would mean nothing.
    void searchFindsALiveSecret()
    {
        const SecretBytes secret = randomSecret();
        QVERIFY(!findInMemory(needlesOf(secret)).empty());
    }

    void nothingIsLeftOfTheKek_data()
    {
        QTest::addColumn<int>("type");
        for (const KeyType type : {KeyType::Secp256k1, KeyType::P256, KeyType::Rsa3072, KeyType::Aes256})
            QTest::newRow(std::string(keyTypeName(type)).c_str()) << static_cast<int>(type);
    }

    void nothingIsLeftOfTheKek()
    {
        QFETCH(int, type);
        PracticeTokens tokens;
        Session first = tokens.open(tokens.make("FIRST"));
        Session second = tokens.open(tokens.make("SECOND"));
        must(first.generate(static_cast<KeyType>(type), "k", filled(16, 1), true));
        SecretBytes kek = randomSecret();
        const std::vector<Needle> needles = needlesOf(kek);
        const WrappedKey wrapped = must(first.wrap(filled(16, 1), kek));
        must(second.restore(wrapped, kek));
        WrappedKey damaged = wrapped;
        damaged.id = filled(16, 2);
        damaged.blob.back() ^= 1U;
        QCOMPARE(second.restore(damaged, kek).error().code, ErrorCode::UnwrapFailed);
        kek.wipe();
        const auto hits = findInMemory(needles);
        for (const std::string& hit : hits)
            qWarning("KEK found at %s", hit.c_str());
        QVERIFY(hits.empty());
    }

private:
    static SecretBytes randomSecret()
    {
        SecretBytes secret(32);
        crypto::systemRandom(secret.span());
        return secret;
    }

    static std::vector<Needle> needlesOf(const SecretBytes& secret)
    {
        return {Needle(secret.view().first(kHalf)), Needle(secret.view().last(kHalf))};
    }
};

KEYRITE_TEST_MAIN(KekLeakTest)
#include "kek_leak_test.moc"
