#include "ui/steps/compare_step.h"

#include "ui/widgets/check_list.h"
#include "ui/widgets/hash_view.h"
#include "ui/widgets/text.h"

#include <QLabel>
#include <QVBoxLayout>

namespace keyrite::ui {

CompareStep::CompareStep(const CompareView& view, QWidget* parent)
    : StepView(tr("All groups match"), tr("A group differs"), parent)
{
    auto* list = new CheckList(view.listeners, 2, this);
    body()->setSpacing(8);
    body()->addWidget(new HashView(view.groups, view.words, this));
    body()->addWidget(makeRule(this));
    body()->addSpacing(4);
    body()->addWidget(
        makeText(tr("Heard all %n group(s) and they match", nullptr, static_cast<int>(view.groups.size())),
                 TextRole::Subheading, this));
    body()->addWidget(list);
    const auto look = [this](int ticked, int total) {
        setProgress(tr("%1 of %2 have confirmed").arg(ticked).arg(total));
        setReady(ticked == total);
    };
    connect(list, &CheckList::changed, this, look);
    look(0, list->total());
}

} // namespace keyrite::ui
