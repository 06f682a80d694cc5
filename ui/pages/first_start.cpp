#include "ui/pages/first_start.h"

#include "ui/icon.h"
#include "ui/pages/page_frame.h"
#include "ui/tokens.h"
#include "ui/widgets/door_card.h"
#include "ui/widgets/text.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace keyrite::ui {

FirstStart::FirstStart(const QStringList& missingFonts, QWidget* parent) : QWidget(parent)
{
    QVBoxLayout* body =
        layPage(this, tr("Welcome to Keyrite"),
                tr("Keyrite leads you through key ceremonies: it makes a key, backs it up on paper so "
                   "that no one person can use or lose it, and proves that the paper works."));
    auto* doors = new QHBoxLayout;
    doors->setSpacing(px(16));
    auto* practise =
        new DoorCard(u"practise"_s, tr("Practise"),
                     tr("Walk through a whole ceremony with a make-believe token, printer and scanner. "
                        "Nothing can go wrong. Takes about ten minutes."),
                     this);
    auto* setUp =
        new DoorCard(u"room"_s, tr("Set up this room"),
                     tr("For real keys: give the room its name, choose the HSM and prepare the audit token. "
                        "Takes two people."),
                     this);
    doors->addWidget(practise);
    doors->addWidget(setUp);
    body->addSpacing(px(8));
    body->addLayout(doors);
    auto* more = new QHBoxLayout;
    auto* open = makeButton(tr("Open a room that exists"), ButtonRole::Quiet, this);
    auto* disaster =
        makeButton(tr("Disaster day: a key, a token or a site is gone"), ButtonRole::Quiet, this);
    auto* read = makeButton(tr("Read the logs of other rooms"), ButtonRole::Quiet, this);
    setButtonIcon(open, icon(u"file"_s, Tint::Muted));
    setButtonIcon(read, icon(u"log"_s, Tint::Muted));
    setButtonIcon(disaster, icon(u"disaster"_s, Tint::Bad));
    more->addWidget(disaster);
    more->addStretch(1);
    more->addWidget(read);
    more->addWidget(open);
    body->addLayout(more);
    body->addStretch(1);
    if (!missingFonts.isEmpty())
        body->addWidget(
            makeText(tr("Fonts are missing on this computer, so that values are harder to compare: %1. "
                        "Install the packages fonts-inter and fonts-jetbrains-mono.")
                         .arg(missingFonts.join(u", "_s)),
                     TextRole::Small, this));
    connect(practise, &DoorCard::clicked, this, &FirstStart::practiseRequested);
    connect(setUp, &DoorCard::clicked, this, &FirstStart::setUpRequested);
    connect(open, &QPushButton::clicked, this, &FirstStart::openRequested);
    connect(read, &QPushButton::clicked, this, &FirstStart::collectionRequested);
    connect(disaster, &QPushButton::clicked, this, &FirstStart::disasterDayRequested);
}

} // namespace keyrite::ui
