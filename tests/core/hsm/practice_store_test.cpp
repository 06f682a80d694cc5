#include "tests/core/hsm/practice_tokens.h"
#include "tests/test_main.h"

#include <fstream>

using namespace keyrite;
using namespace keyrite::hsm;
using namespace keyrite::test;
namespace fs = std::filesystem;

class PracticeStoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isPrivateAndAbsolute()
    {
        QTemporaryDir dir;
        const fs::path store = fs::path(dir.path().toStdString()) / "a" / "store";
        const fs::path library = must(preparePracticeStore(store));
        QVERIFY(fs::exists(library));
        QCOMPARE(fs::status(store).permissions(), fs::perms::owner_all);
        QCOMPARE(fs::status(store / "tokens").permissions(), fs::perms::owner_all);
        QCOMPARE(qEnvironmentVariable("SOFTHSM2_CONF").toStdString(), (store / "softhsm2.conf").string());
        std::ifstream file(store / "softhsm2.conf");
        const std::string text((std::istreambuf_iterator<char>(file)), {});
        QVERIFY(text.find("directories.tokendir = " + (store / "tokens").string() + "\n") !=
                std::string::npos);
    }

    // A room that was moved to another folder keeps its tokens.
    void survivesAMove()
    {
        QTemporaryDir dir;
        const fs::path before = fs::path(dir.path().toStdString()) / "before";
        const fs::path after = fs::path(dir.path().toStdString()) / "after";
        TokenId id;
        {
            Module module = must(Module::load(must(preparePracticeStore(before))));
            id = must(module.initialiseFresh("T", pin(kSoPin), pin(kUserPin))).id;
        }
        fs::rename(before, after);
        Module module = must(Module::load(must(preparePracticeStore(after))));
        QCOMPARE(must(module.find(id)).id, id);
    }

    void refusesWhatCannotBeWritten()
    {
        QTemporaryDir dir;
        const fs::path file = fs::path(dir.path().toStdString()) / "file";
        std::ofstream(file) << "not a folder";
        QCOMPARE(preparePracticeStore(file).error().code, ErrorCode::IoFailed);
        QCOMPARE(preparePracticeStore(file / "below").error().code, ErrorCode::IoFailed);
        QCOMPARE(preparePracticeStore(dir.path().toStdString() + "/a\nb").error().code, ErrorCode::IoFailed);
    }
};

KEYRITE_TEST_MAIN(PracticeStoreTest)
#include "practice_store_test.moc"
