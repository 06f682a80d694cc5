#include "tests/ui/gallery_pages.h"

#include "core/ceremony/builtin.h"
#include "tests/ui/gallery_log.h"
#include "tests/ui/gallery_programme.h"
#include "tests/ui/gallery_risk.h"
#include "ui/certificate_dialog.h"
#include "ui/disaster_view.h"
#include "ui/pages/ceremonies_page.h"
#include "ui/pages/home_page.h"
#include "ui/pages/keys_page.h"
#include "ui/pages/log_page.h"
#include "ui/pages/new_ceremony_page.h"
#include "ui/pages/set_up_page.h"
#include "ui/pages/tokens_page.h"
#include "ui/programme/drills_view.h"
#include "ui/programme/people_view.h"
#include "ui/sign_report_dialog.h"
#include "ui/widgets/choice_card.h"

using namespace Qt::StringLiterals;

namespace keyrite::ui::gallery {

namespace {

QWidget* home(MainWindow& window)
{
    auto* page = new HomePage(&window);
    page->setView({.sentence = u"3 keys, every share proven in the last 90 days."_s,
                   .meaning = u"The oldest proof is of 3 Sep 2026."_s,
                   .tone = Tone::Good,
                   .mainAction = u"Look at the keys"_s,
                   .due = {{u"Sheet 3 of set 7F3C, held by Mei Tanaka, is to be read from its paper"_s,
                            u"due 14 Jan 2027"_s, Tone::Warn},
                           {u"Sheet 5 of set 7F3C, held by Arjun Nair, is to be read from its paper"_s,
                            u"overdue since 2 Nov 2026"_s, Tone::Bad}},
                   .last = LastCeremony{u"KC-2026-0003"_s, u"Cold wallet key 2026"_s,
                                        u"closed 22 Nov 2026, 11:20 UTC, 1 exception"_s, Tone::Good}});
    return page;
}

QWidget* ceremonies(MainWindow& window)
{
    auto* page = new CeremoniesPage(&window);
    page->setView(
        {.procedures = {{u"generate"_s,
                         u"Generate keys"_s,
                         u"Keys are made on an HSM, backed up on paper, proven and sealed."_s,
                         {}},
                        {u"recover"_s, u"Recover keys"_s, {}, u"There is no share set yet."_s}},
         .ceremonies = {{u"KC-2026-0001"_s, u"Practice of the new team"_s, u"practice"_s, u"aborted"_s,
                         u"12 Oct 2026, 09:01 UTC"_s, u"2026-10-12"_s, 2, false},
                        {u"KC-2026-0002"_s, u"Cold wallet key 2026"_s, u"live"_s, u"closed"_s,
                         u"22 Nov 2026, 10:02 UTC"_s, u"2026-11-22"_s, 1, false},
                        {u"KC-2026-0003"_s, u"Recovery after the move to the new vault"_s, u"live"_s,
                         u"paused"_s, u"23 Nov 2026, 08:30 UTC"_s, u"2026-11-23"_s, 0, true}}});
    return page;
}

KeyRow key(bool longNames)
{
    const auto sheet = [](const QString& name, const QString& state, Tone tone) {
        return MemberPicture{name, state, tone};
    };
    return {
        .id = u"7f3c91ab20de55640102030405060708"_s,
        .label = longNames ? u"cold-wallet-institutional-settlement-and-margin-europe-middle-east-2026-11"_s
                           : u"cold-wallet-2026-11"_s,
        .type = u"Elliptic curve secp256k1"_s,
        .token = u"HSM A, serial 0012 3457"_s,
        .state = u"locked, backed up and proven"_s,
        .tone = Tone::Good,
        .life = {{u"Generated"_s, u"22 Nov 2026"_s},
                 {u"Backed up"_s, u"22 Nov 2026"_s},
                 {u"Proven"_s, u"22 Nov 2026"_s},
                 {u"Drilled"_s, {}}},
        .caution =
            longNames
                ? u"! Its HSM hands it out although that was forbidden (KC-2026-0002, 22 Nov 2026, 09:58 UTC): whoever logs in can take another backup. AK decided to go on with it, on 22 Nov 2026, 10:01 UTC: “The HSM keeps EXTRACTABLE true; it stays in the safe, and two people hold its PIN.”"_s
                : QString(),
        .shareSet = u"7F3C"_s,
        .policy = u"2of(2of3,1of1)"_s,
        .picture =
            {.groupThreshold = 2,
             .groups = {{.name = u"Zurich"_s,
                         .threshold = 2,
                         .members = {sheet(u"Sheet 1, Mei Tanaka"_s,
                                           u"✓ proven 22 Nov 2026, bag AB 0048 1177"_s, Tone::Good),
                                     sheet(u"Sheet 2, Jonas Weber"_s, u"bag opened 3 Jan 2027"_s, Tone::Warn),
                                     sheet(u"Sheet 3, Lena Graf"_s, u"✗ void: destroy it"_s, Tone::Bad)}},
                        {.name = u"Notary"_s,
                         .threshold = 1,
                         .members = {sheet(u"Sheet 4, sealed envelope"_s,
                                           u"✓ proven 22 Nov 2026, bag AB 0048 1180"_s, Tone::Good)}}}},
        .controls =
            u"It controls: listed options, at Eurex Clearing, CHF 125,000,000. It may be out of reach for at most 24 h."_s,
        .mayRequestCertificate = true};
}

QWidget* tokens(MainWindow& window)
{
    auto* page = new TokensPage(&window);
    const auto found = [](hsm::KeyType type, std::optional<hsm::WrapScheme> scheme, bool locks,
                          const char* why = "") {
        return probeWordsOf(
            {type, scheme || *why != '\0', scheme, scheme ? std::optional(locks) : std::nullopt, why}, {});
    };
    using hsm::KeyType;
    using hsm::WrapScheme;
    page->setView(
        {.tokens =
             {{.label = u"Audit"_s,
               .serial = u"9911 0021"_s,
               .model = u"SoftHSM v2, firmware 2.6"_s,
               .role = u"audit token"_s,
               .state = u"✓ ready"_s,
               .tone = Tone::Good,
               .pins = u"PIN of the user: one person knows it. PIN of the security officer: one person "
                       u"knows it."_s,
               .setUp = true},
              {.label = u"HSM A"_s,
               .serial = u"0012 3457"_s,
               .model = u"Luna K7, firmware 7.8"_s,
               .role = u"holds 2 of the keys in the log"_s,
               .state = u"✗ one PIN try is left"_s,
               .tone = Tone::Bad,
               .pins = u"PIN of the user: two people know one half each. PIN of the security officer: it is "
                       u"typed on the token itself."_s,
               .warning = u"One more wrong PIN locks this token."_s,
               .probed = u"Probed on 22 Nov 2026, 10:42 UTC with firmware 7.8."_s,
               .probe = {found(KeyType::Secp256k1, WrapScheme::Rfc5649, true),
                         found(KeyType::P256, WrapScheme::Rfc5649, false),
                         found(KeyType::Rsa3072, WrapScheme::Opaque, true),
                         found(KeyType::Aes256, std::nullopt, true, "The HSM allows no backup of this key."),
                         found(KeyType::Ed25519, std::nullopt, true,
                               "Keyrite does not back up Ed25519 keys: HSMs cannot wrap them reliably.")},
               .advice = u"A Luna partition in cloning mode refuses to wrap private keys: use one in "
                         u"key-export mode, or back up by cloning outside Keyrite."_s,
               .setUp = true},
              {.label = u"HSM B"_s,
               .serial = u"0781 4410"_s,
               .model = u"YubiHSM, firmware 2.4"_s,
               .state = u"✓ ready"_s,
               .tone = Tone::Good,
               .pins = u"PIN of the user: one person knows it."_s,
               .deviceLog =
                   u"Its own log was read on 22 Nov 2026, 10:40 UTC, entries 1 to 14. Nothing is missing."_s,
               .users =
                   uR"(Who can open it, as read on 22 Nov 2026, 10:41 UTC: 0x0002 "KEYRITE" (sequence 0), 0x0005 "Ada, audit" (sequence 1).)"_s,
               .setUp = true},
              {.label = u"Empty token"_s,
               .serial = u"0000 0000"_s,
               .model = u"SoftHSM v2, firmware 2.6"_s,
               .state = u"not set up"_s}},
         .modules = {{u"/usr/lib/libCryptoki2_64.so"_s, u"✓ loaded"_s, Tone::Good, false},
                     {u"/opt/yubihsm/yubihsm_pkcs11.so"_s,
                      u"The HSM's PKCS#11 module cannot be used: it cannot be loaded."_s, Tone::Bad, true}},
         .offered = {u"/usr/lib/softhsm/libsofthsm2.so"_s}});
    return page;
}

} // namespace

void addPages(MainWindow& window, bool longNames)
{
    auto* keys = new KeysPage(&window);
    keys->setView({.keys = {key(longNames)}});
    auto* log = new LogPage(&window);
    log->setStore(sampleLog());
    log->offer({.verify = true, .saveAs = true, .record = true});
    window.addPage(Page::Home, home(window));
    window.addPage(Page::Ceremonies, ceremonies(window));
    window.addPage(Page::Keys, keys);
    const registry::Registry programme = sampleProgramme(longNames);
    auto* people = new PeoplePage(&window);
    people->setView(peopleViewOf(programme, sampleToday()));
    auto* drills = new DrillsPage(&window);
    drills->setView(drillsViewOf(programme, sampleToday()));
    window.addPage(Page::People, people);
    window.addPage(Page::Drills, drills);
    window.addPage(Page::Plan, samplePlanPage(&window, longNames));
    window.addPage(Page::Backtest, sampleBacktestPage(&window, longNames));
    window.addPage(Page::Log, log);
    window.addPage(Page::Tokens, tokens(window));
}

namespace {

hsm::TokenInfo tokenOf(const char* label, const char* serial, bool initialised)
{
    hsm::TokenInfo token{};
    token.id = {serial, label};
    token.manufacturer = "CardContact Systems GmbH";
    token.model = "SmartCard-HSM";
    token.firmwareVersion = "3.5";
    token.initialised = token.userPinSet = initialised;
    return token;
}

SetUpPage* setUpPage(MainWindow& window)
{
    auto* page = new SetUpPage("/home/keyrite/room", &window);
    hsm::TokenInfo second = tokenOf("", "DENK0400113", false);
    second.slot = 4;
    page->setTokens(
        std::vector{tokenOf("", "DENK0400112", false), second, tokenOf("Bank HSM 7", "77", true)});
    page->findChild<ChoiceCard*>()->click();
    return page;
}

// Dialogs as pages, so that they are pictured with the others.
} // namespace

std::vector<std::pair<QWidget*, QString>> lonePages(MainWindow& window, bool longNames)
{
    const auto procedure = ceremony::builtinProcedure("generate").value();
    ceremony::Plan plan{.policy = Policy::parse(longNames ? "2of(2of3,2of3,1of1)" : "2of3").value()};
    plan.procedureId = procedure->id;
    plan.procedureVersion = procedure->version;
    plan.procedureHash = toHex(procedure->hash);
    plan.keys = {{Bytes(16, 1), hsm::KeyType::Secp256k1, "Cold wallet"}};
    plan.mode = Mode::Live;
    plan.issue = ceremony::IssueMethod::Copy;
    auto* disaster = new DisasterDayPage(&window);
    disaster->setView(
        {.sheets = {u"✓ Sheets 2, 5 of share set 7F3C"_s},
         .backup = u"✓ Share set 7F3C: the keys “Cold wallet”, “Treasury signing”, from the log file"_s,
         .backupTone = Tone::Good,
         .log = u"✗ Damaged: 3 of 214 entries cannot be read, the first is entry 17. The others were used. "
                "It tells of 1 share set."_s,
         .logTone = Tone::Warn,
         .verdict = u"The backup of the keys “Cold wallet”, “Treasury signing” is here. It opens with a "
                    "quorum of sheets."_s,
         .tone = Tone::Warn,
         .missing = {u"Of share set 7F3C, 1 of these groups: 1 of the sheets 1 (Mei Tanaka), 3 (Lena Graf); "
                     "2 of the sheets 4 (Arjun Nair), 6 (Sofia Rossi)."_s},
         .action = u"Set up a recovery room"_s});
    auto* nothing = new DisasterDayPage(&window);
    nothing->setView(disasterViewOf({.salvage = {}}));
    std::vector<std::pair<QWidget*, QString>> pages{
        {setUpPage(window), u"page-set-up"_s},
        {new NewCeremonyPage(procedure, plan, &window), u"page-new-ceremony"_s},
        {nothing, u"page-disaster-empty"_s},
        {disaster, u"page-disaster"_s}};
    auto* collection = new CollectionPage(&window);
    collection->setView(sampleCollection(longNames));
    collection->select(u"c"_s);
    auto* collected = new CollectionPage(&window);
    collected->setView(sampleCollection(longNames));
    collected->logPage().setStore(sampleLog());
    collected->showLog(u"c"_s);
    pages.emplace_back(collection, u"page-collection"_s);
    pages.emplace_back(collected, u"page-collection-log"_s);
    const auto risk = riskPages(&window, longNames);
    pages.insert(pages.end(), risk.begin(), risk.end());
    return pages;
}

std::vector<std::pair<QDialog*, QString>> signingDialogs(QWidget* parent)
{
    registry::Registry room;
    room.room.mode = Mode::Live;
    const hsm::TokenInfo own = tokenOf("Ida Berg", "DENK0400777", true);
    room.hsms[own.id.serial].pinFailures = 2;
    room.hsms[own.id.serial].pinFailed = fromIsoTime("2026-11-20T15:40:00.000Z").value();
    registry::Key key;
    key.label = "Treasury signing";
    key.token = own.id;
    key.state = registry::KeyState::Locked;
    room.keys["00"] = key;
    hsm::TokenInfo pad = own;
    pad.pinPad = true;
    return {
        {new CertificateDialog(key, {pad}, room, {}, parent), u"dialog-certificate"_s},
        {new SignReportDialog(u"/media/export/log-2026.pdf"_s, {own}, room, {}, parent), u"dialog-sign"_s}};
}

} // namespace keyrite::ui::gallery
