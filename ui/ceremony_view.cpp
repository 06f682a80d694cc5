#include "ui/ceremony_view.h"

#include "ui/icon.h"
#include "ui/steps/step_view.h"
#include "ui/tokens.h"

#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>
#include <utility>

using namespace Qt::StringLiterals;

namespace keyrite::ui {

CeremonyView::CeremonyView(QWidget* parent) : QWidget(parent)
{
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(0);
    whole->addWidget(buildPage(), 1);
    whole->addWidget(buildBar());
    connect(&m_wait, &QTimer::timeout, this, &CeremonyView::explainWait);
}

QWidget* CeremonyView::buildPage()
{
    constexpr int kTopPx = 40;
    constexpr int kBottomPx = 24;
    m_scroll = new QScrollArea(this);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    auto* page = new ContentColumn(kTopPx, kBottomPx, m_scroll);
    m_column = new QVBoxLayout(page);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
    auto* head = new QHBoxLayout;
    m_place = makeText({}, TextRole::Eyebrow, page);
    m_time = makeText({}, TextRole::Small, page);
    m_time->setAlignment(Qt::AlignRight);
    head->addWidget(m_place, 1);
    head->addWidget(m_time, 1);
    m_title = makeText({}, TextRole::Title, page);
    m_instruction = makeText({}, TextRole::Lead, page);
    m_message = new MessagePanel(page);
    m_card = new Card(page);
    m_column->addLayout(head);
    m_column->addSpacing(px(6));
    m_column->addWidget(m_title);
    m_column->addSpacing(px(6));
    m_column->addWidget(m_instruction);
    m_column->addSpacing(px(20));
    m_column->addWidget(m_message);
    m_column->addSpacing(px(4));
    m_column->addWidget(m_card);
    m_column->addSpacing(px(20));
    m_column->addStretch(1);
    m_scroll->setWidget(page);
    return m_scroll;
}

QWidget* CeremonyView::buildBar()
{
    constexpr int kPadPx = 13;
    auto* bar = new QFrame(this);
    bar->setProperty("role", QStringLiteral("bar"));
    auto* frame = new QVBoxLayout(bar);
    frame->setContentsMargins(0, 0, 0, 0);
    auto* middle = new ContentColumn(kPadPx, kPadPx, bar);
    frame->addWidget(middle);
    auto* row = new QHBoxLayout(middle);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(px(12));
    m_pause = makeButton(tr("Pause"), ButtonRole::Quiet, bar);
    setButtonIcon(m_pause, icon(u"pause"_s, Tint::Muted));
    m_exception = makeButton(tr("Raise an exception"), ButtonRole::Quiet, bar);
    setButtonIcon(m_exception, icon(u"exception"_s, Tint::Muted));
    m_presence = makeButton(tr("Who is here"), ButtonRole::Quiet, bar);
    m_progress = makeText({}, TextRole::Small, bar);
    m_progress->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_refusal = makeButton({}, ButtonRole::Refusal, bar);
    m_main = makeButton({}, ButtonRole::Primary, bar);
    m_main->setObjectName(QStringLiteral("mainAction"));
    // The arrow stands behind the words.
    m_main->setLayoutDirection(Qt::RightToLeft);
    setButtonIcon(m_main, icon(u"arrow-right"_s, Tint::OnAccent));
    row->addWidget(m_pause);
    row->addWidget(m_exception);
    row->addWidget(m_presence);
    row->addWidget(m_progress, 1);
    row->addSpacing(px(8));
    row->addWidget(m_refusal);
    row->addWidget(m_main);
    connect(m_pause, &QPushButton::clicked, this, &CeremonyView::pauseRequested);
    connect(m_exception, &QPushButton::clicked, this, &CeremonyView::exceptionRequested);
    connect(m_presence, &QPushButton::clicked, this, &CeremonyView::presenceRequested);
    connect(m_refusal, &QPushButton::clicked, this, &CeremonyView::refusalRequested);
    connect(m_main, &QPushButton::clicked, this, &CeremonyView::mainActionRequested);
    return bar;
}

void CeremonyView::showStep(const StepFrame& frame, StepView* step)
{
    delete m_step;
    m_frame = frame;
    m_step = step;
    endWait();
    m_first.clear();
    fillHead(frame);
    m_message->clear();
    m_card->body()->addWidget(step);
    step->show();
    replaceInitials(frame.initials);
    connect(step, &StepView::mainActionReady, this, &CeremonyView::look);
    connect(step, &StepView::textsChanged, this, &CeremonyView::look);
    m_main->setAutoDefault(!frame.irreversible);
    m_scroll->verticalScrollBar()->setValue(0);
    orderTabs();
    look();
    if (QWidget* first = step->firstFocus())
        first->setFocus(Qt::OtherFocusReason);
    else if (QWidget* next = step->nextInFocusChain(); next && step->isAncestorOf(next))
        step->setFocus(Qt::TabFocusReason);
}

void CeremonyView::fillHead(const StepFrame& frame)
{
    m_place->setText(frame.act > 0
                         ? tr("Act %1, step %2 of %3").arg(frame.act).arg(frame.step).arg(frame.steps)
                         : tr("Step %1 of %2").arg(frame.step).arg(frame.steps));
    m_title->setText(frame.title);
    m_instruction->setText(frame.instruction);
    setElapsed(0);
}

void CeremonyView::replaceInitials(const std::vector<InitialsSlot>& people)
{
    delete m_initials;
    m_initials = new InitialsStrip(people, m_card->parentWidget());
    m_initials->setVisible(!people.empty());
    m_column->insertWidget(m_column->count() - 1, m_initials);
    connect(m_initials, &InitialsStrip::changed, this, &CeremonyView::look);
}

void CeremonyView::setPeople(const std::vector<InitialsSlot>& people)
{
    m_frame.initials = people;
    replaceInitials(people);
    orderTabs();
    look();
}

// Reading order: the card, the initials, the main button, the refusal, then what is seldom wanted.
void CeremonyView::orderTabs()
{
    QWidget* last = m_step;
    for (QWidget* next = m_step->nextInFocusChain(); m_step->isAncestorOf(next);
         next = next->nextInFocusChain())
        last = next;
    QWidget* before = last;
    for (QWidget* box : m_initials->findChildren<QAbstractButton*>()) {
        setTabOrder(before, box);
        before = box;
    }
    for (QPushButton* button : {m_main, m_refusal, m_pause, m_exception, m_presence}) {
        setTabOrder(before, button);
        before = button;
    }
}

void CeremonyView::setElapsed(int minutes)
{
    m_time->setText(tr("Planned %1 min · %2 min so far").arg(m_frame.plannedMinutes).arg(minutes));
    setTone(m_time,
            m_frame.plannedMinutes > 0 && minutes > m_frame.plannedMinutes ? Tone::Warn : Tone::Neutral);
}

void CeremonyView::setBusy(const QString& what)
{
    m_busy = what;
    m_busySince.start();
    m_wait.start(m_patienceMs);
    look();
}

void CeremonyView::setIdle()
{
    if (m_explained)
        m_message->clear();
    endWait();
    look();
}

void CeremonyView::endWait()
{
    m_busy.clear();
    m_wait.stop();
    m_explained = false;
}

void CeremonyView::explainWait()
{
    constexpr int kTickMs = 1000;
    m_wait.start(kTickMs);
    const bool explained = std::exchange(m_explained, true);
    look();
    if (explained)
        return;
    showMessage(
        {.tone = Tone::Warn,
         .headline = tr("Still waiting for an answer"),
         .happened = m_busy,
         .meaning = tr("What a device has begun cannot be broken off, so Keyrite waits. Nothing that was "
                       "recorded is lost. Leave every device connected. If an HSM shows no sign of life for "
                       "several minutes, take it out and put it back: the step then starts again.")});
}

void CeremonyView::setFirst(const QString& action)
{
    m_first = action;
    look();
}

void CeremonyView::showMessage(const Message& message)
{
    m_message->show(message);
    m_scroll->ensureWidgetVisible(m_message);
}

void CeremonyView::clearMessage()
{
    m_message->clear();
}

void CeremonyView::look()
{
    const bool busy = !m_busy.isEmpty();
    const bool initialled = m_initials->complete();
    m_main->setText(m_first.isEmpty() ? m_step->mainAction() : m_first);
    m_main->setEnabled(!busy && (!m_first.isEmpty() || (m_step->isReady() && initialled)));
    m_refusal->setText(m_step->refusal());
    m_refusal->setVisible(!m_step->refusal().isEmpty());
    for (QPushButton* button : {m_refusal, m_pause, m_exception, m_presence})
        button->setEnabled(!busy);
    m_card->setEnabled(!busy);
    m_progress->setText(m_explained ? tr("%1 %2 s so far").arg(m_busy).arg(m_busySince.elapsed() / 1000)
                        : busy      ? m_busy
                        : m_step->isReady() && !initialled ? tr("Initials are missing")
                                                           : m_step->progress());
}

} // namespace keyrite::ui
