#include "ui/steps/seal_step.h"

#include "core/paper/nato.h"
#include "ui/widgets/bag_field.h"
#include "ui/widgets/check_list.h"
#include "ui/widgets/text.h"

#include <QLabel>
#include <QVBoxLayout>

namespace keyrite::ui {

namespace {

std::vector<QString> lookAt(const SealView& view)
{
    if (view.unseal)
        return {SealStep::tr("The seal is whole: no cut, no wrinkle, no lifted edge, no word VOID."),
                SealStep::tr("Both people looked at both sides before the bag was opened.")};
    return {SealStep::tr("Only what belongs in it is in the bag, and nothing sticks out."),
            SealStep::tr("The bag is closed, and the seal was pressed along its whole length.")};
}

} // namespace

SealStep::SealStep(const SealView& view, QWidget* parent)
    : StepView(view.unseal ? tr("Open the bag") : tr("The bag is sealed"),
               view.unseal ? tr("Not as it should be") : tr("Use another bag"), parent),
      m_view(view), m_bag(new BagField(this)), m_list(new CheckList(lookAt(view), 1, this))
{
    body()->addWidget(makeText(view.what, TextRole::Heading, this));
    if (view.unseal && !view.expectedNumber.isEmpty()) {
        body()->addWidget(makeText(tr("In the log this bag has the number"), TextRole::Eyebrow, this));
        body()->addWidget(makeText(view.expectedNumber, TextRole::MonoLarge, this));
        body()->addWidget(
            makeText(tr("Read aloud: %1")
                         .arg(QString::fromStdString(paper::natoSpelling(view.expectedNumber.toStdString()))),
                     TextRole::Small, this));
    }
    body()->addWidget(makeRule(this));
    body()->addWidget(m_bag);
    body()->addWidget(m_list);
    if (!view.suggestedNumber.isEmpty())
        m_bag->fill(view.suggestedNumber);
    connect(m_bag, &BagField::changed, this, &SealStep::look);
    connect(m_list, &CheckList::changed, this, &SealStep::look);
    look();
}

QString SealStep::bagNumber() const
{
    return m_bag->number();
}

bool SealStep::isExchanged() const
{
    return m_view.unseal && m_bag->valid() && m_bag->number() != m_view.expectedNumber;
}

QWidget* SealStep::firstFocus()
{
    return m_bag;
}

void SealStep::look()
{
    // Of a sheet that this log has never seen any number will do: it is recorded.
    const bool expected =
        !m_view.unseal || m_view.expectedNumber.isEmpty() || m_bag->number() == m_view.expectedNumber;
    if (m_bag->valid() && !expected)
        setProgress(tr("✗ Not the number in the log"));
    else
        setProgress(m_bag->valid() ? QString() : tr("The number is missing"));
    setReady(m_bag->valid() && expected && m_list->ticked() == m_list->total());
}

} // namespace keyrite::ui
