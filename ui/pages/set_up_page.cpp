#include "ui/pages/set_up_page.h"

#include "ui/icon.h"
#include "ui/pages/page_frame.h"
#include "ui/pin_words.h"
#include "ui/tokens.h"
#include "ui/widgets/choice_card.h"
#include "ui/widgets/text.h"

#include <QButtonGroup>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>

#include <algorithm>

namespace keyrite::ui {
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
    body->addWidget(tokenCard());
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
    connect(m_module, &QLineEdit::editingFinished, this, &SetUpPage::requestTokens);
    connect(m_pins, &SetUpPins::changed, this, &SetUpPage::look);
    look();
}

QWidget* SetUpPage::tokenCard()
{
    auto* card = new Card(this);
    card->body()->setSpacing(px(12));
    card->body()->addWidget(makeText(tr("Audit token"), TextRole::Subheading, card));
    card->body()->addWidget(
        makeText(tr("Insert a token that is not set up yet. It signs the log, and it gets "
                    "two PINs, which two different people think up. Both are sealed in bags "
                    "of their own afterwards."),
                 TextRole::Muted, card));
    m_tokensState = makeText({}, TextRole::Strong, card);
    card->body()->addWidget(m_tokensState);
    m_choices = new QWidget(card);
    new QVBoxLayout(m_choices);
    m_choices->layout()->setContentsMargins(0, 0, 0, 0);
    card->body()->addWidget(m_choices);
    auto* again = makeButton(tr("Look again"), ButtonRole::Ordinary, card);
    again->setAccessibleName(tr("Look again for tokens"));
    setButtonIcon(again, icon(QStringLiteral("refresh")));
    card->body()->addWidget(again, 0, Qt::AlignLeft);
    m_pins = new SetUpPins({}, card);
    card->body()->addWidget(m_pins);
    connect(again, &QPushButton::clicked, this, [this] {
        m_askedModule.clear();
        requestTokens();
    });
    showTokens();
    return card;
}

// The module is tried in a process of its own first, which may take seconds: once for each path.
void SetUpPage::requestTokens()
{
    const QString module = m_module->text();
    if (module == m_askedModule)
        return;
    m_askedModule = module;
    m_fresh.clear();
    showTokens();
    if (!QFileInfo(module).isFile())
        return;
    setTone(m_tokensState, Tone::Neutral);
    m_tokensState->setText(tr("Keyrite tries the module in a process of its own, and looks for tokens …"));
    Q_EMIT tokensRequested(module);
}

void SetUpPage::setTokens(const Result<std::vector<hsm::TokenInfo>>& tokens)
{
    m_fresh = tokens.value_or(std::vector<hsm::TokenInfo>());
    const auto all = m_fresh.size();
    std::erase_if(m_fresh, [](const hsm::TokenInfo& token) { return token.initialised; });
    showTokens();
    const QString others =
        all == m_fresh.size()
            ? QString()
            : tr(" Tokens that are set up already are not offered; %1 are there.").arg(all - m_fresh.size());
    m_tokensState->setText(
        !tokens           ? QString::fromStdString(tokens.error().message)
        : m_fresh.empty() ? tr("No fresh token is there. Insert one, then look again.") + others
        : m_fresh.size() == 1
            ? tr("This one becomes the audit token.") + others
            : tr("Choose the one that becomes the audit token, by what is printed on it.") + others);
    setTone(m_tokensState, !tokens ? Tone::Bad : m_fresh.empty() ? Tone::Warn : Tone::Neutral);
}

