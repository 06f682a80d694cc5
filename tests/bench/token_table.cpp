// What tokens can do with each type of key, what Keyrite adds to the time of the calls that do an operation,
// and what its proofs take; as the tables of docs/measurements.md, from what ran. Tokens: SoftHSM, through a
// shim that measures the time in each call, and NSS's softoken where it is installed.
// Use: token_table [REPETITIONS]
#include "core/hsm/blob_proof.h"
#include "core/hsm/response.h"
#include "core/hsm/restore.h"
#include "core/hsm/stored_keys.h"
#include "core/hsm/token_info.h"
#include "core/hsm/wrapping.h"
#include "tests/core/hsm/fault_shim.h"
#include "tests/core/hsm/nss_token.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <iostream>

using namespace keyrite;
using namespace keyrite::hsm;
using namespace keyrite::test;

namespace {

constexpr std::array kTypes{KeyType::Secp256k1, KeyType::P256, KeyType::Rsa3072, KeyType::Aes256,
                            KeyType::Ed25519};
const Bytes kId = filled(16, 0x0a);
const Bytes kChallenge = filled(32, 0x5c);

// "yes", or the technical reason.
template <typename T>
std::string outcome(const Result<T>& result)
{
    if (result)
        return "yes";
    return "no: " +
           (result.error().detail.empty() ? result.error().message.substr(0, 60) : result.error().detail);
}

struct Token
{
    std::string name;
    Session* session;
};

// A restored key must sign what the first one's public key verifies.
std::string restored(Session& token, const WrappedKey& wrapped, const SecretBytes& kek, const Bytes& expected,
                     Containment containment = Containment::Required)
{
    const auto key = token.restore(wrapped, kek, containment);
    if (!key && key.error().code == ErrorCode::LockIgnored)
        return "no: hands it out again; decided: " +
               restored(token, wrapped, kek, expected, Containment::Waived);
    if (!key)
        return outcome(key);
    const auto proven = token.respond(kId, kChallenge).and_then([&](const Bytes& response) {
        return verifyResponse(wrapped.type, wrapped.spki, kChallenge, response, expected);
    });
    (void)token.destroy(kId);
    return outcome(proven);
}

void printRow(const Token& token, KeyType type, const std::vector<Token>& all)
{
    std::cout << "| " << token.name << " | " << keyTypeName(type) << " | ";
    const auto backable = token.session->generate(type, "table", kId, type != KeyType::Ed25519);
    if (!backable) {
        std::cout << outcome(backable) << " | | | | |\n";
        return;
    }
    const SecretBytes kek = SecretBytes::copyOf(filled(32, 0x77));
    const auto wrapped = token.session->wrap(kId, kek);
    const Bytes answer = token.session->respond(kId, kChallenge).value_or(Bytes{});
    must(token.session->destroy(kId));
    std::cout << "yes | " << outcome(wrapped) << " | ";
    if (!wrapped) {
        std::cout << "| | |\n";
        return;
    }
    std::cout << restored(*token.session, *wrapped, kek, answer) << " | ";
    for (const Token& other : all)
        if (other.session != token.session)
            std::cout << other.name << ": " << restored(*other.session, *wrapped, kek, answer) << " ";
    std::cout << "| " << wrapSchemeName(wrapped->scheme) << " |\n";
}

// Microseconds: of CPU, of this thread, and as the clock on the wall has it.
struct Cost
{
    double cpu = 0;
    double elapsed = 0;

    Cost& operator+=(const Cost& other)
    {
        cpu += other.cpu;
        elapsed += other.elapsed;
        return *this;
    }
    Cost operator-(const Cost& other) const { return {cpu - other.cpu, elapsed - other.elapsed}; }
};

double microseconds(std::chrono::nanoseconds time)
{
    return std::chrono::duration<double, std::micro>(time).count();
}

// What one piece of work takes: in the calls that do it, in the module's other calls, in the proof that a
// blob opens, and outside of all that.
struct Parts
{
    Cost bare;
    Cost around;
    Cost proof;
    Cost own;

