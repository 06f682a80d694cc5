#include "tests/journeys/faulty_ceremony.h"

#include "app/keyrite/practice_plans.h"
#include "app/keyrite/rehearsal_steps.h"
#include "core/ceremony/builtin.h"
#include "core/hsm/practice_store.h"
#include "tests/journeys/room_folder.h"

#include <algorithm>

namespace keyrite::test {

using namespace ceremony;
namespace fs = std::filesystem;

namespace {

constexpr const char* kPolicy = "2of2";

Plan planOf(const Procedure& procedure, const registry::Registry& registry)
{
    if (procedure.has(StepKind::HsmGenerate))
        return app::practiceGeneration(procedure, must(Policy::parse(kPolicy)),
                                       {hsm::KeyType::P256, hsm::KeyType::Aes256});
    return must(app::practiceOnSet(procedure, registry, registry.keys.begin()->second.shareSet));
}

CK_FUNCTION_LIST& functionsOf(const fs::path& target)
{
    void* library = dlopen(target.c_str(), RTLD_NOW | RTLD_LOCAL);
    CK_FUNCTION_LIST* functions = nullptr;
    reinterpret_cast<CK_C_GetFunctionList>(dlsym(library, "C_GetFunctionList"))(&functions);
    return *functions;
}

template <typename Value>
Value attributeOf(CK_FUNCTION_LIST& p11, CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object,
                  CK_ATTRIBUTE_TYPE type)
{
    Value value{};
    CK_ATTRIBUTE attribute{type, value.data(), value.size() * sizeof(value[0])};
    p11.C_GetAttributeValue(session, object, &attribute, 1);
    return value;
}

std::string className(CK_OBJECT_CLASS objectClass)
{
    if (objectClass == CKO_PRIVATE_KEY)
        return "private";
    return objectClass == CKO_PUBLIC_KEY ? "public" : objectClass == CKO_SECRET_KEY ? "secret" : "other";
}

std::string lineOf(CK_FUNCTION_LIST& p11, CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object,
                   const std::string& serial)
{
    const auto kind = attributeOf<std::array<CK_OBJECT_CLASS, 1>>(p11, session, object, CKA_CLASS)[0];
    const bool onToken = attributeOf<std::array<CK_BBOOL, 1>>(p11, session, object, CKA_TOKEN)[0] != CK_FALSE;
    const auto id = attributeOf<std::array<std::uint8_t, 16>>(p11, session, object, CKA_ID);
    return serial + " " + (onToken ? "" : "session object: ") + className(kind) + " " + toHex(id);
}

// Logs in where nobody is, and out again: the login is the application's.
void appendObjects(CK_FUNCTION_LIST& p11, CK_SLOT_ID slot, const std::string& serial,
                   std::vector<std::string>& lines)
{
    CK_SESSION_HANDLE session = CK_INVALID_HANDLE;
    if (p11.C_OpenSession(slot, CKF_SERIAL_SESSION, nullptr, nullptr, &session) != CKR_OK)
        throw std::runtime_error("no session to look at the token with");
    SecretBytes pin = practicePin();
    const bool loggedIn = p11.C_Login(session, CKU_USER, pin.data(), pin.size()) == CKR_OK;
    std::array<CK_OBJECT_HANDLE, 100> objects{};
    CK_ULONG count = 0;
    p11.C_FindObjectsInit(session, nullptr, 0);
    p11.C_FindObjects(session, objects.data(), objects.size(), &count);
    p11.C_FindObjectsFinal(session);
    for (CK_ULONG i = 0; i < count; ++i)
        lines.push_back(lineOf(p11, session, objects[i], serial));
    if (loggedIn)
        p11.C_Logout(session);
    p11.C_CloseSession(session);
}

void loseKeys(Room& room)
{
    std::vector<log::Entry> entries;
    for (const auto& [id, key] : room.registry().keys) {
        must(must(room.module().open(key.token, practicePin())).destroy(must(fromHex(id))));
        entries.push_back(
            {.time = room.now(), .kind = "key.destroyed", .data = {{"key", id}, {"reason", "lost"}}});
    }
    must(room.append(std::move(entries)));
}

} // namespace

Room FaultyCeremony::makeRoom(const fs::path& folder, const FaultShim& shim)
{
    must(hsm::preparePracticeStore(folder / "hsm"));
    return must(
        Room::create({folder / "room", "Faults", "practice.invalid/faults", Mode::Practice, shim.path()},
                     practicePin(), practicePin(), systemNow, crypto::systemRandom));
}

SheetWords FaultyCeremony::makeBase(const fs::path& folder, const FaultShim& shim, std::string_view procedure)
{
    fs::remove_all(folder);
    fs::create_directories(folder);
    SheetWords sheets;
    Room room = makeRoom(folder, shim);
    if (procedure == "generate")
        return sheets;
    {
        FaultyCeremony generation(std::move(room), "generate", sheets);
        while (!generation.nextAction().empty())
            must(generation.doAction());
    }
    Room after = openRoom(folder);
    loseKeys(after);
    return sheets;
}

Room FaultyCeremony::openRoom(const fs::path& folder)
{
    must(hsm::preparePracticeStore(folder / "hsm"));
    return must(Room::open(folder / "room", practicePin(), systemNow, crypto::systemRandom));
}

FaultyCeremony::FaultyCeremony(Room room, std::string_view procedure, SheetWords& sheets)
    : m_room(std::make_unique<Room>(std::move(room))), m_sheets(sheets), m_noPaper(m_room->folder())
{
    auto parsed = must(builtinProcedure(procedure));
    Plan plan = planOf(*parsed, m_room->registry());
    m_runner.emplace(must(Runner::open(*m_room, std::move(parsed), std::move(plan))));
}

std::string FaultyCeremony::nextAction() const
{
    if (m_runner->state().finished())
        return m_closed ? "" : "close";
    return m_runner->state().run().id;
}

Result<void> FaultyCeremony::doAction()
{
    if (!m_runner->state().finished())
        return doStep();
    const auto note = m_runner->close();
    m_closed = note.has_value();
    return note ? Result<void>() : fail(note.error());
}

Result<void> FaultyCeremony::reconnect()
{
    return m_runner->reconnect(practicePin(), practicePin());
}

Result<void> FaultyCeremony::doStep()
{
    const StepKind kind = m_runner->state().spec().kind;
    if (kind != StepKind::ShareIssue && kind != StepKind::ShareProve && kind != StepKind::ShareEnter &&
        kind != StepKind::Print)
        return app::rehearseStep(*m_runner, m_noPaper, m_room->folder()).map([](const std::string&) {});
    if (!m_runner->state().started)
        KEYRITE_CHECK(m_runner->begin());
    KEYRITE_CHECK(perform(kind));
    return app::signOffStep(*m_runner);
}

Result<void> FaultyCeremony::perform(StepKind kind)
{
    const int share = m_runner->state().run().share;
    if (kind == StepKind::ShareIssue)
        return m_runner->revealShare().map(
            [&](const slip39::Mnemonic& words) { m_sheets.insert_or_assign(share, words.text()); });
    if (kind == StepKind::ShareProve)
        return m_runner->proveShare(m_sheets.at(share).text(), Source::Typed);
    if (kind == StepKind::Print)
        return m_runner
            ->printDocuments([](const paper::Document&, const std::string&) { return Result<void>(); })
            .map([](const std::string&) {});
    for (const auto& [number, words] : m_sheets)
        if (const auto progress = m_runner->enterShare(words.text(), Source::Typed); !progress)
            return fail(progress.error());
    return {};
}

std::vector<std::string> objectsOnTokens(const fs::path& target)
{
    CK_FUNCTION_LIST& p11 = functionsOf(target);
    CK_ULONG count = 0;
    p11.C_GetSlotList(CK_TRUE, nullptr, &count);
    std::vector<CK_SLOT_ID> slots(count);
    p11.C_GetSlotList(CK_TRUE, slots.data(), &count);
    std::vector<std::string> lines;
    for (const CK_SLOT_ID slot : slots) {
        CK_TOKEN_INFO info{};
        p11.C_GetTokenInfo(slot, &info);
        const std::string serial(reinterpret_cast<const char*>(info.serialNumber), sizeof info.serialNumber);
        if ((info.flags & CKF_TOKEN_INITIALIZED) != 0)
            appendObjects(p11, slot, serial, lines);
    }
    std::ranges::sort(lines);
    return lines;
}

std::vector<std::string> objectsInLog(const fs::path& roomFolder)
{
    const auto entries = entriesOf(roomFolder);
    std::set<std::string> secretKeys;
    for (const log::Entry& entry : entries)
        if (entry.kind == "key.generated" && entry.data.value("type", "") == "aes256")
            secretKeys.insert(entry.data.value("key", ""));
    std::vector<std::string> lines;
    for (const auto& [serial, ids] : keysInLog(entries))
        for (const std::string& id : ids) {
            if (secretKeys.contains(id)) {
                lines.push_back(serial + " secret " + id);
                continue;
            }
            lines.push_back(serial + " private " + id);
            lines.push_back(serial + " public " + id);
        }
    std::ranges::sort(lines);
    return lines;
}

} // namespace keyrite::test
