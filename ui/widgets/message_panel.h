// MessagePanel: says what happened, what it means, what to do; the technical name small below.
#pragma once

#include "ui/widgets/text.h"

namespace keyrite::ui {

struct Message
{
    Tone tone = Tone::Bad;
    QString headline = {};  // what failed
    QString happened = {};  // on what, in full sentences
    QString meaning = {};   // what it means and what to do
    QString technical = {}; // CKR_PIN_INCORRECT; may be empty
};

class MessagePanel final : public QFrame
{
    Q_OBJECT

public:
    explicit MessagePanel(QWidget* parent);

    // Shows the message and tells a screen reader.
    void show(const Message& message);
    void clear();

private:
    QLabel* m_sign;
    QLabel* m_headline;
    QLabel* m_happened;
    QLabel* m_meaning;
    QLabel* m_technical;
};

} // namespace keyrite::ui
