// PeoplePage: people and sites: who takes part, where things are kept, and who can come at what; sheets,
// HSMs, devices and seals beside them. Everything is entries: the history of each thing is at a click. GUI
// thread only.
#pragma once

#include "ui/programme/history.h"
#include "ui/programme/thing_section.h"
#include "ui/widgets/reach_view.h"

#include <map>

class QVBoxLayout;

namespace keyrite::ui {

struct ReachMap
{
    QString title = {}; // "Share set 7F3C, 2of3"
    ReachPicture picture = {};
    QStringList words = {}; // sentences
};

struct PeopleView
{
    QString sentence = {}; // "5 people, 2 sites; Ada Okafor is away until 14 Jul 2026"
    Tone tone = Tone::Neutral;
    std::map<Thing, std::vector<TextRow>> rows = {};
    std::vector<ReachMap> maps = {};
};

class PeoplePage final : public QWidget
{
    Q_OBJECT

public:
    explicit PeoplePage(QWidget* parent);
    void setView(const PeopleView& view);
    void showHistory(Thing thing, const QString& title, const QStringList& lines);

Q_SIGNALS:
    void formRequested(keyrite::ui::FormKind form, const QString& subject);
    void historyRequested(keyrite::ui::Thing thing, const QString& id);

private:
    void addSection(Thing thing, ThingSection* section, QVBoxLayout* body);
    QWidget* mapCard(const ReachMap& map, QWidget* parent);

    QLabel* m_sentence;
    QVBoxLayout* m_maps;
    QWidget* m_mapCards = nullptr;
    std::map<Thing, ThingSection*> m_sections;
};

} // namespace keyrite::ui
