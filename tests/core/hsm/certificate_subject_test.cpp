#include "core/hsm/certificate_subject.h"
#include "tests/test_main.h"

#include <rapidcheck.h>

using namespace keyrite;
using namespace keyrite::hsm;

class CertificateSubjectTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsFieldsInOrder()
    {
        const auto fields =
            parseSubject("CN=Vault 1,O=Example AG,OU=Custody,OU=Zug,L=Zug,ST=ZG,C=CH").value();
        QCOMPARE(fields.size(), std::size_t(7));
        QVERIFY(fields.front() == (SubjectField{"CN", "Vault 1"}));
        QVERIFY(fields.back() == (SubjectField{"C", "CH"}));
        QCOMPARE(parseSubject(R"(CN=a\,b\\c\=d\+e)").value().front().value, std::string("a,b\\c=d+e"));
        QCOMPARE(parseSubject("O=Z\xc3\xbcrich AG,CN=x").value().front().value,
                 std::string("Z\xc3\xbcrich AG"));
        QVERIFY(parseSubject("CN=" + std::string(64, 'x')));
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("text");
        const auto row = [](const char* name, const std::string& text) {
            QTest::newRow(name) << QByteArray::fromStdString(text);
        };
        row("empty", "");
        row("no CN", "O=Example");
        row("unknown field", "CN=x,X=y");
        row("lower case", "cn=x");
        row("blank before a name", "CN=x, O=y");
        row("blank at the end of a value", "CN=x ,O=y");
        row("empty value", "CN=");
        row("comma at the end", "CN=x,");
        row("comma at the start", ",CN=x");
        row("twice", "CN=x,CN=y");
        row("two countries", "CN=x,C=CH,C=DE");
        row("long country", "CN=x,C=CHE");
        row("small country", "CN=x,C=ch");
        row("65 bytes", "CN=" + std::string(65, 'x'));
        row("513 bytes", "CN=x" + std::string(509, ','));
        row("bare plus", "CN=x+O=y");
        row("bare equals", "CN=x=y");
        row("backslash at the end", "CN=x\\");
        row("backslash before a letter", "CN=\\x");
        row("line break", "CN=x\ny");
        row("zero byte", std::string("CN=x\0y", 6));
        row("cut UTF-8", "CN=x\xc3");
        row("overlong UTF-8", "CN=\xc0\xaf");
        row("overlong three bytes", "CN=\xe0\x80\xaf");
        row("surrogate", "CN=\xed\xa0\x80");
        row("beyond Unicode", "CN=\xf4\x90\x80\x80");
        row("control character C1", "CN=\xc2\x85");
    }

    void refuses()
    {
        QFETCH(QByteArray, text);
        const auto fields = parseSubject(text.toStdString());
        QVERIFY(!fields);
        QCOMPARE(fields.error().code, ErrorCode::InvalidArgument);
    }

    // Whatever is in a value comes back, once it is escaped.
    void escapedValuesComeBack()
    {
        QVERIFY(rc::check("round trip", [] {
            const auto value = *rc::gen::suchThat(
                rc::gen::container<std::string>(rc::gen::inRange<char>(' ', '~')),
                [](const std::string& text) {
                    return !text.empty() && text.size() <= 64 && text.front() != ' ' && text.back() != ' ';
                });
            std::string text("CN=");
            for (const char letter : value) {
                if (std::string_view(",\\=+").find(letter) != std::string_view::npos)
                    text += '\\';
                text += letter;
            }
            const auto fields = parseSubject(text.append(",C=CH"));
            RC_ASSERT(fields.has_value());
            RC_ASSERT(fields->front().value == value);
        }));
    }
};

KEYRITE_TEST_MAIN(CertificateSubjectTest)
#include "certificate_subject_test.moc"
