#include "ui/probe_words.h"

#include "ui/error_text.h"

#include <QCoreApplication>

namespace keyrite::ui {
namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("keyrite::ui::ProbeWords", text);
}

QString schemeText(hsm::WrapScheme scheme)
{
    switch (scheme) {
    case hsm::WrapScheme::Rfc5649:
        return tr("Can be generated, and backed up as RFC 5649.");
    case hsm::WrapScheme::Rfc3394:
        return tr("Can be generated, and backed up as RFC 3394.");
    case hsm::WrapScheme::Rfc3394Pkcs7:
        return tr("Can be generated, and backed up as RFC 3394 after PKCS #7 padding.");
    case hsm::WrapScheme::Opaque:
        return tr(
            "Can be generated, and backed up for HSMs of the same maker only: nobody else opens what it "
            "wraps.");
    }
    return {};
}

QString because(const QString& beginning, const hsm::ProbeResult& result, const QString& advice)
{
    const QString why = QString::fromStdString(result.why);
    return beginning + u' ' + why + (advice.isEmpty() ? QString() : u' ' + advice);
}

} // namespace

ProbeWords probeWordsOf(const hsm::ProbeResult& result, const QString& advice)
{
    ProbeWords words{.type = keyTypeText(result.type)};
    if (!result.generates) {
        words.answer = because(tr("Not at all, because:"), result, advice);
        words.tone = Tone::Neutral;
    } else if (!result.scheme) {
        words.answer = because(tr("Can be generated, but not backed up, because:"), result,
                               result.type == hsm::KeyType::Ed25519 ? QString() : advice);
        words.tone = result.type == hsm::KeyType::Ed25519 ? Tone::Neutral : Tone::Warn;
    } else {
        words.answer = schemeText(*result.scheme);
        words.tone = *result.scheme == hsm::WrapScheme::Opaque ? Tone::Warn : Tone::Good;
    }
    if (result.locks == std::optional(false)) {
        words.answer += u' ' + tr("But the token hands the key out again although that was forbidden.");
        words.tone = Tone::Bad;
    }
    return words;
}

} // namespace keyrite::ui