    Parts operator-(const Parts& other) const
    {
        return {bare - other.bare, around - other.around, proof - other.proof, own - other.own};
    }
};

// Runs from its making to stop().
class Stopwatch final
{
public:
    Cost stop() const
    {
        const auto elapsed = std::chrono::steady_clock::now() - m_start;
        return {microseconds(threadCpuTime() - m_cpu), microseconds(elapsed)};
    }

private:
    std::chrono::nanoseconds m_cpu = threadCpuTime();
    std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
};

Cost proofCost; // of the proofs since it was set to nothing

} // namespace

// The proof inside an operation is timed where it stands, by the linker's --wrap: behind the operation, where
// OpenSSL's code is still at hand, it takes less, and the difference would be counted as Keyrite's.
#define KEYRITE_PROVE_BLOB                                                                                   \
    "_ZN7keyrite3hsm9proveBlobERKNS_11SecretBytesESt4spanIKhLm18446744073709551615EERKNS0_7KeyInfoE"
BlobProof provenBlob(const SecretBytes& kek, ByteView blob,
                     const KeyInfo& key) asm("__real_" KEYRITE_PROVE_BLOB);
BlobProof timedProof(const SecretBytes& kek, ByteView blob,
                     const KeyInfo& key) asm("__wrap_" KEYRITE_PROVE_BLOB);

BlobProof timedProof(const SecretBytes& kek, ByteView blob, const KeyInfo& key)
{
    const auto entered = std::chrono::steady_clock::now();
    const Stopwatch watch;
    const BlobProof proof = provenBlob(kek, blob, key);
    proofCost.cpu += watch.stop().cpu;
    proofCost.elapsed += microseconds(std::chrono::steady_clock::now() - entered); // with the clocks'
    return proof;
}

namespace {

class Meter final
{
public:
    explicit Meter(const FaultShim& shim) : m_shim(shim) {}

    // The shim times itself in each call, between other work, where it is slower than in a loop. What that
    // does not see (reading the clocks), a call: by calls that the module refuses at once.
    void calibrate(const CK_FUNCTION_LIST& functions, CK_SESSION_HANDLE session)
    {
        constexpr int kCalls = 20000;
        m_shimCost = {};
        m_shim.disarm();
        const Parts parts = measure({}, [&] {
            for (int i = 0; i < kCalls; ++i)
                functions.C_FindObjectsFinal(session);
        });
        m_shimCost = {parts.own.cpu / kCalls, parts.own.elapsed / kCalls};
    }
    const Cost& shimCost() const { return m_shimCost; }

