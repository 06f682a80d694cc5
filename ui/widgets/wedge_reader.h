// WedgeReader: recognises a scanner that types. While it listens, printable keys are held back for a moment:
// keys that come as fast as no person types (at most 20 ms apart), begin with the share prefix or number 16
// or more, and end with Enter, are a scan; anything else is passed on to where it was going. GUI thread only.
#pragma once

#include "core/secret_bytes.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

class QKeyEvent;

namespace keyrite::ui {

class WedgeReader final : public QObject
{
    Q_OBJECT

public:
    // The longest gap between two keys of a scan. Scanners: 1 to 11 ms; people: 35 and more.
    static constexpr int kLongestGapMs = 20;

    // Filters the whole application while it listens; silent at first.
    explicit WedgeReader(QObject* parent);
    ~WedgeReader() override;

    void setListening(bool listening);
    bool isListening() const { return m_listening; }

    // The scanned text without its Enter, once; empty afterwards.
    SecretBytes take();

    // Passes the held keys on as typed by a person. The timer calls it; tests may.
    void flush();

Q_SIGNALS:
    void scanned();
    void tooLong(); // more than any share has came at once: it was let go, and reached no field

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    bool keyPressed(QObject* target, const QKeyEvent& event);
    void hold(QObject* target, const QKeyEvent& event, char16_t unit);
    bool isScan() const;
    void finishScan();
    void letGo();
    void forget();

    SecretBytes m_held; // kBytesPerKey for each key: see wedge_reader.cpp
    std::size_t m_keys = 0;
    SecretBytes m_scan;
    QPointer<QObject> m_target;
    QTimer m_timer;
    quint64 m_lastMs = 0;
    bool m_listening = false;
    bool m_tooLong = false; // until the burst ends
    bool m_replaying = false;
};

} // namespace keyrite::ui
