#include "ui/steps/physical_step.h"

#include "ui/widgets/check_list.h"

#include <QVBoxLayout>

namespace keyrite::ui {

PhysicalStep::PhysicalStep(const PhysicalView& view, QWidget* parent)
    : StepView(tr("All of this is done"), tr("Something is wrong"), parent)
{
    auto* list = new CheckList(view.items, 1, this);
    body()->addWidget(list);
    const auto look = [this](int ticked, int total) {
        setProgress(tr("%1 of %2 ticked").arg(ticked).arg(total));
        setReady(ticked == total);
    };
    connect(list, &CheckList::changed, this, look);
    look(list->ticked(), list->total());
}

} // namespace keyrite::ui
