// What tokens can do with each type of key, and what Keyrite adds to the time of the module's own calls; both
// as the tables of docs/measurements.md, from what ran. Tokens: SoftHSM, through a shim that measures the
// time in it, and NSS's softoken where it is installed. Use: token_table [REPETITIONS]
#include "tests/core/hsm/fault_shim.h"
#include "tests/core/hsm/nss_token.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
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
std::string restored(Session& token, const WrappedKey& wrapped, const SecretBytes& kek, const Bytes& expected)
{
    const auto key = token.restore(wrapped, kek);
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

// The median of some runs, in microseconds of CPU time: as a whole, and the part spent in the module.
struct Time
{
    double whole;
    double module;
};

template <typename Work, typename After>
Time timeOf(const FaultShim& shim, int repetitions, Work work, After after)
{
    std::vector<std::pair<double, double>> runs;
    for (int i = 0; i < repetitions; ++i) {
        const auto inTarget = shim.timeInTarget();
        const auto start = threadCpuTime();
        work();
        const std::chrono::duration<double, std::micro> whole = threadCpuTime() - start;
        const std::chrono::duration<double, std::micro> module = shim.timeInTarget() - inTarget;
        runs.emplace_back(whole / module, module.count());
        after();
    }
    std::ranges::sort(runs); // by their ratio
    const auto [ratio, module] = runs[runs.size() / 2];
    return {ratio * module, module};
}

void printTime(const char* operation, KeyType type, const Time& time)
{
    std::printf("| %s | %s | %.0f us | %.0f us | %.1f %% |\n", operation,
                std::string(keyTypeName(type)).c_str(), time.module, time.whole,
                100 * (time.whole / time.module - 1));
}

void printTimes(const FaultShim& shim, Session& session, KeyType type, int repetitions)
{
    const SecretBytes kek = SecretBytes::copyOf(filled(32, 0x77));
    const auto destroy = [&] { must(session.destroy(kId)); };
    const auto nothing = [] {};
    const auto generate = [&] { (void)must(session.generate(type, "table", kId, true)); };
    printTime("generate", type, timeOf(shim, repetitions, generate, destroy));
    generate();
    printTime("back up, and open the blob outside", type,
              timeOf(
                  shim, repetitions, [&] { (void)must(session.wrap(kId, kek)); }, nothing));
    printTime("sign a challenge", type,
              timeOf(
                  shim, repetitions, [&] { (void)must(session.respond(kId, kChallenge)); }, nothing));
    const WrappedKey wrapped = must(session.wrap(kId, kek));
    destroy();
    printTime("restore, with all its proofs", type,
              timeOf(
                  shim, repetitions, [&] { (void)must(session.restore(wrapped, kek)); }, destroy));
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
    std::cout << "\n| Operation (SoftHSM) | Key | The module's own calls | Keyrite | Overhead "
                 "|\n|---|---|---|---|---|\n"
              << std::flush;
    for (const KeyType type : {KeyType::Secp256k1, KeyType::P256, KeyType::Rsa3072, KeyType::Aes256})
        printTimes(shim, soft, type, type == KeyType::Rsa3072 ? std::max(1, repetitions / 5) : repetitions);
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
