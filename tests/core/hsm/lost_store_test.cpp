// A SoftHSM store that goes away under an open session: the nearest that a software token comes to being
// pulled out.
#include "tests/core/hsm/practice_tokens.h"
#include "tests/test_main.h"

using namespace keyrite;
using namespace keyrite::hsm;
using namespace keyrite::test;
namespace fs = std::filesystem;

namespace {

const Bytes kId = filled(16, 0x0a);

template <typename T>
ErrorCode codeOf(const Result<T>& result)
{
    return result ? ErrorCode::Internal : result.error().code;
}

} // namespace

class LostStoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_tokens.emplace();
        m_token = m_tokens->make("T").id;
        m_session.emplace(must(m_tokens->module.open(m_token, pin(kUserPin))));
        must(m_session->generate(KeyType::Secp256k1, "k", kId, true));
        m_wrapped = must(m_session->wrap(kId, m_kek));
        fs::remove_all(fs::path(m_tokens->dir.path().toStdString()) / "tokens");
    }

    void cleanup()
    {
        m_session.reset();
        m_tokens.reset();
    }

    void everyOperationSaysDeviceLost_data()
    {
        using Operation = std::function<ErrorCode(Session&)>;
        QTest::addColumn<Operation>("operation");
        const auto row = [](const char* name, const Operation& operation) {
            QTest::newRow(name) << operation;
        };
        row("respond", [](Session& s) { return codeOf(s.respond(kId, filled(32, 1))); });
        row("find", [](Session& s) { return codeOf(s.find(kId)); });
        row("keys", [](Session& s) { return codeOf(s.keys()); });
        row("wrap", [this](Session& s) { return codeOf(s.wrap(kId, m_kek)); });
        row("lock", [](Session& s) { return codeOf(s.lock(kId)); });
        row("destroy", [](Session& s) { return codeOf(s.destroy(kId)); });
        row("destroy others", [](Session& s) { return codeOf(s.destroyOthers({})); });
        row("generate",
            [](Session& s) { return codeOf(s.generate(KeyType::P256, "k", filled(16, 2), true)); });
        row("restore", [this](Session& s) {
            WrappedKey other = m_wrapped;
            other.id = filled(16, 3);
            return codeOf(s.restore(other, m_kek));
        });
    }

    void everyOperationSaysDeviceLost()
    {
        QFETCH(std::function<ErrorCode(Session&)>, operation);
        QCOMPARE(operation(*m_session), ErrorCode::DeviceLost);
        QCOMPARE(operation(*m_session), ErrorCode::DeviceLost); // and goes on saying so
    }

    void loginSaysTheTokenIsGone()
    {
        m_session.reset();
        const ErrorCode code = codeOf(m_tokens->module.open(m_token, pin(kUserPin)));
        QVERIFY(code == ErrorCode::TokenAbsent || code == ErrorCode::DeviceLost);
    }

private:
    std::optional<PracticeTokens> m_tokens;
    std::optional<Session> m_session;
    TokenId m_token;
    SecretBytes m_kek{32};
    WrappedKey m_wrapped;
};
KEYRITE_TEST_MAIN(LostStoreTest)
#include "lost_store_test.moc"
