#include "ui/pages/disaster_day_page.h"

#include "ui/icon.h"
#include "ui/pages/page_frame.h"
#include "ui/steps/share_input.h"
#include "ui/tokens.h"
#include "ui/widgets/tick_box.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace keyrite::ui {
namespace {

constexpr int kWords = 33; // of a sheet of a 32-byte key

QLabel* addLine(Card* card, const QString& title, QWidget* parent)
{
    card->body()->addWidget(makeText(title, TextRole::Strong, parent));
    auto* line = makeText({}, TextRole::Body, parent);
    card->body()->addWidget(line);
    return line;
}

} // namespace

DisasterDayPage::DisasterDayPage(QWidget* parent)
    : QWidget(parent), m_input(new ShareInput(kWords, this)), m_refusal(new MessagePanel(this)),
      m_verdict(makeText({}, TextRole::Subheading, this)), m_missing(makeText({}, TextRole::Body, this)),
      m_files(makeButton(tr("Read files"), ButtonRole::Ordinary, this)),
      m_rehearse(makeButton(tr("Rehearse it in the practice room"), ButtonRole::Quiet, this)),
      m_main(makeButton({}, ButtonRole::Primary, this))
{
    QVBoxLayout* body =
        layPage(this, tr("What do you still have?"),
                tr("Breathe. The paper was proven to work. Put in whatever is at hand; below you "
                   "see what it is good for. Nothing is changed by looking."));
    auto* files = new Card(this);
    auto* row = new QHBoxLayout;
    row->setSpacing(px(16));
    setButtonIcon(m_files, icon(u"file"_s));
    row->addWidget(m_files);
    row->addWidget(
        makeText(tr("Scans and photographs of sheets or of a backup document, PDFs, backup.txt, log.keyrite: "
                    "Keyrite sees what each is."),
                 TextRole::Muted, this),
        1);
    files->body()->addLayout(row);
    files->body()->addWidget(makeRule(files));
    files->body()->addWidget(
        makeText(tr("A sheet by its words: Keyrite remembers which sheet it is, and forgets the "
                    "words at once."),
                 TextRole::Muted, files));
    files->body()->addWidget(m_input);
    files->body()->addWidget(m_refusal);
    body->addWidget(files);

    auto* have = new Card(this);
    m_sheets = addLine(have, tr("Sheets"), have);
    m_backup = addLine(have, tr("Backup document"), have);
    m_log = addLine(have, tr("Log"), have);
    have->body()->addWidget(makeText(tr("HSM"), TextRole::Strong, have));
    m_hsm = new TickBox(tr("A replacement HSM of the same kind is here, and it may take these keys."), have);
    have->body()->addWidget(m_hsm);
    body->addWidget(have);

    auto* answer = new Card(this);
    answer->body()->addWidget(m_verdict);
    answer->body()->addWidget(m_missing);
    body->addWidget(answer);
    auto* buttons = new QHBoxLayout;
    auto* back = makeButton(tr("Back"), ButtonRole::Quiet, this);
    buttons->addWidget(back);
    buttons->addStretch(1);
    buttons->addWidget(m_rehearse);
    buttons->addWidget(m_main);
    body->addLayout(buttons);
    body->addStretch(1);
    connect(m_files, &QPushButton::clicked, this, &DisasterDayPage::filesRequested);
    connect(m_input, &ShareInput::fileRequested, this, &DisasterDayPage::filesRequested);
    connect(m_hsm, &TickBox::toggled, this, &DisasterDayPage::look);
    connect(back, &QPushButton::clicked, this, &DisasterDayPage::backRequested);
    connect(m_rehearse, &QPushButton::clicked, this, &DisasterDayPage::rehearseRequested);
    connect(m_main, &QPushButton::clicked, this, &DisasterDayPage::startRequested);
    look();
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
