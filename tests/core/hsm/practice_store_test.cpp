#include "tests/core/hsm/practice_tokens.h"
#include "tests/test_main.h"

#include <fstream>

using namespace keyrite;
using namespace keyrite::hsm;
using namespace keyrite::test;
namespace fs = std::filesystem;

namespace {

// The one token that is set up.
fs::path tokenFolder(const fs::path& store)
{
    return fs::directory_iterator(store / "tokens")->path();
}

int objectFiles(const fs::path& folder)
{
    int files = 0;
    for (const auto& file : fs::directory_iterator(folder))
        files += file.path().extension() == ".object" && file.path().filename() != "token.object" ? 1 : 0;
    return files;
}

// 8 bytes, big-endian: how SoftHSM writes numbers.
std::string number(std::uint64_t value)
{
    std::string bytes;
    for (int shift = 56; shift >= 0; shift -= 8)
        bytes.push_back(static_cast<char>(value >> shift));
    return bytes;
}

// An object file of SoftHSM 2.6: its generation, then each attribute as PKCS#11's type, a kind (1 boolean, 2
// number, 3 bytes) and the value. What a killed C_GenerateKeyPair left.
std::string defaultsOfAnEcKey()
{
    const std::string no = number(1) + std::string(1, '\0');
    const std::string yes = number(1) + std::string(1, '\xff');
    const std::string nothing = number(3) + number(0);
    return number(28) + number(0x000) + number(2) + number(3) // CKA_CLASS: CKO_PRIVATE_KEY
           + number(0x001) + no + number(0x002) + yes         // CKA_TOKEN, CKA_PRIVATE
           + number(0x003) + nothing                          // CKA_LABEL
           + number(0x100) + number(2) + number(3)            // CKA_KEY_TYPE: CKK_EC
           + number(0x102) + nothing + number(0x103) + no;    // CKA_ID, CKA_SENSITIVE
}

void plant(const fs::path& folder, int number, const std::string& content)
{
    const std::string name = "00000000-0000-0000-0000-00000000000" + std::to_string(number);
    std::ofstream(folder / (name + ".object")) << content;
    std::ofstream(folder / (name + ".lock")); // which SoftHSM removes with it
}

} // namespace

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

    // What SoftHSM leaves where it dies while it writes an object.
    void sweepsUnfinishedObjects()
    {
        PracticeTokens tokens;
        const TokenId id = tokens.make("T").id;
        const fs::path folder = tokenFolder(tokens.dir.path().toStdString());
        {
            Session session = tokens.open(must(tokens.module.find(id)));
            must(session.generate(KeyType::P256, "a key of ours", filled(16, 1), true));
            must(session.generate(KeyType::Aes256, "", filled(16, 2), true)); // as others may name theirs
        }
        QCOMPARE(objectFiles(folder), 3);
        tokens.module.finalise();
        plant(folder, 1, {}); // not even begun
        plant(folder, 2, number(1));
        plant(folder, 3, defaultsOfAnEcKey());
        QCOMPARE(objectFiles(folder), 6);
        QCOMPARE(removeEmptyObjects(tokens.dir.path().toStdString()), 1);
        QCOMPARE(objectFiles(folder), 5);
        tokens.module = must(Module::load(tokens.library));
        Session session = tokens.open(must(tokens.module.find(id)));
        QCOMPARE(must(session.keys()).size(), 2U); // nobody sees the others
        QCOMPARE(must(session.destroyUnfinished()), 2);
        QCOMPARE(objectFiles(folder), 3);
        QCOMPARE(must(session.keys()).size(), 2U);
        QCOMPARE(must(session.destroyUnfinished()), 0);
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
