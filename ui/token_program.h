// TokenProgram: keyrite-cli doing one thing with a key on a token, as a process of its own (libp11 would end
// the sessions of this one). The PIN goes from locked memory into the kernel's pipe, past every buffer of
// ours. GUI thread only; nothing blocks.
#pragma once

#include "core/registry/registry.h"
#include "core/secret_bytes.h"

#include <QObject>
#include <QStringList>

#include <filesystem>

class QProcess;

namespace keyrite::ui {

class TokenProgram final : public QObject
{
    Q_OBJECT

public:
    explicit TokenProgram(QObject* parent);
    ~TokenProgram() override; // ends what is under way, without a word

    bool isRunning() const;
    // `task`: the subcommand and its options, but for those that name the key, its token and its PIN.
    // `folder` is the room's; an empty PIN is typed on the token's own pad. One of the signals follows.
    void start(const QStringList& task, const registry::Key& key, const registry::Room& room,
               const std::filesystem::path& folder, const SecretBytes& pin);

Q_SIGNALS:
    void succeeded(const QByteArray& output);
    void refused(const QString& why); // a sentence
    void pinTried(bool right);        // before one of them, where the token took the PIN or refused it

private:
    void finish();

    QProcess* m_process;
};

} // namespace keyrite::ui
