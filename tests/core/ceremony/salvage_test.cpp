#include "core/ceremony/salvage.h"
#include "core/slip39/split.h"
#include "tests/test_main.h"

using namespace keyrite;
using namespace keyrite::ceremony;

namespace {

using Shares = std::vector<std::vector<slip39::Share>>;

Shares splitAs(const char* policy)
{
    return slip39::split(SecretBytes::copyOf(Bytes(32, 7)), Policy::parse(policy).value(), {},
                         crypto::systemRandom)
        .value();
}

std::string setOf(const Shares& shares)
{
    const auto id = shares.front().front().header.identifier;
    return toHex(Bytes{static_cast<std::uint8_t>(id >> 8U), static_cast<std::uint8_t>(id & 0xffU)});
}

paper::Backup backupFor(const Shares& shares, std::optional<Policy> policy)
{
    paper::Backup backup{.origin = "example.com/lost", .ceremony = "KC-2026-0001"};
    backup.shareSetId = shares.front().front().header.identifier;
    backup.policy = std::move(policy);
    hsm::WrappedKey key{};
    key.id = Bytes(16, 1);
    key.type = hsm::KeyType::P256;
    key.label = "Root";
    key.scheme = hsm::WrapScheme::Rfc5649;
    key.spki = Bytes(91, 3);
    key.blob = Bytes(160, 4);
    backup.keys.push_back(std::move(key));
    return backup;
}

} // namespace

class SalvageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aQuorumAndABackupSuffice()
    {
        const Shares shares = splitAs("2of3");
        Salvage salvage;
        QVERIFY(salvage.addBackup(backupFor(shares, Policy::parse("2of3").value())));
        QVERIFY(salvage.addSheet(shares[0][2].encode()));
        Prospect prospect = salvage.prospects().front();
        QCOMPARE(prospect.set, setOf(shares));
        QVERIFY(!prospect.isRecoverable());
        QCOMPARE(prospect.sheets, std::vector<int>{3});
        QCOMPARE(prospect.missing.front().count, 1);
        QCOMPARE(prospect.missing.front().numbers, (std::vector<int>{1, 2}));
        QVERIFY(salvage.addSheet(shares[0][0].encode()));
        prospect = salvage.prospects().front();
        QVERIFY(prospect.isRecoverable());
        QVERIFY(prospect.missing.empty());
    }

    void groupsAreCountedApart()
    {
        const Shares shares = splitAs("2of(2of3,2of3,1of1)");
        Salvage salvage;
        QVERIFY(salvage.addBackup(backupFor(shares, Policy::parse("2of(2of3,2of3,1of1)").value())));
        QVERIFY(salvage.addSheet(shares[2][0].encode()));
        QVERIFY(salvage.addSheet(shares[1][1].encode()));
        Prospect prospect = salvage.prospects().front();
        QCOMPARE(prospect.sheets, (std::vector<int>{5, 7}));
        QCOMPARE(prospect.groupsMissing, 1);
        QCOMPARE(prospect.missing.size(), 2U); // group 1 wholly, group 2 by one
        QCOMPARE(prospect.missing[0].count, 2);
        QCOMPARE(prospect.missing[1].count, 1);
        QCOMPARE(prospect.missing[1].numbers, (std::vector<int>{4, 6}));
        QVERIFY(salvage.addSheet(shares[1][0].encode()));
        QVERIFY(salvage.prospects().front().isRecoverable());
    }

    // Where the sheets are anonymous neither document nor log need say the design: the sheets do.
    void sheetsTellTheDesignThatADocumentKeepsBack()
    {
        const Shares shares = splitAs("2of3");
        Salvage salvage;
        QVERIFY(salvage.addBackup(backupFor(shares, std::nullopt)));
        QVERIFY(!salvage.prospects().front().quorum); // nothing can be said yet
        QVERIFY(salvage.addSheet(shares[0][2].encode()));
        QCOMPARE(salvage.prospects().front().missing.front().count, 1);
        QVERIFY(salvage.prospects().front().missing.front().numbers.empty());
        QVERIFY(salvage.addSheet(shares[0][1].encode()));
        const Prospect prospect = salvage.prospects().front();
        QVERIFY(prospect.isRecoverable());
        QCOMPARE(prospect.sheets, (std::vector<int>{2, 3}));
        QCOMPARE(policyOf(prospect.found->backup, salvage.sheetsOf(prospect.set))->text(),
                 std::string("2of3"));
    }

    void whatDoesNotFitIsRefused()
    {
        const Shares shares = splitAs("2of3");
        const Shares others = splitAs("2of3");
        Salvage salvage;
        QVERIFY(salvage.addSheet(shares[0][0].encode()));
        QCOMPARE(salvage.addSheet(shares[0][0].encode()).error().code, ErrorCode::DuplicateShare);
        slip39::Mnemonic damaged = shares[0][1].encode();
        damaged = damaged.withWord(10, static_cast<std::uint16_t>(damaged[10] ^ 1U));
        QCOMPARE(salvage.addSheet(damaged).error().code, ErrorCode::MnemonicChecksum);
        QVERIFY(salvage.addSheet(others[0][0].encode())); // of another set: a prospect of its own
        QCOMPARE(salvage.prospects().size(), 2U);
        paper::Backup backup = backupFor(shares, std::nullopt);
        QVERIFY(salvage.addBackup(backup));
        QVERIFY(salvage.addBackup(backup)); // a copy
        backup.keys.front().blob.front() ^= 1U;
        QCOMPARE(salvage.addBackup(backup).error().code, ErrorCode::BackupDocument);
    }

    // What is imported comes back out of the registry as it went in.
    void aRoomLearnsTheKeys()
    {
        const Shares shares = splitAs("2of3");
        const paper::Backup backup = backupFor(shares, Policy::parse("2of3").value());
        registry::Registry registry;
        registry.apply({.seq = 1,
                        .kind = "backup.imported",
                        .data = importedJson({BackupSource::Document, backup, {}}, *backup.policy)});
        QCOMPARE(registry.keys.size(), 1U);
        const registry::Key& key = registry.keys.begin()->second;
        QCOMPARE(key.backup.blob, backup.keys.front().blob);
        QCOMPARE(key.backup.spki, backup.keys.front().spki);
        QVERIFY(key.state == registry::KeyState::BackedUp);
        QVERIFY(key.token.serial.empty()); // on no token that this log knows
        QCOMPARE(registry.shareSets.begin()->first, setOf(shares));
        Salvage salvage;
        QCOMPARE(salvage.addRegistry(registry, BackupSource::Room), 1U);
        QVERIFY(salvage.addBackup(backup)); // the same
    }
};

KEYRITE_TEST_MAIN(SalvageTest)
#include "salvage_test.moc"
