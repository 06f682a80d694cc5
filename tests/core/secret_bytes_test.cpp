#include "core/secret_bytes.h"
#include "tests/test_main.h"

#include <new>
#include <sys/prctl.h>
#include <type_traits>

using namespace keyrite;

static_assert(!std::is_copy_constructible_v<SecretBytes> && !std::is_copy_assignable_v<SecretBytes>);
static_assert(!std::is_convertible_v<SecretBytes, std::string> &&
              !std::is_convertible_v<SecretBytes, std::string_view>);

class SecretBytesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void movesLeaveNothingBehind()
    {
        SecretBytes a = SecretBytes::copyOf(asBytes("secret"));
        SecretBytes b = std::move(a);
        QVERIFY(a.empty() && a.data() == nullptr); // NOLINT(bugprone-use-after-move): what is tested
        QCOMPARE(b.text(), std::string_view("secret"));
        QVERIFY(equalSecret(b.view(), b.clone().view()));
        b.wipe();
        QVERIFY(b.empty());
    }

    void exhaustionFailsRatherThanFallsBack()
    {
        QVERIFY_THROWS_EXCEPTION(std::bad_alloc, SecretBytes(kSecureHeapBytes * 2));
    }

    void coreDumpsAreOff() { QCOMPARE(prctl(PR_GET_DUMPABLE), 0); }

    void comparesLengthsToo()
    {
        QVERIFY(!equalSecret(asBytes("a"), asBytes("ab")));
        QVERIFY(!equalSecret(asBytes("aa"), asBytes("ab")));
        QVERIFY(equalSecret({}, {}));
    }
};

KEYRITE_TEST_MAIN(SecretBytesTest)
#include "secret_bytes_test.moc"
