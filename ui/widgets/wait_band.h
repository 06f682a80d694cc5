// WaitBand: a line across the window that says what is waited for, and for how long already, once that takes
// more than a moment. GUI thread only.
#pragma once

#include <QElapsedTimer>
#include <QFrame>
#include <QTimer>

class QLabel;

namespace keyrite::ui {

class WaitBand final : public QFrame
{
    Q_OBJECT

public:
    explicit WaitBand(QWidget* parent);

    // Empty: for nothing.
    void setWait(const QString& what);
    // How long nobody needs to be told; 700 ms.
    void setPatience(int ms) { m_patienceMs = ms; }

private:
    void tell();

    QLabel* m_text;
    QString m_what;
    QElapsedTimer m_since;
    QTimer m_timer;
    int m_patienceMs = 700;
};

} // namespace keyrite::ui
