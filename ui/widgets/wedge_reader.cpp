#include "ui/widgets/wedge_reader.h"

#include <QCoreApplication>
#include <QKeyEvent>

#include <algorithm>

namespace keyrite::ui {

namespace {

constexpr std::string_view kPrefix = "KR1:";
constexpr std::size_t kFewestKeys = 16;
constexpr std::size_t kMostKeys = 1024;
// One held key: its UTF-16 unit, big-endian, and whether Shift was down.
constexpr std::size_t kBytesPerKey = 3;

bool isEnter(const QKeyEvent& event)
{
    return event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter;
}

// Characters of a scan are printable ASCII; a chord with Control or Alt is a command.
char16_t scanUnit(const QKeyEvent& event)
{
    constexpr auto kCommand = Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier;
    if ((event.modifiers() & kCommand) != Qt::NoModifier || event.isAutoRepeat() || event.text().size() != 1)
        return 0;
    const char16_t unit = event.text().at(0).unicode();
    return unit >= u' ' && unit <= u'~' ? unit : u'\0';
}

int keyOf(char16_t unit)
{
    return unit >= u'a' && unit <= u'z' ? unit - u'a' + Qt::Key_A : unit;
}

} // namespace

WedgeReader::WedgeReader(QObject* parent) : QObject(parent), m_held(kBytesPerKey * kMostKeys)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(kLongestGapMs);
    connect(&m_timer, &QTimer::timeout, this, &WedgeReader::flush);
}

WedgeReader::~WedgeReader()
{
    setListening(false);
}

void WedgeReader::setListening(bool listening)
{
    if (listening == m_listening)
        return;
    m_listening = listening;
    m_tooLong = false;
    forget();
    if (listening)
        QCoreApplication::instance()->installEventFilter(this);
    else
        QCoreApplication::instance()->removeEventFilter(this);
}

SecretBytes WedgeReader::take()
{
    return std::exchange(m_scan, SecretBytes());
}

bool WedgeReader::eventFilter(QObject* watched, QEvent* event)
{
    if (m_replaying)
        return false;
    if (event->type() == QEvent::KeyPress)
        return keyPressed(watched, *static_cast<QKeyEvent*>(event));
    // The release of a held key: it is given together with its press.
    return event->type() == QEvent::KeyRelease && m_keys > 0;
}

bool WedgeReader::keyPressed(QObject* target, const QKeyEvent& event)
{
    const bool quick = m_keys > 0 && event.timestamp() - m_lastMs <= kLongestGapMs;
    m_lastMs = event.timestamp();
    if (!quick)
        flush();
    if (isEnter(event) && isScan()) {
        m_tooLong ? letGo() : finishScan();
        return true;
    }
    const char16_t unit = scanUnit(event);
    // Shift alone comes between the letters of a scan.
    if (unit == 0) {
        if (event.key() != Qt::Key_Shift)
            flush();
        return false;
    }
    hold(target, event, unit);
    return true;
}

void WedgeReader::hold(QObject* target, const QKeyEvent& event, char16_t unit)
{
    if (m_keys == kMostKeys)
        m_tooLong = true;
    if (m_tooLong)
        return m_timer.start();
    std::uint8_t* key = m_held.data() + kBytesPerKey * m_keys;
    key[0] = static_cast<std::uint8_t>(unit >> 8U);
    key[1] = static_cast<std::uint8_t>(unit & 0xFFU);
    key[2] = event.modifiers().testFlag(Qt::ShiftModifier) ? 1 : 0;
    ++m_keys;
    m_target = target;
    m_timer.start();
}

bool WedgeReader::isScan() const
{
    if (m_keys >= kFewestKeys)
        return true;
    if (m_keys <= kPrefix.size())
        return false;
    for (std::size_t i = 0; i < kPrefix.size(); ++i)
        if (m_held[kBytesPerKey * i + 1] != static_cast<std::uint8_t>(kPrefix[i]))
            return false;
    return true;
}

void WedgeReader::finishScan()
{
    m_scan = SecretBytes(m_keys);
    for (std::size_t i = 0; i < m_keys; ++i)
        m_scan[i] = m_held[kBytesPerKey * i + 1];
    forget();
    Q_EMIT scanned();
}

void WedgeReader::letGo()
{
    m_tooLong = false;
    forget();
    Q_EMIT tooLong();
}

void WedgeReader::forget()
{
    m_timer.stop();
    keyrite::wipe(m_held.span());
    m_keys = 0;
}

void WedgeReader::flush()
{
    if (m_tooLong)
        return letGo();
    m_timer.stop();
    const std::size_t keys = std::exchange(m_keys, 0);
    m_replaying = true;
    for (std::size_t i = 0; i < keys && m_target; ++i) {
        const std::uint8_t* key = m_held.data() + kBytesPerKey * i;
        const auto unit = static_cast<char16_t>((key[0] << 8U) | key[1]);
        const Qt::KeyboardModifiers shift = key[2] != 0 ? Qt::ShiftModifier : Qt::NoModifier;
        QKeyEvent press(QEvent::KeyPress, keyOf(unit), shift, QString(QChar(unit)));
        QKeyEvent release(QEvent::KeyRelease, keyOf(unit), shift, QString(QChar(unit)));
        QCoreApplication::sendEvent(m_target, &press);
        if (m_target)
            QCoreApplication::sendEvent(m_target, &release);
    }
    m_replaying = false;
    keyrite::wipe(m_held.span());
}

} // namespace keyrite::ui
