#include "ui/pages/new_ceremony_page.h"

#include "core/ceremony/fields.h"
#include "core/crypto/random.h"
#include "ui/error_text.h"
#include "ui/pages/page_frame.h"
#include "ui/pages/set_up_page.h"
#include "ui/procedure_text.h"
#include "ui/read_aloud.h"
#include "ui/widgets/text.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>

#include <array>
#include <set>

namespace keyrite::ui {

using namespace ceremony;

namespace {

constexpr std::array kTypes{hsm::KeyType::Secp256k1, hsm::KeyType::P256, hsm::KeyType::Rsa3072,
                            hsm::KeyType::Aes256};
constexpr std::size_t kMaxKeys = 16;

QString qt(const std::string& text)
{
    return QString::fromStdString(text);
}

// The initials of a name, made unique by a digit.
std::string freeInitials(const QString& name, std::set<std::string>& taken)
{
    const std::string wish = initialsFrom(name).substr(0, 3);
    std::string initials = wish;
    for (int digit = 2; !initials.empty() && !taken.insert(initials).second; ++digit)
        initials = wish.substr(0, 2) + std::to_string(digit);
    return initials;
}

} // namespace

NewCeremonyPage::NewCeremonyPage(std::shared_ptr<const Procedure> procedure, Plan start, QWidget* parent)
    : QWidget(parent), m_procedure(std::move(procedure)), m_start(std::move(start)),
      m_hasSet(!m_start.shareSet.empty())
{
    QVBoxLayout* body = layPage(this, qt(m_procedure->title.in(interfaceLanguage())),
                                tr("Say who takes part. Nothing is made until the script asks for it."));
    auto* card = new Card(this);
    m_form = card->body();
    m_title = addField(tr("Title of the ceremony"), qt(m_start.title));
    m_contact = addField(tr("Whom to call, printed on START-HERE"), qt(m_start.contact));
    if (m_procedure->has(StepKind::Split))
        m_policy = addField(tr("Design of the shares: 2of3, or 2of(2of3,2of3,1of1) for groups"),
                            qt(m_start.policy.text()));
    if (m_policy != nullptr && !m_start.approvedPlan.empty())
        m_form->addWidget(
            makeText(tr("This is the design of the last approved plan. The record names the plan "
                        "as long as you keep its design."),
                     TextRole::Small, card));
    if (m_procedure->has(StepKind::ShareIssue) && m_start.mode != Mode::Practice)
        addIssueMethods();
    if (m_procedure->has(StepKind::HsmGenerate)) {
        m_form->addWidget(makeText(tr("Keys"), TextRole::Strong, card));
        m_keys = new QVBoxLayout;
        m_form->addLayout(m_keys);
        for (const PlannedKey& key : m_start.keys)
            addKey(key);
        auto* more = makeButton(tr("One more key"), ButtonRole::Ordinary, card);
        m_form->addWidget(more, 0, Qt::AlignLeft);
        connect(more, &QPushButton::clicked, this, [this] {
            Bytes id(16);
            crypto::systemRandom(id);
            if (m_keyLines.size() < kMaxKeys)
                addKey({std::move(id), hsm::KeyType::P256, ""});
        });
    }
    body->addWidget(card);
    auto* people = new Card(this);
    people->body()->addWidget(makeText(tr("People"), TextRole::Strong, people));
    people->body()->addWidget(makeText(m_hasSet
                                           ? tr("Leave the name empty where a custodian is not here.")
                                           : tr("Each custodian holds one share. One person holds one role."),
                                       TextRole::Muted, people));
    m_people = new QVBoxLayout;
    people->body()->addLayout(m_people);
    body->addWidget(people);
    m_verdict = makeText({}, TextRole::Body, this);
    body->addWidget(m_verdict);
    auto* buttons = new QHBoxLayout;
    auto* back = makeButton(tr("Back"), ButtonRole::Quiet, this);
    m_main = makeButton(tr("Open the ceremony"), ButtonRole::Primary, this);
    buttons->addWidget(back);
    buttons->addStretch(1);
    buttons->addWidget(m_main);
    body->addLayout(buttons);
    connect(back, &QPushButton::clicked, this, &NewCeremonyPage::backRequested);
    connect(m_main, &QPushButton::clicked, this, [this] {
        if (const auto made = plan())
            Q_EMIT planReady(*made);
    });
    if (m_policy != nullptr)
        connect(m_policy, &QLineEdit::editingFinished, this, &NewCeremonyPage::layPeople);
    layPeople();
}

QLineEdit* NewCeremonyPage::addField(const QString& label, const QString& value)
{
    QWidget* card = m_form->parentWidget();
    m_form->addWidget(makeText(label, TextRole::Strong, card));
    auto* edit = new QLineEdit(value, card);
    edit->setAccessibleName(label);
    edit->setMaxLength(300);
    m_form->addWidget(edit);
    connect(edit, &QLineEdit::textChanged, this, &NewCeremonyPage::look);
    return edit;
}

void NewCeremonyPage::addIssueMethods()
{
    QWidget* card = m_form->parentWidget();
    m_form->addWidget(makeText(tr("How the sheets are made"), TextRole::Strong, card));
    auto* copy =
        new QRadioButton(tr("Each custodian copies the words by hand: no printer sees a share"), card);
    m_print = new QRadioButton(
        tr("Printed, from memory straight to a printer that has no disk and is on no network"), card);
    (m_start.issue == IssueMethod::Print ? m_print : copy)->setChecked(true);
    m_form->addWidget(copy);
    m_form->addWidget(m_print);
}

void NewCeremonyPage::addKey(const PlannedKey& key)
{
    auto* line = new QWidget(this);
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    auto* type = new QComboBox(line);
    type->setAccessibleName(tr("Type of the key"));
    for (const hsm::KeyType one : kTypes)
        type->addItem(keyTypeText(one), static_cast<int>(one));
    type->setCurrentIndex(type->findData(static_cast<int>(key.type)));
    auto* label = new QLineEdit(qt(key.label), line);
    label->setAccessibleName(tr("Label of the key"));
    label->setPlaceholderText(tr("What the key is for"));
    label->setMaxLength(60);
    row->addWidget(type);
    row->addWidget(label, 1);
    auto* remove = makeButton(tr("Not this key"), ButtonRole::Quiet, line);
    row->addWidget(remove);
    m_keys->addWidget(line);
    connect(label, &QLineEdit::textChanged, this, &NewCeremonyPage::look);
    connect(remove, &QPushButton::clicked, this, [this, line] { removeKey(line); });
    m_keyLines.push_back({key.id, type, label, remove, line});
    for (const KeyLine& one : m_keyLines)
        one.remove->setVisible(m_keyLines.size() > 1);
    if (m_verdict != nullptr && m_people->count() > 0)
        look();
}

void NewCeremonyPage::removeKey(const QWidget* row)
{
    std::erase_if(m_keyLines, [row](const KeyLine& one) {
        if (one.row == row)
            one.row->deleteLater(); // its button is still at work
        return one.row == row;
    });
    m_keyLines.front().remove->setVisible(m_keyLines.size() > 1);
    look();
}

// One line for each person that the procedure and the design ask for; names that were typed stay.
void NewCeremonyPage::layPeople()
{
    std::map<std::pair<std::string, int>, QString> typed;
    for (const PersonLine& line : m_personLines)
        typed[{line.role, line.share}] = line.name->text();
    for (const Person& person : m_start.people)
        if (person.role != "custodian")
            typed.try_emplace({person.role, 0}, qt(person.name));
    for (const PlannedShare& one : m_start.shares)
        typed.try_emplace({"custodian", one.number}, qt(m_start.person(one.holder)->name));
    for (const PlannedShare& one : m_start.oldShares)
        typed.try_emplace({"custodian", -one.number}, qt(m_start.person(one.holder)->name));
    delete m_peopleContent;
    m_personLines.clear();
    m_peopleContent = new QWidget(this);
    auto* rows = new QVBoxLayout(m_peopleContent);
    rows->setContentsMargins(0, 0, 0, 0);
    m_people->addWidget(m_peopleContent);
    addPerson(tr("Ceremony administrator"), "administrator", 0, typed[{"administrator", 0}]);
    addPerson(tr("Witness"), "witness", 0, typed[{"witness", 0}]);
    const auto policy =
        m_policy == nullptr ? Result<Policy>(m_start.policy) : Policy::parse(m_policy->text().toStdString());
    for (int share = 1; m_start.oldPolicy && share <= m_start.oldPolicy->shareCount(); ++share)
        addPerson(tr("Brings old sheet %1").arg(share), "custodian", -share, typed[{"custodian", -share}]);
    if (policy && m_procedure->isAboutShares())
        for (int share = 1; share <= policy->shareCount(); ++share)
            addPerson(tr("Custodian of sheet %1").arg(share), "custodian", share,
                      typed[{"custodian", share}]);
    look();
}

void NewCeremonyPage::addPerson(const QString& title, const std::string& role, int share, const QString& name)
{
    auto* rows = static_cast<QVBoxLayout*>(m_peopleContent->layout());
    auto* row = new QHBoxLayout;
    auto* label = makeText(title, TextRole::Body, m_peopleContent);
    label->setMinimumWidth(200);
    auto* edit = new QLineEdit(name, m_peopleContent);
    edit->setAccessibleName(title);
    edit->setPlaceholderText(tr("Full name"));
    edit->setMaxLength(80);
    row->addWidget(label);
    row->addWidget(edit, 1);
    rows->addLayout(row);
    connect(edit, &QLineEdit::textChanged, this, &NewCeremonyPage::look);
    m_personLines.push_back({role, share, edit});
}

// Who brings an old sheet may be given a new one: one person, one name, one set of initials.
std::string NewCeremonyPage::initialsFor(Plan& made, const PersonLine& line, const QString& name,
                                         std::set<std::string>& taken)
{
    if (line.share != 0 && !name.isEmpty())
        for (const Person& person : made.people)
            if (person.role == line.role && person.name == name.toStdString() && made.oldPolicy)
                return person.initials;
    std::string initials = freeInitials(name, taken);
    made.people.push_back({initials, name.toStdString(), line.role});
    return initials;
}

Result<Plan> NewCeremonyPage::plan() const
{
    Plan made = m_start;
    made.title = m_title->text().trimmed().toStdString();
    made.contact = m_contact->text().trimmed().toStdString();
    if (m_print != nullptr)
        made.issue = m_print->isChecked() ? IssueMethod::Print : IssueMethod::Copy;
    if (m_policy != nullptr) {
        auto policy = Policy::parse(m_policy->text().toStdString());
        if (!policy)
            return fail(policy.error());
        made.policy = *policy;
        if (made.policy != m_start.policy)
            made.approvedPlan.clear();
    }
    if (m_keys != nullptr)
        made.keys.clear();
    for (const KeyLine& line : m_keyLines)
        made.keys.push_back({line.id, static_cast<hsm::KeyType>(line.type->currentData().toInt()),
                             line.label->text().trimmed().toStdString()});
    made.people.clear();
    made.shares.clear();
    made.oldShares.clear();
    std::set<std::string> taken;
    for (const PersonLine& line : m_personLines) {
        const QString name = line.name->text().trimmed();
        // A sheet of a set that exists may stay away; a new one needs its custodian.
        const bool mayStayAway = line.share < 0 || (line.share > 0 && m_policy == nullptr);
        if (name.isEmpty() && mayStayAway)
            continue;
        const std::string initials = initialsFor(made, line, name, taken);
        if (line.share > 0)
            made.shares.push_back({line.share, initials});
        if (line.share < 0)
            made.oldShares.push_back({-line.share, initials});
    }
    KEYRITE_CHECK(checkPlan(made, *m_procedure));
    return made;
}

void NewCeremonyPage::look()
{
    const auto made = plan();
    m_verdict->setText(made ? QString() : qt(made.error().message));
    m_main->setEnabled(made.has_value());
}

} // namespace keyrite::ui
