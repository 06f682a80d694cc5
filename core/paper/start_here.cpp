#include "core/paper/start_here.h"

#include "core/paper/flow.h"
#include "core/paper/share_sheet.h"
#include "core/paper/text_layout.h"

namespace keyrite::paper {
namespace {

using Commands = RecoveryCommands;

constexpr TextStyle kCommand{Face::Mono, 8, Ink::Black, Align::Left};

void step(Flow& flow, int number, std::string_view heading)
{
    flow.heading(std::to_string(number) + "  " + std::string(heading));
}

void addContact(Flow& flow, const StartHere& content)
{
    step(flow, 1, "Stop, and call");
    if (!content.contact.empty()) {
        flow.paragraph(content.contact, kBodyStrong);
        flow.advance(1);
    }
    flow.paragraph(
        "Nobody who calls you needs your words. Do not read, photograph, type or scan a recovery sheet "
        "before you have read this to its end. If Keyrite is at hand, choose \"Disaster day\" in it "
        "and follow it: there the key never leaves the hardware. What follows works without it.");
}

void addCollecting(Flow& flow, const StartHere& content)
{
    step(flow, 2, "Bring together");
    flow.fact("Recovery sheets", content.policy ? policyInWords(*content.policy)
                                                : "You see how many are needed as you go: the tool of step 3 "
                                                  "says so after the first one.");
    flow.fact("A backup document",
              "Any copy; one lies in every bag. It is not secret, but without it the sheets are "
              "worth nothing.");
    flow.fact("A computer offline",
              "Started from a fresh Linux medium, never to be connected again, with openssl 3, "
              "the usual shell commands, and a SLIP-39 tool.");
}

void addWordsToKek(Flow& flow, const StartHere& content)
{
    step(flow, 3, "From the words to one number");
    flow.paragraph(
        "The words follow the public standard SLIP-39 (\"Shamir's Secret-Sharing for Mnemonic Codes\", "
        "SatoshiLabs). Any tool for it turns enough sheets into the master secret, without a "
        "passphrase: 64 hexadecimal digits. With its reference implementation, the Python package "
        "shamir-mnemonic (0.3 or later):");
    flow.code("shamir recover", kCommand);
    flow.paragraph(
        "Keep the number in the shell alone, and compare: the first ten digits of the answer must be " +
        toHexGroups(content.kcv) + ".");
    flow.code(std::string("read -r KEK\n").append(Commands::kCheckKek), kCommand);
}

void addBackupToKey(Flow& flow)
{
    step(flow, 4, "From the backup document to the keys");
    flow.paragraph(
        "Read its QR codes with any scanner into the file backup.txt, one line each (KEYRITE1 1/2 ...). "
        "Then join them; the two SHA-256 values of the second command must agree:");
    flow.code(std::string(Commands::kRecord).append("\n").append(Commands::kCheckRecord), kCommand);
    flow.paragraph("record.txt is plain text and lists each key. For the second key write 2p instead of 1p:");
    flow.code(std::string(Commands::kBlob).append("\n").append(Commands::kUnwrap), kCommand);
    flow.paragraph(
        "key.der is now the private key in clear (PKCS #8), or for an AES key its 32 bytes. It is the "
        "right one if this prints the public key of the backup document:");
    flow.code(Commands::kPublicKey, kCommand);
}

void addAfterwards(Flow& flow)
{
    step(flow, 5, "Afterwards");
    flow.paragraph(
        "Move what the keys protect to new keys: these have been seen in clear. Switch the computer off, "
        "keep nothing that was on it, and write down who was there and when.");
}

} // namespace

Document startHere(const StartHere& content)
{
    Document document{"Start here", content.size, {}};
    Flow flow(document);
    flow.title("Start here");
    flow.paragraph(
        "With these papers a lost key can be brought back, years from now, by whoever holds enough of "
        "them, with ordinary tools." +
            (content.room.empty() ? std::string() : " They belong to " + content.room + "."),
        kLead);
    addContact(flow, content);
    addCollecting(flow, content);
    addWordsToKek(flow, content);
    addBackupToKey(flow);
    addAfterwards(flow);
    addFrames(document, {"START HERE", content.ceremony, content.procedureHash, content.mode});
    return document;
}

} // namespace keyrite::paper
