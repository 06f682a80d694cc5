// PinEntry: a PIN as it is given: by one person, by two people who know one half each, or on the token's own
// pad. It is made of PinFields, so what is typed goes from the keys into locked memory. GUI thread only.
#pragma once

#include "core/registry/devices.h"
#include "core/secret_bytes.h"

#include <QWidget>

class QLabel;
class QGridLayout;
class QRadioButton;

namespace keyrite::ui {

class PinField;

struct PinQuestion
{
    QString name = {};                                // "PIN of the HSM"
    bool create = false;                              // a new one: each part is typed twice
    registry::PinWay way = registry::PinWay::Unknown; // of a new one: the way that is chosen at first
    bool mayChoose = true; // whether people may say that it is given otherwise; never for a pad
    int shortest = 8;      // of the whole PIN, in characters
    int longest = 255;
};

class PinEntry final : public QWidget
{
    Q_OBJECT

public:
    PinEntry(const PinQuestion& question, QWidget* parent);

    bool isComplete() const;
    registry::PinWay way() const { return m_way; } // Whole, Halves or PinPad
    // The whole PIN, joined in locked memory; empty for a pad. The fields are empty afterwards.
    SecretBytes take();
    void clear();

Q_SIGNALS:
    void changed();
    void entered(); // Enter in the last field

private:
    void build();
    void addPart(QGridLayout* grid, int row, const QString& name);
    void look();

    PinQuestion m_question;
    registry::PinWay m_way;
    QWidget* m_fields = nullptr;
    std::vector<std::pair<PinField*, PinField*>> m_parts; // the second one: typed again, or null
    QLabel* m_verdict;
};

} // namespace keyrite::ui
