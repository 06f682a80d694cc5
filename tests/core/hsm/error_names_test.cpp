#include "core/hsm/error_names.h"
#include "tests/test_main.h"

#include <set>

using namespace keyrite;
using namespace keyrite::hsm;

namespace {

struct Row
{
    CK_RV rv;
    const char* name;
    ErrorCode code;       // outside an unwrap
    ErrorCode fromUnwrap; // the same answer of C_UnwrapKey
};

constexpr auto kSame = ErrorCode::Internal; // stands for "the same code"

#define KEYRITE_ROW(rv, code, fromUnwrap)                                                                    \
    Row                                                                                                      \
    {                                                                                                        \
        rv, #rv, ErrorCode::code, fromUnwrap                                                                 \
    }
const std::vector<Row> kTable{
    KEYRITE_ROW(CKR_PIN_INCORRECT, PinWrong, kSame),
    KEYRITE_ROW(CKR_PIN_LEN_RANGE, PinWrong, kSame),
    KEYRITE_ROW(CKR_PIN_INVALID, PinWrong, kSame),
    KEYRITE_ROW(CKR_PIN_LOCKED, PinLocked, kSame),
    KEYRITE_ROW(CKR_PIN_EXPIRED, PinUnusable, kSame),
    KEYRITE_ROW(CKR_PIN_TOO_WEAK, PinUnusable, kSame),
    KEYRITE_ROW(CKR_USER_PIN_NOT_INITIALIZED, PinUnusable, kSame),
    KEYRITE_ROW(CKR_TOKEN_NOT_PRESENT, TokenAbsent, kSame),
    KEYRITE_ROW(CKR_TOKEN_NOT_RECOGNIZED, TokenAbsent, kSame),
    KEYRITE_ROW(CKR_SLOT_ID_INVALID, TokenAbsent, kSame),
    KEYRITE_ROW(CKR_DEVICE_REMOVED, DeviceLost, kSame),
    KEYRITE_ROW(CKR_DEVICE_ERROR, DeviceLost, kSame),
    KEYRITE_ROW(CKR_SESSION_HANDLE_INVALID, DeviceLost, kSame),
    KEYRITE_ROW(CKR_SESSION_CLOSED, DeviceLost, kSame),
    KEYRITE_ROW(CKR_OBJECT_HANDLE_INVALID, DeviceLost, kSame),
    KEYRITE_ROW(CKR_KEY_HANDLE_INVALID, DeviceLost, kSame),
    KEYRITE_ROW(CKR_USER_NOT_LOGGED_IN, DeviceLost, kSame),
    KEYRITE_ROW(CKR_TOKEN_WRITE_PROTECTED, DeviceReadOnly, kSame),
    KEYRITE_ROW(CKR_SESSION_READ_ONLY, DeviceReadOnly, kSame),
    KEYRITE_ROW(CKR_DEVICE_MEMORY, DeviceFull, kSame),
    KEYRITE_ROW(CKR_HOST_MEMORY, DeviceFull, kSame),
    KEYRITE_ROW(CKR_MECHANISM_INVALID, MechanismUnsupported, kSame),
    KEYRITE_ROW(CKR_MECHANISM_PARAM_INVALID, MechanismUnsupported, kSame),
    KEYRITE_ROW(CKR_FUNCTION_NOT_SUPPORTED, MechanismUnsupported, kSame),
    KEYRITE_ROW(CKR_CURVE_NOT_SUPPORTED, MechanismUnsupported, kSame),
    KEYRITE_ROW(CKR_DOMAIN_PARAMS_INVALID, MechanismUnsupported, kSame),
    KEYRITE_ROW(CKR_KEY_UNEXTRACTABLE, KeyNotExtractable, kSame),
    KEYRITE_ROW(CKR_KEY_NOT_WRAPPABLE, KeyNotExtractable, kSame),
    KEYRITE_ROW(CKR_WRAPPED_KEY_INVALID, HsmFailed, ErrorCode::UnwrapFailed),
    KEYRITE_ROW(CKR_WRAPPED_KEY_LEN_RANGE, HsmFailed, ErrorCode::UnwrapFailed),
    KEYRITE_ROW(CKR_GENERAL_ERROR, HsmFailed, ErrorCode::UnwrapFailed),
    KEYRITE_ROW(CKR_FUNCTION_FAILED, HsmFailed, ErrorCode::UnwrapFailed),
    KEYRITE_ROW(CKR_ENCRYPTED_DATA_INVALID, HsmFailed, ErrorCode::UnwrapFailed),
    KEYRITE_ROW(CKR_ENCRYPTED_DATA_LEN_RANGE, HsmFailed, ErrorCode::UnwrapFailed),
    KEYRITE_ROW(CKR_TEMPLATE_INCOMPLETE, HsmTemplate, kSame),
    KEYRITE_ROW(CKR_TEMPLATE_INCONSISTENT, HsmTemplate, kSame),
    KEYRITE_ROW(CKR_ATTRIBUTE_READ_ONLY, HsmTemplate, kSame),
    KEYRITE_ROW(CKR_ATTRIBUTE_SENSITIVE, HsmTemplate, kSame),
    KEYRITE_ROW(CKR_ATTRIBUTE_TYPE_INVALID, HsmTemplate, kSame),
    KEYRITE_ROW(CKR_ATTRIBUTE_VALUE_INVALID, HsmTemplate, kSame),
    KEYRITE_ROW(CKR_CRYPTOKI_NOT_INITIALIZED, ModuleUnusable, kSame),
    KEYRITE_ROW(CKR_USER_ALREADY_LOGGED_IN, HsmFailed, kSame),
    KEYRITE_ROW(CKR_SESSION_EXISTS, HsmFailed, kSame),
    KEYRITE_ROW(CKR_SESSION_COUNT, HsmFailed, kSame),
    KEYRITE_ROW(CKR_ARGUMENTS_BAD, HsmFailed, kSame),
};
#undef KEYRITE_ROW

constexpr std::array kActions{Action::ListTokens, Action::Initialise, Action::Login,    Action::ChangePin,
                              Action::Random,     Action::Generate,   Action::ReadKeys, Action::ImportKek,
                              Action::Wrap,       Action::Unwrap,     Action::Lock,     Action::Destroy,
                              Action::Sign};

} // namespace

class ErrorNamesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void codesOfTheTable()
    {
        for (const Row& row : kTable) {
            QCOMPARE(ckrName(row.rv), std::string(row.name));
            for (const Action action : kActions) {
                const bool differs = action == Action::Unwrap && row.fromUnwrap != kSame;
                QCOMPARE(errorCodeFor(row.rv, action), differs ? row.fromUnwrap : row.code);
            }
        }
    }

    // Every sentence says what was done, on which token, why and what to do; the number stays in the detail.
    void sentencesOfTheTable()
    {
        for (const Row& row : kTable)
            for (const Action action : kActions) {
                const Error error = hsmError(row.rv, action, "C_Sign", "ROOM A");
                QVERIFY(error.message.find("\"ROOM A\"") != std::string::npos);
                QVERIFY(error.message.find("CKR_") == std::string::npos);
                QVERIFY(error.message.back() == '.');
                QVERIFY(std::count(error.message.begin(), error.message.end(), '.') >= 2);
                QCOMPARE(error.detail, "C_Sign: " + std::string(row.name));
            }
    }

    void differentFailuresReadDifferently()
    {
        std::set<std::string> sentences;
        for (const CK_RV rv :
             {CKR_PIN_INCORRECT, CKR_PIN_LOCKED, CKR_PIN_EXPIRED, CKR_TOKEN_NOT_PRESENT, CKR_DEVICE_REMOVED,
              CKR_TOKEN_WRITE_PROTECTED, CKR_DEVICE_MEMORY, CKR_MECHANISM_INVALID, CKR_KEY_UNEXTRACTABLE,
              CKR_TEMPLATE_INCOMPLETE, CKR_GENERAL_ERROR, CKR_USER_ALREADY_LOGGED_IN, CKR_SESSION_EXISTS,
              CKR_SESSION_COUNT, CKR_CRYPTOKI_NOT_INITIALIZED})
            sentences.insert(hsmError(rv, Action::Wrap, "C_WrapKey", "T").message);
        sentences.insert(hsmError(CKR_WRAPPED_KEY_INVALID, Action::Unwrap, "C_UnwrapKey", "T").message);
        QCOMPARE(sentences.size(), std::size_t(16));
    }

    void vendorsOwnValues()
    {
        const Error error = hsmError(CKR_VENDOR_DEFINED | 0x12UL, Action::Sign, "C_Sign", "T");
        QCOMPARE(error.code, ErrorCode::HsmFailed);
        QCOMPARE(error.detail, std::string("C_Sign: CKR_0x80000012"));
    }
};

KEYRITE_TEST_MAIN(ErrorNamesTest)
#include "error_names_test.moc"
