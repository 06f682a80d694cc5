#include "tests/ui/gallery_sample.h"

#include <QCoreApplication>
#include <QKeyEvent>

using namespace Qt::StringLiterals;

namespace keyrite::ui::gallery {

Names namesFor(bool longNames)
{
    if (!longNames)
        return {u"Ana Kovač"_s, u"Idris Bello"_s, u"Mei Tanaka"_s, u"Jonas Weber"_s, u"Zurich"_s};
    return {u"Maria Anastasia Wolfeschlegelsteinhausenberger-Papadopoulou"_s,
            u"Sir Bartholomew Featherstonehaugh-Cholmondeley of Marjoribanks"_s,
            u"Adaeze Chukwuemeka-Oluwaseun Nwachukwu-Thistlethwaite"_s,
            u"Krishnamurthy Venkataraghavan Subramaniam"_s, u"Llanfairpwllgwyngyllgogerychwyrndrobwll"_s};
}

std::vector<InitialsSlot> strip(const Names& names)
{
    return {{u"Ceremony administrator"_s, names.administrator, u"AK"_s},
            {u"Witness"_s, names.witness, u"IB"_s}};
}

PolicyPicture picture(const Names& names, bool pool)
{
    const auto member = [pool](const QString& name, const QString& state, Tone tone) {
        return MemberPicture{name, pool ? state : QString(), pool ? tone : Tone::Neutral};
    };
    return {.groupThreshold = 2,
            .groups = {{.name = names.site,
                        .threshold = 2,
                        .members = {member(u"Sheet 1, "_s + names.custodian, u"✓ here"_s, Tone::Good),
                                    member(u"Sheet 2, "_s + names.second, u"✓ here"_s, Tone::Good),
                                    member(u"Sheet 3, Lena Graf"_s, u"not yet"_s, Tone::Neutral)},
                        .state = pool ? u"✓ complete"_s : QString(),
                        .tone = pool ? Tone::Good : Tone::Neutral},
                       {.name = u"Singapore"_s,
                        .threshold = 2,
                        .members = {member(u"Sheet 4, Tan Wei Ling"_s, u"✓ here"_s, Tone::Good),
                                    member(u"Sheet 5, Arjun Nair"_s, u"not yet"_s, Tone::Neutral),
                                    member(u"Sheet 6, Siti Rahman"_s, u"not yet"_s, Tone::Neutral)},
                        .state = pool ? u"1 more sheet"_s : QString()},
                       {.name = u"Notary"_s,
                        .threshold = 1,
                        .members = {member(u"Sheet 7, sealed envelope"_s, u"not yet"_s, Tone::Neutral)}}}};
}

const QStringList& hashGroups()
{
    static const QStringList groups{u"3b9f"_s, u"10c4"_s, u"77ae"_s, u"e205"_s, u"6d81"_s, u"c0f9"_s,
                                    u"4a33"_s, u"28b7"_s, u"915e"_s, u"02d6"_s, u"ab74"_s, u"f3c8"_s,
                                    u"1e60"_s, u"bd29"_s, u"5747"_s, u"ac0d"_s};
    return groups;
}

const QStringList& hashWords()
{
    static const QStringList words{
        u"clockwork Norwegian"_s, u"assume reproduce"_s,   u"indulge pedigree"_s,   u"tissue amusement"_s,
        u"gremlin Jupiter"_s,     u"slowdown Wichita"_s,   u"dragnet congregate"_s, u"brickyard potato"_s,
        u"playhouse forever"_s,   u"accrue sociable"_s,    u"robust Hamilton"_s,    u"upset retrieval"_s,
        u"billiard finicky"_s,    u"skullcap caretaker"_s, u"endorse detector"_s,   u"rhythm article"_s};
    return words;
}

void press(QWidget* target, int key, const QString& text)
{
    QKeyEvent down(QEvent::KeyPress, key, Qt::NoModifier, text);
    QCoreApplication::sendEvent(target, &down);
}

StepFrame frame(int act, int step, const QString& title, const QString& instruction, const Names& names,
                bool initials)
{
    return {.act = act,
            .step = step,
            .steps = 14,
            .title = title,
            .instruction = instruction,
            .plannedMinutes = 3,
            .irreversible = false,
            .initials = initials ? strip(names) : std::vector<InitialsSlot>()};
}

} // namespace keyrite::ui::gallery
