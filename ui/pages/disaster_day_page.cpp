#include "ui/pages/disaster_day_page.h"

#include "ui/pages/page_frame.h"
#include "ui/widgets/check_list.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace keyrite::ui {
namespace {

enum Have { Sheets, BackupDocument, Log, Hsm };

} // namespace

DisasterDayPage::DisasterDayPage(bool roomHasShares, QWidget* parent)
    : QWidget(parent), m_roomHasShares(roomHasShares), m_verdict(makeText({}, TextRole::Subheading, this)),
      m_missing(makeText({}, TextRole::Body, this)), m_main(makeButton({}, ButtonRole::Primary, this))
{
    QVBoxLayout* body = layPage(this, tr("What do you still have?"),
                                tr("Breathe. The paper was proven to work. Tick what is at hand; below you "
                                   "see what it is good for."));
    auto* card = new Card(this);
    m_have = new CheckList({tr("Sheets: enough custodians with their sealed bags"),
                            tr("A backup document (a copy is in every bag)"),
                            tr("The log of the room in which the keys were made"),
                            tr("A replacement HSM of the same kind")},
                           1, card);
    card->body()->addWidget(m_have);
    body->addWidget(card);
    auto* answer = new Card(this);
    answer->body()->addWidget(m_verdict);
    answer->body()->addWidget(m_missing);
    body->addWidget(answer);
    auto* buttons = new QHBoxLayout;
    auto* back = makeButton(tr("Back"), ButtonRole::Quiet, this);
    buttons->addWidget(back);
    buttons->addStretch(1);
    buttons->addWidget(m_main);
    body->addLayout(buttons);
    body->addStretch(1);
    connect(m_have, &CheckList::changed, this, &DisasterDayPage::look);
    connect(back, &QPushButton::clicked, this, &DisasterDayPage::backRequested);
    connect(m_main, &QPushButton::clicked, this, [this] {
        if (m_roomHasShares)
            Q_EMIT recoverRequested();
        else
            Q_EMIT openRoomRequested();
    });
    look();
}

void DisasterDayPage::look()
{
    const bool sheets = m_have->isTicked(Sheets);
    const bool backup = m_have->isTicked(BackupDocument);
    const bool log = m_have->isTicked(Log);
    const bool hsm = m_have->isTicked(Hsm);
    m_main->setText(m_roomHasShares ? tr("Choose the keys to recover") : tr("Open the room with the log"));
    m_main->setEnabled(sheets && log && hsm);
    setTone(m_verdict, sheets && (log || backup) ? Tone::Good : Tone::Warn);
    if (!sheets) {
        m_verdict->setText(tr("Without a quorum of sheets nothing can be recovered."));
        m_missing->setText(tr("Call the custodians. Ask each to bring the sealed bag unopened."));
    } else if (!log && !backup) {
        m_verdict->setText(tr("The sheets open the backup, but the backup itself is missing."));
        m_missing->setText(
            tr("Look into the bags: each holds a copy of the backup document. Or find a copy of the log."));
    } else if (!log) {
        m_verdict->setText(tr("The keys can be recovered without Keyrite."));
        m_missing->setText(tr("Follow START-HERE, which is in every bag: a published SLIP-39 tool and the "
                              "openssl command are enough. With the log, Keyrite does it for you."));
    } else if (!hsm) {
        m_verdict->setText(tr("The keys can be recovered as soon as there is a replacement HSM."));
        m_missing->setText(
            tr("It must be able to take in wrapped keys as the lost one did: use the same kind."));
    } else {
        m_verdict->setText(tr("The keys can be recovered here, now."));
        m_missing->setText(tr("Two people lead it: an administrator and a witness. The custodians keep their "
                              "bags closed until the script asks for them."));
    }
}

} // namespace keyrite::ui