    template <typename Work>
    Parts measure(const std::vector<std::string>& bare, Work work) const
    {
        m_shim.disarm(); // its list of calls begins anew
        const auto before = m_shim.times();
        proofCost = {};
        const Stopwatch watch;
        work();
        const Cost whole = watch.stop();
        const auto after = m_shim.times();
        Parts parts;
        parts.proof = proofCost;
        int calls = 0;
        double shim = 0;
        for (std::size_t i = 0; i < after.size(); ++i) {
            const bool isBare = std::ranges::find(bare, after[i].function) != bare.end();
            (isBare ? parts.bare : parts.around) += Cost{microseconds(after[i].cpu - before[i].cpu),
                                                         microseconds(after[i].elapsed - before[i].elapsed)};
            calls += after[i].calls - before[i].calls;
            shim += microseconds(after[i].shim - before[i].shim);
        }
        parts.own = whole - parts.bare - parts.around - parts.proof -
                    Cost{shim + m_shimCost.cpu * calls, shim + m_shimCost.elapsed * calls};
        return parts;
    }

private:
    const FaultShim& m_shim;
    Cost m_shimCost;
};

// The run with the median overhead.
template <typename Ratio>
const Parts& middle(std::vector<Parts>& runs, Ratio ratio)
{
    std::ranges::sort(runs, {}, ratio);
    return runs[runs.size() / 2];
}

void printRow(const char* what, KeyType type, std::vector<Parts> runs)
{
    const Parts cpu = middle(runs, [](const Parts& one) { return one.own.cpu / one.bare.cpu; });
    const Parts wall = middle(runs, [](const Parts& one) { return one.own.elapsed / one.bare.elapsed; });
    std::printf("| %s | %s | %.0f | %.0f | %.1f | %.1f %% | %.0f | %.0f | %.1f | %.1f %% |\n", what,
                std::string(keyTypeName(type)).c_str(), cpu.bare.cpu, cpu.around.cpu, cpu.own.cpu,
                100 * cpu.own.cpu / cpu.bare.cpu, wall.bare.elapsed, wall.around.elapsed, wall.own.elapsed,
                100 * wall.own.elapsed / wall.bare.elapsed);
}

void printProof(const char* what, KeyType type, std::vector<Parts> runs)
{
    const auto cpuOf = [](const Parts& one) { return one.bare.cpu + one.around.cpu + one.own.cpu; };
    const Parts cpu = middle(runs, cpuOf);
    const Parts wall = middle(
        runs, [](const Parts& one) { return one.bare.elapsed + one.around.elapsed + one.own.elapsed; });
    std::printf("| %s | %s | %.0f | %.0f | %.0f |\n", what, std::string(keyTypeName(type)).c_str(),
                cpu.bare.cpu + cpu.around.cpu, cpu.own.cpu,
                wall.bare.elapsed + wall.around.elapsed + wall.own.elapsed);
}

// A session of the same token as the product's own, and what is below it.
struct Bench
{
    const Meter& meter;
    Session& session;
    SessionState& below;
    KeyType type;
    int repetitions;
    SecretBytes kek = SecretBytes::copyOf(filled(32, 0x77));

