#include "ui/presence_dialog.h"

#include "ui/step_people.h"
#include "ui/widgets/text.h"

#include <QCheckBox>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace keyrite::ui {

PresenceDialog::PresenceDialog(const ceremony::State& state, QWidget* parent) : QDialog(parent)
{
    setWindowTitle(tr("Who is here"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(32, 24, 32, 24);
    column->setSpacing(12);
    column->addWidget(makeText(tr("Who is in the room?"), TextRole::Title, this));
    column->addWidget(makeText(tr("A tick means here. Each change is recorded with its time; who is not here "
                                  "initials nothing."),
                               TextRole::Muted, this));
    for (const ceremony::Person& person : state.plan.people) {
        auto* box = new QCheckBox(personText(state, person), this);
        box->setChecked(!state.absent.contains(person.initials));
        column->addWidget(box);
        connect(
            box, &QCheckBox::toggled, this,
            [this, who = QString::fromStdString(person.initials)](bool here) { Q_EMIT moved(who, here); });
    }
    auto* close = makeButton(tr("Back to the step"), ButtonRole::Primary, this);
    close->setAutoDefault(false);
    column->addWidget(close, 0, Qt::AlignRight);
    setMinimumWidth(520);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
}

} // namespace keyrite::ui
