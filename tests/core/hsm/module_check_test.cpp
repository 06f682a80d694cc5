// A module that crashes, hangs or ends its process does so in the child, and is refused with the reason.
#include "core/hsm/module_check.h"

#include "core/hsm/practice_store.h"
#include "tests/core/hsm/practice_tokens.h"
#include "tests/test_main.h"

using namespace keyrite;
using namespace keyrite::hsm;
using namespace keyrite::test;
using namespace std::chrono_literals;

namespace {

constexpr const char* kProgram = KEYRITE_BINARY "/app/keyrite-cli/keyrite-cli";

} // namespace

class ModuleCheckTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_target = must(preparePracticeStore(m_dir.path().toStdString()));
        qputenv("KEYRITE_FAULT_TARGET", m_target.string().c_str());
    }

    void cleanup()
    {
        qunsetenv("KEYRITE_FAULT_AT_LOAD");
        qunsetenv("KEYRITE_FAULT_HANG");
    }

    void goodModulesPass()
    {
        must(checkModule(kProgram, m_target));
        must(checkModule(kProgram, KEYRITE_FAULT_MODULE));
    }

    void othersAreRefused_data()
    {
        QTest::addColumn<QByteArray>("variable");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QByteArray>("sentence");
        QTest::newRow("crash") << QByteArray("KEYRITE_FAULT_AT_LOAD") << QByteArray("crash")
                               << QByteArray("and crashed.");
        QTest::newRow("exit") << QByteArray("KEYRITE_FAULT_AT_LOAD") << QByteArray("exit")
                              << QByteArray("and ended that process.");
        QTest::newRow("hang at load") << QByteArray("KEYRITE_FAULT_AT_LOAD") << QByteArray("hang")
                                      << QByteArray("did not answer within 1 seconds.");
        QTest::newRow("hang at start") << QByteArray("KEYRITE_FAULT_HANG") << QByteArray("C_Initialize:60000")
                                       << QByteArray("did not answer within 1 seconds.");
    }

    void othersAreRefused()
    {
        QFETCH(QByteArray, variable);
        QFETCH(QByteArray, value);
        QFETCH(QByteArray, sentence);
        qputenv(variable.constData(), value);
        const auto patience = value.contains("60000") || value == "hang" ? 500ms : 20000ms;
        const auto refused = checkModule(kProgram, KEYRITE_FAULT_MODULE, patience);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::ModuleUnusable);
        QVERIFY2(refused.error().message.find(sentence.toStdString()) != std::string::npos,
                 refused.error().message.c_str());
        QVERIFY(refused.error().message.find(KEYRITE_FAULT_MODULE) != std::string::npos);
    }

    void whatIsNoModuleIsRefused()
    {
        for (const char* path : {"/nowhere.so", kProgram, "/usr/lib/x86_64-linux-gnu/libssl.so.3"})
            QCOMPARE(checkModule(kProgram, path).error().code, ErrorCode::ModuleUnusable);
    }

    void withoutTheProgramNothingIsTried()
    {
        QCOMPARE(checkModule("/nowhere/keyrite-cli", m_target).error().code, ErrorCode::NotFound);
    }

private:
    test::MemoryDir m_dir;
    std::filesystem::path m_target;
};

KEYRITE_TEST_MAIN(ModuleCheckTest)
#include "module_check_test.moc"
