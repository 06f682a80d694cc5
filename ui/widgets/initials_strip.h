// InitialsStrip: who did the step and who watched it put their initials, one box each.
#pragma once

#include <QPushButton>

#include <vector>

namespace keyrite::ui {

struct InitialsSlot
{
    QString role = {};     // "Ceremony administrator"
    QString name = {};     // "Ana Kovač"
    QString initials = {}; // "AK"
};

// One box: an empty dashed field that becomes the initials when it is pressed. A checkable button.
class InitialsBox final : public QPushButton
{
    Q_OBJECT

public:
    InitialsBox(InitialsSlot slot, QWidget* parent);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    InitialsSlot m_slot;
};

class InitialsStrip final : public QWidget
{
    Q_OBJECT

public:
    InitialsStrip(const std::vector<InitialsSlot>& people, QWidget* parent);

    // All have given their initials; true where nobody has to.
    bool complete() const;

Q_SIGNALS:
    void changed(bool complete);

private:
    std::vector<InitialsBox*> m_boxes;
};

} // namespace keyrite::ui
