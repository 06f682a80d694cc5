#include "ui/steps/share_issue_step.h"

#include "ui/icon.h"
#include "ui/tokens.h"
#include "ui/widgets/share_view.h"
#include "ui/widgets/text.h"
#include "ui/widgets/tick_box.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace keyrite::ui {

namespace {

constexpr int kVisibleSeconds = 300; // to copy 33 words by hand

QString sheetName(int sheet)
{
    return ShareIssueStep::tr("sheet %1").arg(sheet);
}

} // namespace

ShareIssueStep::ShareIssueStep(const ShareIssueView& view, QWidget* parent)
    : StepView(tr("Sheet %1 is handed over").arg(view.sheet), tr("It is not usable"), parent), m_view(view)
{
    body()->addWidget(buildHead());
    body()->addWidget(makeRule(this));
    buildWays();
    m_held = new TickBox(tr("I am %1. I hold sheet %2 of %3 in my hands, and it is complete and readable.")
                             .arg(view.custodian)
                             .arg(view.sheet)
                             .arg(view.sheets),
                         this);
    body()->addWidget(m_held);
    connect(m_held, &TickBox::toggled, this, &ShareIssueStep::look);
    look();
}

QWidget* ShareIssueStep::buildHead()
{
    auto* head = new QWidget(this);
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    auto* left = new QVBoxLayout;
    left->setSpacing(px(2));
    left->addWidget(
        makeText(tr("Sheet %1 of %2 for %3").arg(m_view.sheet).arg(m_view.sheets).arg(m_view.custodian),
                 TextRole::Heading, head));
    left->addWidget(makeText(m_view.group, TextRole::Small, head));
    row->addLayout(left, 1);
    auto* right = new QVBoxLayout;
    right->setSpacing(px(2));
    auto* caption = makeText(tr("Fingerprint of the share, not secret"), TextRole::Small, head);
    auto* value = makeText(m_view.fingerprint, TextRole::Mono, head);
    for (QLabel* label : {caption, value}) {
        label->setAlignment(Qt::AlignRight);
        label->setWordWrap(false);
        label->setVisible(!m_view.fingerprint.isEmpty()); // known once it is on record
        right->addWidget(label);
    }
    row->addLayout(right);
    return head;
}

void ShareIssueStep::buildWays()
{
    if (m_view.mayPrint) {
        auto* row = new QHBoxLayout;
        row->setSpacing(px(16));
        m_print = makeButton(tr("Print sheet %1 of %2").arg(m_view.sheet).arg(m_view.sheets),
                             ButtonRole::Ordinary, this);
        setButtonIcon(m_print, icon(u"printer"_s));
        m_printState = makeText(m_view.printer, TextRole::Muted, this);
        row->addWidget(m_print);
        row->addWidget(m_printState, 1);
        body()->addLayout(row);
        connect(m_print, &QPushButton::clicked, this, &ShareIssueStep::printRequested);
    }
    if (m_view.mayCopy) {
        auto* row = new QHBoxLayout;
        row->setSpacing(px(16));
        auto* form = makeButton(tr("Print an empty form"), ButtonRole::Ordinary, this);
        setButtonIcon(form, icon(u"printer"_s));
        m_formState =
            makeText(tr("It has numbered lines for the words, and is not secret until they are on it."),
                     TextRole::Muted, this);
        row->addWidget(form);
        row->addWidget(m_formState, 1);
        body()->addLayout(row);
        connect(form, &QPushButton::clicked, this, &ShareIssueStep::formRequested);
        m_words = new ShareView(sheetName(m_view.sheet), kVisibleSeconds, this);
        body()->addWidget(m_words);
        connect(m_words, &ShareView::revealRequested, this, &ShareIssueStep::revealRequested);
    }
}

void ShareIssueStep::setPrinted(int copies)
{
    m_printed = copies;
    m_printState->setText(
        tr("✓ Sent to the printer %n time(s). Only paper counts: look at it.", nullptr, copies));
    setTone(m_printState, Tone::Good);
    m_print->setText(tr("Print it again"));
    look();
}

void ShareIssueStep::setStopped()
{
    m_printState->setText(
        tr("✗ The printer stopped. Destroy what came out of this sheet before you print it again."));
    setTone(m_printState, Tone::Bad);
    m_print->setText(tr("Print it again"));
}

void ShareIssueStep::reveal(slip39::Mnemonic words)
{
    if (!m_words)
        return;
    m_revealed = true;
    m_words->reveal(std::move(words));
    look();
}

void ShareIssueStep::setFormPrinted(const QString& folder)
{
    m_formState->setText(folder.isEmpty()
                             ? tr("✓ Sent to the printer. Write the words onto it by hand.")
                             : tr("✓ form-%1.pdf lies in %2/sheets. Print it, and write the words onto it by hand.")
                                   .arg(m_view.sheet)
                                   .arg(folder));
    setTone(m_formState, Tone::Good);
}

void ShareIssueStep::cover()
{
    if (m_words)
        m_words->cover();
}

void ShareIssueStep::look()
{
    const bool given = wasPrinted() || wasRevealed();
    m_held->setEnabled(given);
    setProgress(given ? QString() : m_view.mayPrint ? tr("Not printed yet") : tr("Not copied yet"));
    setReady(given && m_held->isChecked());
}

} // namespace keyrite::ui
