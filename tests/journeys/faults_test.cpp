// The HSM fails in the middle of a ceremony: at every PKCS#11 call of a generation and of a recovery, with
// the return values of core/hsm/error_names, once without doing what was asked, once after it was done, and
// once for good. Whatever happens: a sentence that says what failed and what to do, no object on a token that
// the log does not name, no entry lost, and the step can be repeated until the ceremony ends.
//
// The short form takes every call once, the values in turn. All of them at every call (about a quarter of an
// hour):  QTEST_FUNCTION_TIMEOUT=7200000 KEYRITE_FAULTS=full build/release/tests/journeys/faults_test
// What was answered to what, as a table:  KEYRITE_FAULTS_TABLE=FILE
#include "core/hsm/error_names.h"
#include "core/hsm/practice_store.h"
#include "tests/journeys/faulty_ceremony.h"
#include "tests/journeys/room_folder.h"
#include "tests/memory_dir.h"
#include "tests/test_main.h"
#include "ui/error_text.h"

#include <deque>
#include <fstream>

using namespace keyrite;
using namespace keyrite::test;
namespace fs = std::filesystem;

namespace {

// hsm.md's table, and a value of a vendor's own.
constexpr std::array<CK_RV, 34> kValues{CKR_DEVICE_REMOVED,
                                        CKR_GENERAL_ERROR,
                                        CKR_SESSION_HANDLE_INVALID,
                                        CKR_DEVICE_MEMORY,
                                        CKR_FUNCTION_FAILED,
                                        CKR_PIN_LOCKED,
                                        CKR_TOKEN_NOT_PRESENT,
                                        CKR_TEMPLATE_INCONSISTENT,
                                        CKR_MECHANISM_INVALID,
                                        CKR_OBJECT_HANDLE_INVALID,
                                        CKR_PIN_INCORRECT,
                                        CKR_PIN_LEN_RANGE,
                                        CKR_PIN_INVALID,
                                        CKR_PIN_EXPIRED,
                                        CKR_USER_PIN_NOT_INITIALIZED,
                                        CKR_TOKEN_NOT_RECOGNIZED,
                                        CKR_SLOT_ID_INVALID,
                                        CKR_DEVICE_ERROR,
                                        CKR_TOKEN_WRITE_PROTECTED,
                                        CKR_SESSION_READ_ONLY,
                                        CKR_HOST_MEMORY,
                                        CKR_FUNCTION_NOT_SUPPORTED,
                                        CKR_CURVE_NOT_SUPPORTED,
                                        CKR_DOMAIN_PARAMS_INVALID,
                                        CKR_KEY_UNEXTRACTABLE,
                                        CKR_KEY_NOT_WRAPPABLE,
                                        CKR_WRAPPED_KEY_INVALID,
                                        CKR_WRAPPED_KEY_LEN_RANGE,
                                        CKR_TEMPLATE_INCOMPLETE,
                                        CKR_ATTRIBUTE_READ_ONLY,
                                        CKR_ATTRIBUTE_SENSITIVE,
                                        CKR_ATTRIBUTE_TYPE_INVALID,
                                        CKR_ATTRIBUTE_VALUE_INVALID,
                                        CKR_VENDOR_DEFINED | 7UL};
constexpr std::array kModes{FaultMode::NotDone, FaultMode::AnswerLost, FaultMode::Gone};

// A fault at one call of an action.
struct Item
{
    int at;
    CK_RV rv;
    FaultMode mode;
};

using Queues = std::map<std::string, std::deque<Item>>; // by action

std::string modeName(FaultMode mode)
{
    return mode == FaultMode::NotDone ? "not done" : mode == FaultMode::AnswerLost ? "answer lost" : "gone";
}

std::string text(const std::string& action, const Item& item, const std::string& function)
{
    return action + ", call " + std::to_string(item.at) + " " + function + ", " + hsm::ckrName(item.rv) +
           " (" + modeName(item.mode) + ")";
}

void copyFolder(const fs::path& from, const fs::path& to)
{
    fs::remove_all(to);
    fs::copy(from, to, fs::copy_options::recursive);
}

} // namespace

class FaultsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_target = must(hsm::preparePracticeStore(folder("none")));
        m_shim.emplace(KEYRITE_FAULT_MODULE, m_target);
    }

    void everyCall_data()
    {
        QTest::addColumn<QString>("procedure");
        QTest::newRow("generate") << "generate";
        QTest::newRow("recover") << "recover";
    }

    void everyCall()
    {
        QFETCH(QString, procedure);
        m_procedure = procedure.toStdString();
        m_wrong.clear();
        m_shim->disarm();
        m_sheets = FaultyCeremony::makeBase(folder("base"), *m_shim, m_procedure);
        Queues queues = itemsOf(record());
        const std::size_t all = left(queues);
        int passes = 0;
        int idle = 0; // passes in a row that took no fault
        for (; left(queues) > 0 && idle < 3 && m_wrong.size() < 40; ++passes) {
            const std::size_t before = left(queues);
            pass(queues);
            idle = left(queues) < before ? 0 : idle + 1;
        }
        qInfo("%s: %zu faults in %d ceremonies, %d made up for within the step", m_procedure.c_str(), all,
              passes, std::exchange(m_absorbed, 0));
        QCOMPARE(m_wrong.size(), std::size_t(0));
        QCOMPARE(left(queues), std::size_t(0));
    }

    void cleanupTestCase()
    {
        if (const QString file = qEnvironmentVariable("KEYRITE_FAULTS_TABLE"); !file.isEmpty()) {
            std::ofstream out(file.toStdString());
            for (const std::string& line : m_table)
                out << line << "\n";
        }
    }

