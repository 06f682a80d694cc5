#include "ui/pages/people_page.h"

#include "ui/pages/page_frame.h"
#include "ui/tokens.h"

#include <QLabel>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace keyrite::ui {

PeoplePage::PeoplePage(QWidget* parent) : QWidget(parent)
{
    QVBoxLayout* body = layPage(this, tr("People and sites"), {});
    m_sentence = makeText({}, TextRole::Lead, this);
    body->addWidget(m_sentence);
    const auto table = [this](const QString& title, const std::vector<ThingTable::Column>& columns,
                              int stretched, const QString& empty) {
        return new ThingTable(title, columns, stretched, empty, this);
    };
    addSection(
        Thing::Person,
        new ThingSection(u"people"_s,
                         table(tr("People"),
                               {{tr("Name"), 170},
                                {tr("Roles"), 116},
                                {tr("Site"), 64},
                                {tr("Term ends"), 106},
                                {tr("Vetted"), 148},
                                {tr("Trained"), 84},
                                {tr("Holds"), 76},
                                {tr("State"), 116}},
                               0, tr("Nobody is registered yet. Add the people who take part, one by one.")),
                         {{FormKind::AddPerson, tr("Add a person"), false},
                          {FormKind::VetPerson, tr("Vet")},
                          {FormKind::TrainPerson, tr("Train")},
                          {FormKind::PersonOnLeave, tr("Leave")},
                          {FormKind::RenewPerson, tr("Renew")},
                          {FormKind::RevokePerson, tr("Revoke")}},
                         this),
        body);
    addSection(
        Thing::Site,
        new ThingSection(
            u"sites"_s,
            table(tr("Sites"),
                  {{tr("Site"), 90},
                   {tr("Name"), 220},
                   {tr("Jurisdiction"), 100},
                   {tr("Hazard region"), 130},
                   {tr("Safes"), 120},
                   {tr("Sheets"), 90},
                   {tr("State"), 80}},
                  1, tr("No site is registered yet. Add the places where sheets and devices are kept.")),
            {{FormKind::AddSite, tr("Add a site"), false}, {FormKind::ChangeSite, tr("Change")}}, this),
        body);
    body->addWidget(makeText(tr("Who can come at what"), TextRole::Subheading, this));
    m_maps = new QVBoxLayout;
    body->addLayout(m_maps);
    addSection(
        Thing::Sheet,
        new ThingSection(
            u"sheets"_s,
            table(tr("Sheets"),
                  {{tr("Sheet"), 90},
                   {tr("Holder"), 170},
                   {tr("Where it is"), 210},
                   {tr("Bag"), 120},
                   {tr("Last read"), 110},
                   {tr("State"), 116}},
                  1, tr("There is no sheet yet. A ceremony that generates a key issues them.")),
            {{FormKind::PlaceSheet, tr("Record where it is kept")}, {FormKind::LoseSheet, tr("It is lost")}},
            this),
        body);
    addSection(Thing::Hsm,
               new ThingSection(u"hsms"_s,
                                table(tr("HSMs"),
                                      {{tr("Serial number"), 160},
                                       {tr("Label"), 140},
                                       {tr("Model"), 130},
                                       {tr("For"), 110},
                                       {tr("Where it is"), 140},
                                       {tr("Last identified"), 130},
                                       {tr("State"), 140}},
                                      1, tr("No HSM is known yet. Ceremonies add those they identify.")),
                                {{FormKind::RegisterHsm, tr("Register a new one"), false},
                                 {FormKind::RegisterHsm, tr("Register this one")},
                                 {FormKind::RetireHsm, tr("Retire")}},
                                this),
               body);
    addSection(Thing::Device,
               new ThingSection(u"devices"_s,
                                table(tr("Other devices"),
                                      {{tr("Device"), 130},
                                       {tr("Type"), 110},
                                       {tr("Model"), 170},
                                       {tr("Serial number"), 140},
                                       {tr("Where it is"), 140},
                                       {tr("State"), 100}},
                                      2, tr("No device is registered yet.")),
                                {{FormKind::RegisterDevice, tr("Register a device"), false},
                                 {FormKind::RetireDevice, tr("Retire")}},
                                this),
               body);
    addSection(
        Thing::Seal,
        new ThingSection(u"seals"_s,
                         table(tr("Seals"),
                               {{tr("Number"), 140},
                                {tr("What it closes"), 240},
                                {tr("Last looked at"), 130},
                                {tr("State"), 110}},
                               1, tr("No seal is recorded yet. The bags of sheets stand with the sheets.")),
                         {{FormKind::ApplySeal, tr("Record a seal"), false},
                          {FormKind::CheckSeal, tr("Check")},
                          {FormKind::RemoveSeal, tr("Remove")}},
                         this),
        body);
    body->addStretch(1);
    setView({});
}

void PeoplePage::addSection(Thing thing, ThingSection* section, QVBoxLayout* body)
{
    m_sections[thing] = section;
    body->addWidget(section);
    connect(section, &ThingSection::formRequested, this, &PeoplePage::formRequested);
    connect(section, &ThingSection::selected, this,
            [this, thing](const QString& id) { Q_EMIT historyRequested(thing, id); });
}

void PeoplePage::setView(const PeopleView& view)
{
    m_sentence->setText(view.sentence);
    setTone(m_sentence, view.tone);
    for (const auto& [thing, section] : m_sections) {
        const auto rows = view.rows.find(thing);
        section->setRows(rows == view.rows.end() ? std::vector<TextRow>{} : rows->second);
    }
    delete m_mapCards;
    m_mapCards = new QWidget(this);
    auto* column = new QVBoxLayout(m_mapCards);
    column->setContentsMargins(0, 0, 0, px(16));
    column->setSpacing(px(12));
    for (const ReachMap& map : view.maps)
        column->addWidget(mapCard(map, m_mapCards));
    if (view.maps.empty())
        column->addWidget(
            makeText(tr("The map is drawn once sheets are issued."), TextRole::Muted, m_mapCards));
    m_maps->addWidget(m_mapCards);
}

QWidget* PeoplePage::mapCard(const ReachMap& map, QWidget* parent)
{
    auto* card = new Card(parent);
    card->body()->addWidget(makeText(map.title, TextRole::Strong, card));
    if (!map.picture.sheets.empty())
        card->body()->addWidget(new ReachView(map.picture, card));
    for (const QString& sentence : map.words)
        card->body()->addWidget(makeText(sentence, TextRole::Body, card));
    return card;
}

void PeoplePage::showHistory(Thing thing, const QString& title, const QStringList& lines)
{
    m_sections.at(thing)->showHistory(title, lines);
}

} // namespace keyrite::ui
