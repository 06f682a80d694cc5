#include "ui/pages/disaster_day_page.h"

#include "ui/icon.h"
#include "ui/pages/page_frame.h"
#include "ui/steps/share_input.h"
#include "ui/tokens.h"
#include "ui/widgets/tick_box.h"

#include <QGridLayout>
#include <QLabel>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace keyrite::ui {
namespace {

constexpr int kWords = 33; // of a sheet of a 32-byte key

// A line of what is there: its name on the left, what was found on the right.
void addLine(QGridLayout* grid, const QString& title, QWidget* found)
{
    const int row = grid->rowCount();
    grid->addWidget(makeText(title, TextRole::Strong, found->parentWidget()), row, 0, Qt::AlignTop);
    grid->addWidget(found, row, 1);
}

} // namespace

DisasterDayPage::DisasterDayPage(QWidget* parent)
    : QWidget(parent), m_input(new ShareInput(kWords, this)), m_refusal(new MessagePanel(this)),
      m_verdict(makeText({}, TextRole::Subheading, this)), m_missing(makeText({}, TextRole::Body, this)),
      m_files(makeButton(tr("Read files"), ButtonRole::Ordinary, this)),
      m_rehearse(makeButton(tr("Rehearse it in the practice room"), ButtonRole::Quiet, this)),
      m_main(makeButton({}, ButtonRole::Primary, this))
{
    QVBoxLayout* body = layPage(this, tr("What do you still have?"),
                                tr("Breathe. The paper was proven to work. Put in whatever is at hand, and "
                                   "see what it is good for. Nothing is changed by looking."));
    body->addWidget(answerCard()); // first, so that it is in sight on a small screen
    body->addWidget(m_refusal);
    body->addWidget(haveCard());
    body->addWidget(wordsCard());
    body->addStretch(1);
    connect(m_files, &QPushButton::clicked, this, &DisasterDayPage::filesRequested);
    m_input->takeNoFiles();
    connect(m_hsm, &TickBox::toggled, this, &DisasterDayPage::look);
    connect(m_rehearse, &QPushButton::clicked, this, &DisasterDayPage::rehearseRequested);
    connect(m_main, &QPushButton::clicked, this, &DisasterDayPage::startRequested);
    look();
}

QWidget* DisasterDayPage::answerCard()
{
    auto* card = new Card(this);
    card->body()->addWidget(m_verdict);
    card->body()->addWidget(m_missing);
    auto* buttons = new QHBoxLayout;
    auto* back = makeButton(tr("Back"), ButtonRole::Quiet, card);
    buttons->addWidget(back);
    buttons->addStretch(1);
    buttons->addWidget(m_rehearse);
    buttons->addWidget(m_main);
    card->body()->addLayout(buttons);
    connect(back, &QPushButton::clicked, this, &DisasterDayPage::backRequested);
    return card;
}

QWidget* DisasterDayPage::haveCard()
{
    auto* card = new Card(this);
    auto* row = new QHBoxLayout;
    row->setSpacing(px(16));
    setButtonIcon(m_files, icon(u"file"_s));
    row->addWidget(m_files);
    row->addWidget(
        makeText(tr("Scans and photographs of sheets or of a backup document, PDFs, backup.txt, log.keyrite: "
                    "Keyrite sees what each is. Or type a sheet below."),
                 TextRole::Muted, card),
        1);
    card->body()->addLayout(row);
    card->body()->addWidget(makeRule(card));
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(px(24));
    grid->setVerticalSpacing(px(8));
    grid->setColumnStretch(1, 1);
    const auto line = [&](const QString& title) {
        auto* found = makeText({}, TextRole::Body, card);
        addLine(grid, title, found);
        return found;
    };
    m_sheets = line(tr("Sheets"));
    m_backup = line(tr("Backup document"));
    m_log = line(tr("Log"));
    m_hsm = new TickBox(tr("A replacement HSM of the same kind is here, and it may take these keys."), card);
    addLine(grid, tr("HSM"), m_hsm);
    card->body()->addLayout(grid);
    return card;
}

QWidget* DisasterDayPage::wordsCard()
{
    auto* card = new Card(this);
    card->body()->addWidget(
        makeText(tr("A sheet by its words: Keyrite remembers which sheet it is, and forgets the "
                    "words at once."),
                 TextRole::Muted, card));
    card->body()->addWidget(m_input);
    return card;
}

void DisasterDayPage::setView(const DisasterView& view)
{
    m_view = view;
    m_refusal->clear();
    look();
}

void DisasterDayPage::setRefused(const Message& why)
{
    m_refusal->show(why);
}

void DisasterDayPage::setBusy(bool busy)
{
    m_busy = busy;
    look();
}

void DisasterDayPage::look()
{
    const auto orNone = [](const QString& text) { return text.isEmpty() ? tr("None yet.") : text; };
    m_sheets->setText(orNone(m_view.sheets.join(u'\n')));
    setTone(m_sheets, m_view.sheets.isEmpty() ? Tone::Neutral : Tone::Good);
    m_backup->setText(orNone(m_view.backup));
    setTone(m_backup, m_view.backupTone);
    m_log->setText(orNone(m_view.log));
    setTone(m_log, m_view.logTone);
    QStringList missing = m_view.missing;
    if (!m_hsm->isChecked())
        missing += tr(
            "A replacement HSM: it must be able to take in wrapped keys as the lost one did, so use the same "
            "kind.");
    m_verdict->setText(m_view.verdict);
    setTone(m_verdict, m_view.tone);
    m_missing->setText(missing.isEmpty()
                           ? tr("Nothing is missing. Two people lead it: an administrator and a witness. "
                                "The custodians keep their bags closed until the script asks for them.")
                           : tr("Still missing:") + u"\n• "_s + missing.join(u"\n• "_s));
    m_main->setText(m_view.action);
    m_main->setEnabled(!m_busy && m_view.mayStart && m_hsm->isChecked());
    m_rehearse->setVisible(m_view.mayRehearse);
    m_rehearse->setEnabled(!m_busy);
    m_files->setEnabled(!m_busy);
}

} // namespace keyrite::ui