private:
    fs::path folder(const char* name) const { return fs::path(m_dir.path().toStdString()) / name; }

    static std::size_t left(const Queues& queues)
    {
        std::size_t items = 0;
        for (const auto& [action, queue] : queues)
            items += queue.size();
        return items;
    }

    FaultyCeremony freshCeremony()
    {
        m_shim->disarm();
        copyFolder(folder("base"), folder("pass"));
        return FaultyCeremony(FaultyCeremony::openRoom(folder("pass")), m_procedure, m_sheets);
    }

    // Number of calls of each action of an undisturbed ceremony.
    std::map<std::string, int> record()
    {
        std::map<std::string, int> calls;
        FaultyCeremony ceremony = freshCeremony();
        for (std::string action = ceremony.nextAction(); !action.empty(); action = ceremony.nextAction()) {
            m_shim->disarm();
            must(ceremony.doAction());
            calls[action] = static_cast<int>(m_shim->calls().size());
        }
        return calls;
    }

    static Queues itemsOf(const std::map<std::string, int>& calls)
    {
        const bool full = qEnvironmentVariable("KEYRITE_FAULTS") == QLatin1String("full");
        Queues queues;
        std::size_t turn = 0;
        for (const auto& [action, count] : calls)
            for (int at = 0; at < count; ++at, ++turn) {
                if (!full) {
                    queues[action].push_back(
                        {at, kValues[turn % kValues.size()], kModes[turn % kModes.size()]});
                    continue;
                }
                for (const FaultMode mode : kModes)
                    for (const CK_RV rv : kValues)
                        queues[action].push_back({at, rv, mode});
            }
        return queues;
    }

    // One ceremony, with as many faults as it takes: each action is repeated until a fault does not stop it.
    void pass(Queues& queues)
    {
        {
            FaultyCeremony ceremony = freshCeremony();
            m_gone.clear();
            for (std::string action = ceremony.nextAction(); !action.empty(); action = ceremony.nextAction())
                if (!act(ceremony, action, queues[action]))
                    return; // said already
            m_shim->disarm();
            const std::string gone = std::exchange(m_gone, "");
            (void)expectObjects("at the end" + gone);
        }
        if (const QString wrong = unsound(folder("pass") / "room"); !wrong.isEmpty())
            (void)this->wrong("the log: " + wrong.toStdString());
    }

    bool act(FaultyCeremony& ceremony, const std::string& action, std::deque<Item>& queue)
    {
        std::string before = "nothing";
        for (;;) {
            const std::optional<Item> item =
                queue.empty() ? std::nullopt : std::optional<Item>(queue.front());
            m_shim->disarm();
            if (item)
                m_shim->arm(item->at, item->rv, item->mode);
            const auto outcome = ceremony.doAction();
            const std::string function = m_shim->hit();
            m_shim->disarm();
            if (item)
                queue.pop_front();
            if (outcome && item && function.empty()) { // another fault left fewer calls: in another ceremony
                queue.push_back(*item);
                return true;
            }
            const std::string what = item ? text(action, *item, function) : action;
            if (outcome) {
                m_absorbed += item ? 1 : 0;
                if (item)
                    note(function, *item, "", "went on");
                if (item && item->mode == FaultMode::Gone)
                    m_gone += "; " + what;
                return expectObjects("went on after " + what);
            }
            if (function.empty() && !m_gone.empty() && outcome.error().code == ErrorCode::DeviceLost &&
                ceremony.reconnect()) { // the device was away at the end of an earlier step
                if (item)
                    queue.push_front(*item);
                m_gone.clear();
                continue;
            }
            if (function.empty())
                return wrong(action + " cannot be repeated after " + before + ": " + outcome.error().message +
                             " [" + outcome.error().detail + "]");
            note(function, *item, outcome.error().message, outcome.error().detail);
            checkError(outcome.error(), what, *item, function);
            // A token that was erased before the answer was lost holds less than the log says, until it is
            // repeated.
            if (item->mode != FaultMode::Gone &&
                !expectObjects("failed at " + what, action.starts_with("zeroise")))
                return false;
            if (!recover(ceremony, outcome.error(), *item, what))
                return false;
            before = what;
        }
    }

    // What people do next: an HSM that is lost is connected again; else the step is just repeated.
    bool recover(FaultyCeremony& ceremony, const Error& error, const Item& item, const std::string& what)
    {
        if (item.mode != FaultMode::Gone && error.code != ErrorCode::DeviceLost && !ceremony.needsReconnect())
            return true;
        const auto back = ceremony.reconnect();
        return back || wrong("no reconnection after " + what + ": " + back.error().message + " [" +
                             back.error().detail + "]");
    }

    bool expectObjects(const std::string& when, bool mayMiss = false)
    {
        auto found = objectsOnTokens(m_target);
        if (!m_gone.empty()) // while a device is gone nothing can be taken from it: before its session is
                             // used again
            std::erase_if(found, [](auto& line) { return line.find("session object") != std::string::npos; });
        const auto expected = objectsInLog(folder("pass") / "room");
        if (found == expected || (mayMiss && std::ranges::includes(expected, found)))
            return true;
        std::vector<std::string> differ;
        std::ranges::set_symmetric_difference(found, expected, std::back_inserter(differ));
        std::string list;
        for (const std::string& line : differ)
            list += "; " + line;
        return wrong(when + ", the tokens and the log differ" + list);
    }

    void checkError(const Error& error, const std::string& what, const Item& item,
                    const std::string& function)
    {
        const bool sentences = isSentence(error.message) && error.message.find("CKR_") == std::string::npos &&
                               std::ranges::count(error.message, '.') >= 2;
        if (!sentences || ui::messageOf(error).headline.isEmpty())
            (void)wrong("no sentence for " + what + ": " + error.message);
        const bool isLost = item.mode == FaultMode::Gone && error.code == ErrorCode::DeviceLost;
        // Or in its place there is the one that was replaced, which bears the same label.
        const bool isAbsent = function == "C_GetTokenInfo" && (error.code == ErrorCode::TokenAbsent ||
                                                               error.code == ErrorCode::TokenUnexpected);
        // A mechanism that is denied is done another way, which meets what the denied call left under way.
        const bool isUnderWay =
            error.detail.ends_with("CKR_OPERATION_ACTIVE") &&
            hsm::errorCodeFor(item.rv, hsm::Action::Sign) == ErrorCode::MechanismUnsupported;
        // A token that will not wrap with one mechanism is asked by the next, which it may not know.
        const bool isNextWay = function == "C_WrapKey" && error.code == ErrorCode::MechanismUnsupported;
        // A token that takes no key-encryption key, or hands no key out, backs up no key of this type.
        const bool noBackup = error.code == ErrorCode::KeyTypeNotBackable &&
                              hsm::errorCodeFor(item.rv, hsm::Action::Wrap) == ErrorCode::KeyNotExtractable;
        const bool cannotSign =
            function.find("Sign") != std::string::npos &&
            error.code == ErrorCode::MechanismUnsupported; // of a key that was just unwrapped
        if (!isLost && !isAbsent && !isUnderWay && !isNextWay && !noBackup && !cannotSign &&
            !isAllowed(error.code, item.rv))
            (void)wrong("another reason for " + what + ": " + error.message + " [" + error.detail + "]");
    }

    // What the value means, in an unwrap or elsewhere; or what our own layer concludes from it.
    static bool isAllowed(ErrorCode code, CK_RV rv)
    {
        using hsm::Action;
        return code == hsm::errorCodeFor(rv, Action::ReadKeys) ||
               code == hsm::errorCodeFor(rv, Action::Unwrap);
    }

    void note(const std::string& function, const Item& item, const std::string& message,
              const std::string& detail)
    {
        m_table.insert(function + " | " + hsm::ckrName(item.rv) + " | " + message + " | " + detail);
    }

    bool wrong(std::string what)
    {
        qWarning("%s", what.c_str());
        m_wrong.push_back(std::move(what));
        return false;
    }

    test::MemoryDir m_dir;
    fs::path m_target;
    std::optional<FaultShim> m_shim;
    std::string m_procedure;
    SheetWords m_sheets;
    std::vector<std::string> m_wrong;
    std::set<std::string> m_table;
    int m_absorbed = 0;
    std::string m_gone; // where a device was away for the rest of a step that went on all the same
};

KEYRITE_GUI_TEST_MAIN(FaultsTest)
#include "faults_test.moc"
