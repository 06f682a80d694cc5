// KeysPage: each key's life on one line, its share set as a picture, and what can be done with it.
#pragma once

#include "ui/widgets/history_lines.h"
#include "ui/widgets/life_line.h"
#include "ui/widgets/policy_view.h"

#include <QWidget>

#include <map>
#include <vector>

class QVBoxLayout;

namespace keyrite::ui {

struct KeyRow
{
    QString id = {}; // hex
    QString label = {};
    QString type = {};  // "Elliptic curve secp256k1"
    QString token = {}; // where it lives: "HSM A, serial 0012 3457"
    QString state = {}; // "locked and proven"
    Tone tone = Tone::Neutral;
    std::vector<LifeEvent> life = {};
    QString caution = {};  // that its HSM does not keep it in, and who decided what; may be empty
    QString shareSet = {}; // "7F3C"; empty: none
    QString policy = {};   // "2of3"
    PolicyPicture picture = {};
    QString controls = {}; // "Listed options at Broker, 5 000 000 CHF; may be out of reach for 4 h"
    bool mayRequestCertificate = false;
    QString recoverRefusal = {}; // why a recovery cannot be started now; empty: it can
};

struct KeysView
{
    std::vector<KeyRow> keys = {};
};

class KeysPage final : public QWidget
{
    Q_OBJECT

public:
    explicit KeysPage(QWidget* parent);
    void setView(const KeysView& view);
    // What the log says of a key, on its card.
    void showHistory(const QString& keyId, const QString& title, const QStringList& lines);

Q_SIGNALS:
    void certificateRequested(const QString& keyId);
    void describeRequested(const QString& keyId); // what it controls
    void historyRequested(const QString& keyId);
    void recoveryRequested(const QString& shareSet);
    void generateRequested(); // from the empty page

private:
    QWidget* keyCard(const KeyRow& key);
    QWidget* actions(const KeyRow& key, QWidget* parent);
    QWidget* emptyCard();

    QVBoxLayout* m_body;
    QWidget* m_content = nullptr;
    std::map<QString, HistoryLines*> m_histories; // by key
};

} // namespace keyrite::ui
