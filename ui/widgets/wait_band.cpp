#include "ui/widgets/wait_band.h"

#include "ui/tokens.h"
#include "ui/widgets/text.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>

namespace keyrite::ui {

WaitBand::WaitBand(QWidget* parent) : QFrame(parent), m_text(makeText({}, TextRole::Strong, this))
{
    setProperty("role", QStringLiteral("panel"));
    setTone(this, Tone::Warn);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(px(24), px(8), px(24), px(8));
    row->addWidget(m_text);
    hide();
    connect(&m_timer, &QTimer::timeout, this, &WaitBand::tell);
}

void WaitBand::setWait(const QString& what)
{
    hide();
    m_what = what;
    m_since.start();
    if (what.isEmpty())
        m_timer.stop();
    else
        m_timer.start(m_patienceMs);
}

void WaitBand::tell()
{
    constexpr int kTickMs = 1000;
    m_timer.start(kTickMs);
    m_text->setText(tr("%1 %2 s so far. A device cannot be interrupted; leave it connected.")
                        .arg(m_what)
                        .arg(m_since.elapsed() / 1000));
    if (isVisible())
        return;
    show();
    QAccessibleEvent event(m_text, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

} // namespace keyrite::ui
