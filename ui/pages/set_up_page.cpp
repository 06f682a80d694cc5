#include "ui/pages/set_up_page.h"

#include "ui/icon.h"
#include "ui/pages/page_frame.h"
#include "ui/tokens.h"
#include "ui/widgets/pin_field.h"
#include "ui/widgets/text.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>

namespace keyrite::ui {
namespace {

constexpr std::size_t kShortestPin = 8;

} // namespace

std::string initialsFrom(const QString& name)
{
    QString initials;
    for (const QString& word : name.split(QRegularExpression(QStringLiteral("[\\s-]+")), Qt::SkipEmptyParts))
        if (const QString letter = word.left(1).normalized(QString::NormalizationForm_D).left(1).toUpper();
            letter >= QLatin1String("A") && letter <= QLatin1String("Z"))
            initials += letter;
    for (const QChar letter : name.toUpper())
        if (initials.size() < 2 && letter >= QLatin1Char('A') && letter <= QLatin1Char('Z') &&
            !initials.endsWith(letter))
            initials += letter;
    return initials.left(4).toStdString();
}

SetUpPage::SetUpPage(const std::filesystem::path& folder, QWidget* parent) : QWidget(parent)
{
    QVBoxLayout* body = layPage(this, tr("Set up this room"),
                                tr("A room is this workstation, its log, and an audit token that signs the "
                                   "log. Two people do this together."));
    auto* card = new Card(this);
    m_name = addField(card, tr("Name of the room"), tr("For people: it stands on every page."), {});
    m_origin =
        addField(card, tr("Origin name of the log"),
                 tr("Like a web address without https. It never changes: example.com/zurich/room-1"), {});
    m_folder = addField(card, tr("Folder"), tr("A new or empty folder. Everything of this room lies in it."),
                        QString::fromStdString(folder.string()));
    m_module = addField(card, tr("PKCS#11 module of the HSM"),
                        tr("The file that came with the HSM, for example /usr/lib/…/libpkcs11.so"), {});
    addChooser(m_folder, tr("Choose a folder"), [this] {
        return QFileDialog::getExistingDirectory(this, tr("The folder of the room"), m_folder->text());
    });
    addChooser(m_module, tr("Choose a file"), [this] {
        return QFileDialog::getOpenFileName(this, tr("The PKCS#11 module of the HSM"),
                                            QStringLiteral("/usr/lib"), tr("Modules (*.so *.so.*)"));
    });
    body->addWidget(card);
    auto* who = new Card(this);
    m_administrator = addField(who, tr("Ceremony administrator"), tr("Full name"), {});
    m_witness = addField(who, tr("Witness"), tr("Full name"), {});
    body->addWidget(who);
    auto* token = new Card(this);
    token->body()->addWidget(makeText(tr("New PIN of the audit token"), TextRole::Strong, token));
    token->body()->addWidget(makeText(tr("Insert a token that is not set up yet. Its PIN has at least 8 "
                                         "characters; it is sealed in a bag afterwards."),
                                      TextRole::Muted, token));
    m_pin = new PinField(tr("PIN of the audit token"), token);
    m_again = new PinField(tr("The same PIN again"), token);
    token->body()->addWidget(m_pin);
    token->body()->addWidget(makeText(tr("The same PIN again"), TextRole::Muted, token));
    token->body()->addWidget(m_again);
    body->addWidget(token);
    m_verdict = makeText({}, TextRole::Body, this);
    body->addWidget(m_verdict);
    auto* buttons = new QHBoxLayout;
    auto* back = makeButton(tr("Back"), ButtonRole::Quiet, this);
    m_main = makeButton(tr("Set up the room"), ButtonRole::Primary, this);
    auto* disaster = makeButton(tr("Disaster day"), ButtonRole::Quiet, this);
    setButtonIcon(disaster, icon(QStringLiteral("disaster"), Tint::Bad));
    buttons->addWidget(back);
    buttons->addWidget(disaster);
    buttons->addStretch(1);
    buttons->addWidget(m_main);
    body->addLayout(buttons);
    connect(back, &QPushButton::clicked, this, &SetUpPage::backRequested);
    connect(disaster, &QPushButton::clicked, this, &SetUpPage::disasterDayRequested);
    connect(m_main, &QPushButton::clicked, this, &SetUpPage::setUpRequested);
    connect(m_pin, &PinField::changed, this, &SetUpPage::look);
    connect(m_again, &PinField::changed, this, &SetUpPage::look);
    look();
}

QLineEdit* SetUpPage::addField(QWidget* card, const QString& label, const QString& help, const QString& value)
{
    auto* field = new QWidget(card); // one thing to the eye
    auto* column = new QVBoxLayout(field);
    column->setContentsMargins(0, 0, 0, px(6));
    column->setSpacing(px(4));
    column->addWidget(makeText(label, TextRole::Strong, field));
    auto* edit = new QLineEdit(value, field);
    edit->setAccessibleName(label);
    edit->setAccessibleDescription(help);
    edit->setMaxLength(300);
    auto* row = new QHBoxLayout;
    row->setSpacing(px(8));
    row->addWidget(edit, 1);
    column->addLayout(row);
    column->addWidget(makeText(help, TextRole::Small, field));
    static_cast<Card*>(card)->body()->addWidget(field);
    connect(edit, &QLineEdit::textChanged, this, &SetUpPage::look);
    return edit;
}

// A path may be typed, or chosen with the button beside it.
void SetUpPage::addChooser(QLineEdit* edit, const QString& text, std::function<QString()> choose)
{
    auto* button = makeButton(text, ButtonRole::Ordinary, edit->parentWidget());
    static_cast<QBoxLayout*>(edit->parentWidget()->layout()->itemAt(1)->layout())->addWidget(button);
    connect(button, &QPushButton::clicked, edit, [edit, choose = std::move(choose)] {
        if (const QString path = choose(); !path.isEmpty())
            edit->setText(path);
    });
}

void SetUpPage::setBusy(bool busy)
{
    m_busy = busy;
    look();
}

void SetUpPage::look()
{
    static const QRegularExpression origin(QStringLiteral("^[a-z0-9._/-]{1,100}$"));
    QString missing;
    if (m_name->text().trimmed().isEmpty())
        missing = tr("The room needs a name.");
    else if (!origin.match(m_origin->text()).hasMatch())
        missing = tr("The origin name takes lower-case letters, digits, dots, hyphens and slashes.");
    else if (m_folder->text().isEmpty())
        missing = tr("The room needs a folder.");
    else if (!QFileInfo(m_module->text()).isFile())
        missing = tr("There is no PKCS#11 module at this path.");
    else if (initialsFrom(m_administrator->text()).size() < 2 || initialsFrom(m_witness->text()).size() < 2 ||
             initialsFrom(m_administrator->text()) == initialsFrom(m_witness->text()))
        missing = tr("Administrator and witness are two people with different initials.");
    else if (m_pin->characters() < kShortestPin)
        missing = tr("The PIN needs at least 8 characters.");
    else if (!m_pin->sameAs(*m_again))
        missing = tr("The two PINs are not the same yet.");
    m_verdict->setText(m_busy ? tr("The room is being set up. Some HSMs take a minute.") : missing);
    setTone(m_verdict, Tone::Neutral);
    m_main->setEnabled(!m_busy && missing.isEmpty());
}

ceremony::RoomSetup SetUpPage::setup() const
{
    return {m_folder->text().toStdString(), m_name->text().trimmed().toStdString(),
            m_origin->text().toStdString(), Mode::Live, m_module->text().toStdString()};
}

std::vector<ceremony::Person> SetUpPage::people() const
{
    return {{initialsFrom(m_administrator->text()), m_administrator->text().trimmed().toStdString(),
             "administrator"},
            {initialsFrom(m_witness->text()), m_witness->text().trimmed().toStdString(), "witness"}};
}

SecretBytes SetUpPage::takePin()
{
    m_again->clear();
    return m_pin->take();
}

} // namespace keyrite::ui
