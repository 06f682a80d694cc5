// PinEntry: the one way in which a PIN is asked, wherever it is asked: whole, by one person; in two halves,
// by two people, of which the first one is covered before the second is typed; or on the token's own pad,
// where nothing is typed here. What must be known before the next try stands above. It is made of PinFields,
// so what is typed goes from the keys into locked memory. GUI thread only.
#pragma once

#include "core/registry/devices.h"
#include "core/secret_bytes.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace keyrite::ui {

class PinField;

struct PinQuestion
{
    QString name = {};    // "PIN of “HSM A”"
    QString purpose = {}; // who keeps it and what for; may be empty
    bool create = false;  // a new one: each part is typed twice
    registry::PinWay way =
        registry::PinWay::Unknown; // the way that is chosen at first; a pad leaves no other
    QString warning = {};          // before the next try; may be empty
    bool refused = false; // no try is left, or no token is there: the warning says so, and nothing is asked
    QString form = {};    // what a PIN of this maker looks like; may be empty
    int shortest = 8;     // of the whole PIN, in characters
    int longest = 255;
    bool operator==(const PinQuestion&) const = default;
};

// A PIN as it was given; no bytes at all for a pad.
struct GivenPin
{
    SecretBytes pin;
    registry::PinWay way = registry::PinWay::Whole; // Whole, Halves or PinPad
};

class PinEntry final : public QWidget
{
    Q_OBJECT

public:
    PinEntry(const PinQuestion& question, QWidget* parent);

    // What was typed stays only where the same is asked.
    void ask(const PinQuestion& question);
    const PinQuestion& question() const { return m_question; }

    // Where the next part is typed; null where none is. (No focus proxy: those, nested and made anew, tear
    // Qt's Tab order.)
    QWidget* field() const;

    bool isComplete() const;
    registry::PinWay way() const { return m_way; } // Whole, Halves or PinPad
    // Joined in locked memory. The fields are empty afterwards.
    GivenPin take();
    void clear();
    // Whether both would be the same PIN, however it is given; never for a pad. Constant-time for equal
    // sizes.
    bool sameAs(const PinEntry& other) const;

Q_SIGNALS:
    void changed();
    void entered(); // Enter in the last field

private:
    struct Part
    {
        QWidget* box;
        PinField* first;
        PinField* again; // typed again; null where the PIN is not new
    };

    void build();
    void addWays();
    void addPart(const QString& name);
    void addCover();
    void cover(bool covered);
    void enterPart(std::size_t part);
    bool isTyped(const Part& part) const;
    SecretBytes joined() const;
    void look();

    PinQuestion m_question;
    registry::PinWay m_way = registry::PinWay::Whole;
    bool m_covered = false; // the first half is in, and out of sight
    QWidget* m_body = nullptr;
    std::vector<Part> m_parts;
    QPushButton* m_coverButton = nullptr;
    QWidget* m_coveredBox = nullptr;
    QPushButton* m_uncoverButton = nullptr;
    QLabel* m_verdict = nullptr;
};

} // namespace keyrite::ui