void SetUpPage::showTokens()
{
    delete m_choiceCards;
    m_choiceCards = new QWidget(this);
    auto* column = new QVBoxLayout(m_choiceCards);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(px(8));
    m_group = new QButtonGroup(m_choiceCards);
    for (std::size_t i = 0; i < m_fresh.size(); ++i) {
        const hsm::TokenInfo& token = m_fresh[i];
        const QString serial = QString::fromStdString(token.id.serial);
        auto* card = new ChoiceCard(
            tr("%1 in slot %2").arg(QString::fromStdString(token.model)).arg(token.slot),
            tr("%1, serial %2, firmware %3")
                .arg(QString::fromStdString(token.manufacturer), serial.isEmpty() ? tr("none yet") : serial,
                     QString::fromStdString(token.firmwareVersion)),
            m_choiceCards);
        m_group->addButton(card, static_cast<int>(i));
        column->addWidget(card);
    }
    m_choices->layout()->addWidget(m_choiceCards);
    connect(m_group, &QButtonGroup::idToggled, this, &SetUpPage::askPins);
    if (m_fresh.size() == 1)
        m_group->button(0)->setChecked(true);
    m_tokensState->setText({});
    askPins();
}

const hsm::TokenInfo* SetUpPage::chosen() const
{
    const int index = m_group->checkedId();
    return index < 0 ? nullptr : &m_fresh[static_cast<std::size_t>(index)];
}

void SetUpPage::askPins()
{
    const hsm::TokenInfo* token = chosen();
    m_pins->setVisible(token != nullptr);
    if (token != nullptr)
        m_pins->ask(setUpQuestions(*token, {}));
    else
        m_pins->clear();
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
        if (const QString path = choose(); !path.isEmpty()) {
            edit->setText(path);
            Q_EMIT edit->editingFinished();
        }
    });
}

void SetUpPage::setBusy(bool busy)
{
    m_busy = busy;
    look();
}

QString SetUpPage::missing() const
{
    static const QRegularExpression origin(QStringLiteral("^[a-z0-9._/-]{1,100}$"));
    if (m_name->text().trimmed().isEmpty())
        return tr("The room needs a name.");
    if (!origin.match(m_origin->text()).hasMatch())
        return tr("The origin name takes lower-case letters, digits, dots, hyphens and slashes.");
    if (m_folder->text().isEmpty())
        return tr("The room needs a folder.");
    if (!QFileInfo(m_module->text()).isFile())
        return tr("There is no PKCS#11 module at this path.");
    if (initialsFrom(m_administrator->text()).size() < 2 || initialsFrom(m_witness->text()).size() < 2 ||
        initialsFrom(m_administrator->text()) == initialsFrom(m_witness->text()))
        return tr("Administrator and witness are two people with different initials.");
    if (m_askedModule != m_module->text() || chosen() == nullptr)
        return tr("The token that becomes the audit token is not chosen yet.");
    return m_pins->isComplete() ? QString() : tr("Both PINs are needed, and they are different.");
}

void SetUpPage::look()
{
    if (m_main == nullptr)
        return; // still being made
    const QString lacks = missing();
    m_verdict->setText(m_busy ? tr("The room is being set up. Some HSMs take a minute.") : lacks);
    setTone(m_verdict, Tone::Neutral);
    m_main->setEnabled(!m_busy && lacks.isEmpty());
}

ceremony::RoomSetup SetUpPage::setup(const SetUpGiven& pins) const
{
    return {.folder = m_folder->text().toStdString(),
            .name = m_name->text().trimmed().toStdString(),
            .origin = m_origin->text().toStdString(),
            .mode = Mode::Live,
            .module = m_module->text().toStdString(),
            .userPin = pins.user.way,
            .officerPin = pins.officer.way,
            .token = chosen() == nullptr ? std::optional<hsm::TokenInfo>() : *chosen()};
}

std::vector<ceremony::Person> SetUpPage::people() const
{
    return {{initialsFrom(m_administrator->text()), m_administrator->text().trimmed().toStdString(),
             "administrator"},
            {initialsFrom(m_witness->text()), m_witness->text().trimmed().toStdString(), "witness"}};
}

SetUpGiven SetUpPage::takePins()
{
    return m_pins->take();
}

} // namespace keyrite::ui
