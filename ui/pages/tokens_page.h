// TokensPage: which tokens are inserted and what each of them is.
#pragma once

#include "ui/widgets/text.h"

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
};

struct TokensView
{
    QString module = {}; // path of the PKCS#11 module
    std::vector<TokenCard> tokens = {};
};

class TokensPage final : public QWidget
{
    Q_OBJECT

public:
    explicit TokensPage(QWidget* parent);
    void setView(const TokensView& view);

Q_SIGNALS:
    void lookRequested(); // look again at what is inserted

private:
    QVBoxLayout* m_body;
    QWidget* m_content = nullptr;
};

} // namespace keyrite::ui
