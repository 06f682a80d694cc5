// TokensPage: which tokens are inserted, what each of them is and can do, and by which modules they are
// reached. GUI thread only.
#pragma once

#include "ui/probe_words.h"

#include <QStringList>
#include <QWidget>

#include <vector>

class QVBoxLayout;

namespace keyrite::ui {

struct TokenCard
{
    QString label = {};
    QString serial = {};
    QString model = {}; // "SoftHSM v2, firmware 2.6"
    QString role = {};  // "audit token", "holds 2 keys"
    QString state = {}; // "PIN is locked"; a word, for colour is never alone
    Tone tone = Tone::Neutral;
    QString pins = {};    // who knows the PINs, and how many tries went wrong
    QString warning = {}; // before the next try; may be empty
    QString probed = {};  // "Probed on 25 Nov 2026, with firmware 2.6."; empty: never
    std::vector<ProbeWords> probe = {};
    QString advice = {};    // of the maker's profile
    QString deviceLog = {}; // of a device that keeps one: what the last export showed; empty: it keeps none
    QString users = {}; // of a device whose maker's tool lists who can open it: the last list; empty: no list
    bool setUp = false; // only such a token can be probed and has a PIN
};

struct ModuleRow
{
    QString path = {};
    QString state = {}; // "✓ loaded", or why it is not
    Tone tone = Tone::Neutral;
    bool removable = false; // false: the audit token is in it
};

struct TokensView
{
    std::vector<TokenCard> tokens = {};
    std::vector<ModuleRow> modules = {};
    QStringList offered = {}; // registered on this computer, and not yet in the room
};

class TokensPage final : public QWidget
{
    Q_OBJECT

public:
    explicit TokensPage(QWidget* parent);
    void setView(const TokensView& view);

Q_SIGNALS:
    void lookRequested();               // look again at what is inserted
    void probeRequested(int token);     // index into the view's tokens
    void pinRequested(int token);       // change a PIN of it
    void deviceLogRequested(int token); // read an export of its own log
    void usersRequested(int token);     // read a list of who can open it
    void moduleRequested();             // choose the path of one
    void moduleOffered(const QString& path);
    void moduleRemoved(const QString& path);

private:
    QWidget* tokenCard(const TokenCard& token, int index);
    QWidget* probeTable(const TokenCard& token, QWidget* parent);
    QWidget* modulesCard(const TokensView& view);

    QVBoxLayout* m_body;
    QWidget* m_content = nullptr;
};

} // namespace keyrite::ui