    template <typename Once>
    std::vector<Parts> times(Once once) const
    {
        std::vector<Parts> runs;
        for (int i = 0; i < repetitions; ++i)
            runs.push_back(once());
        return runs;
    }
};

// What a restore shows of the key that it brought.
Parts restoreProofs(const Bench& bench, const WrappedKey& wrapped)
{
    const StoredKey key = must(findKey(bench.below, kId));
    return bench.meter.measure({"C_CreateObject", "C_UnwrapKey", "C_DestroyObject"}, [&] {
        const Bytes response = must(respondWith(bench.below, key.object, key.info.type, kChallenge));
        if (isKeyPair(key.info.type))
            must(verifyResponse(wrapped.type, wrapped.spki, kChallenge, response));
        must(checkWrapRefused(bench.below, key.object));
    });
}

void printTimes(const Bench& bench, std::vector<std::function<void()>>& proofs)
{
    const KeyType type = bench.type;
    const auto destroy = [&] { must(bench.session.destroy(kId)); };
    const auto generate = [&] { (void)must(bench.session.generate(type, "table", kId, true)); };
    printRow("generate", type, bench.times([&] {
        const Parts parts = bench.meter.measure({"C_GenerateKeyPair", "C_GenerateKey"}, generate);
        destroy();
        return parts;
    }));
    generate();
    const KeyInfo info = must(bench.session.find(kId));
    WrappedKey wrapped = must(bench.session.wrap(kId, bench.kek));
    std::vector<Parts> opened;
    printRow("wrap", type, bench.times([&] {
        const Parts parts = bench.meter.measure({"C_CreateObject", "C_WrapKey", "C_DestroyObject"},
                                                [&] { wrapped = must(bench.session.wrap(kId, bench.kek)); });
        opened.push_back({.bare = {}, .around = {}, .proof = {}, .own = parts.proof});
        return parts;
    }));
    std::vector<Parts> verified;
    printRow("sign", type, bench.times([&] {
        Bytes response;
        const Parts parts = bench.meter.measure(
            {"C_SignInit", "C_Sign"}, [&] { response = must(bench.session.respond(kId, kChallenge)); });
        verified.push_back(bench.meter.measure(
            {}, [&] { must(verifyResponse(type, info.spki, kChallenge, response, response)); }));
        return parts;
    }));
    destroy();
    std::vector<Parts> shown;
    printRow("unwrap", type, bench.times([&] {
        const Parts whole = bench.meter.measure({"C_CreateObject", "C_UnwrapKey", "C_DestroyObject"}, [&] {
            (void)must(restoreKey(bench.below, wrapped, bench.kek, Containment::Required));
        });
        shown.push_back(restoreProofs(bench, wrapped));
        destroy();
        Parts parts = whole - shown.back();
        return parts;
    }));
    proofs.push_back([=] { printProof("the blob opens outside to the same key", type, opened); });
    if (isKeyPair(type))
        proofs.push_back([=] { printProof("a signature fits the public key", type, verified); });
    proofs.push_back([=] { printProof("the restored key signs, and no other wrap is given", type, shown); });
}

void printTimes(const FaultShim& shim, Module& module, Session& session, const TokenId& id, int repetitions)
{
    const auto cryptoki = must(Cryptoki::load(module.path(), {}));
    const SlotToken token = must(findToken(cryptoki->functions(), id));
    CK_SESSION_HANDLE handle = CK_INVALID_HANDLE;
    cryptoki->functions().C_OpenSession(token.slot, CKF_SERIAL_SESSION | CKF_RW_SESSION, nullptr, nullptr,
                                        &handle); // the login is the application's
    SessionState below(cryptoki, token.slot, handle, token.info);
    Meter meter(shim);
    meter.calibrate(cryptoki->functions(), handle);
    std::cout
        << "\n| Operation (SoftHSM) | Key | CPU us: bare calls | calls around | Keyrite | Keyrite / bare | "
           "elapsed us: bare calls | calls around | Keyrite | Keyrite / bare "
           "|\n|---|---|---|---|---|---|---|---|---|---|\n"
        << std::flush;
    std::vector<std::function<void()>> proofs;
    for (const KeyType type : {KeyType::Secp256k1, KeyType::P256, KeyType::Rsa3072, KeyType::Aes256})
        printTimes({meter, session, below, type,
                    type == KeyType::Rsa3072 ? std::max(1, repetitions / 5) : repetitions},
                   proofs);
    std::printf("\n| Proof | Key | CPU us: the module's calls | OpenSSL and Keyrite | elapsed us "
                "|\n|---|---|---|---|---|\n");
    for (const auto& print : proofs)
        print();
    std::printf("\nBesides what the shim measures of itself, %.2f us of CPU (%.2f us elapsed) a call are "
                "taken off.\n",
                meter.shimCost().cpu, meter.shimCost().elapsed);
}

void run(int repetitions)
{
    const MemoryDir folder;
    const FaultShim shim(KEYRITE_FAULT_MODULE, must(preparePracticeStore(folder.path().toStdString())));
    Module module = must(Module::load(shim.path()));
    Session soft = must(
        module.open(must(module.initialiseFresh("TABLE", pin(kSoPin), pin(kUserPin))).id, pin(kUserPin)));
    std::vector<Token> tokens{{"SoftHSM", &soft}};
    std::optional<NssToken> nss;
    std::optional<Session> second;
    if (hasSoftoken())
        tokens.push_back({"NSS", &second.emplace(nss.emplace().open())});
    std::cout << "| Token | Key | Generate | Back up | Restore here | Restore there | Scheme "
                 "|\n|---|---|---|---|---|---|---|\n";
    for (const Token& token : tokens)
        for (const KeyType type : kTypes)
            printRow(token, type, tokens);
    printTimes(shim, module, soft, soft.token().id, repetitions);
}

} // namespace

int main(int argc, char** argv)
{
    try {
        must(prepareSecureMemory());
        run(argc > 1 ? std::max(1, std::atoi(argv[1])) : 15);
    } catch (const std::exception& exception) {
        (void)std::fprintf(stderr, "%s\n", exception.what());
        return 1;
    }
    return 0;
}
