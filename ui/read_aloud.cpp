#include "ui/read_aloud.h"

#include "core/paper/pgp_words.h"
#include "ui/widgets/hash_view.h"

namespace keyrite::ui {

using namespace ceremony;

crypto::Digest publicKeysDigest(const State& state, const registry::Registry& registry)
{
    Bytes all;
    for (const PlannedKey& planned : state.plan.keys)
        if (const auto key = registry.keys.find(toHex(planned.id)); key != registry.keys.end()) {
            const Bytes& spki = key->second.backup.spki;
            all.insert(all.end(), spki.begin(), spki.end());
            if (key->second.backup.kcv)
                all.insert(all.end(), key->second.backup.kcv->begin(), key->second.backup.kcv->end());
        }
    return crypto::sha256(all);
}

crypto::Digest auditKeyDigest(const registry::Registry& registry)
{
    return crypto::sha256(asBytes(registry.room.vkey));
}

QStringList hexGroups(ByteView bytes)
{
    return HashView::groupsOf(QString::fromStdString(toHex(bytes)));
}

QStringList pgpWords(ByteView bytes)
{
    const auto words = paper::pgpWords(bytes);
    QStringList pairs;
    for (std::size_t i = 0; i + 1 < words.size(); i += 2)
        pairs += QString::fromUtf8(words[i].data(), static_cast<qsizetype>(words[i].size())) + u' ' +
                 QString::fromUtf8(words[i + 1].data(), static_cast<qsizetype>(words[i + 1].size()));
    return pairs;
}

} // namespace keyrite::ui
