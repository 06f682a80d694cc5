#include "ui/steps/print_documents_step.h"

#include "ui/icon.h"
#include "ui/tokens.h"
#include "ui/widgets/text.h"
#include "ui/widgets/tick_box.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keyrite::ui {

PrintDocumentsStep::PrintDocumentsStep(const PrintDocumentsView& view, QWidget* parent)
    : StepView(tr("All papers are there"), tr("A paper is missing"), parent)
{
    auto* row = new QHBoxLayout;
    row->setSpacing(px(16));
    m_print = makeButton(tr("Print the papers"), ButtonRole::Ordinary, this);
    setButtonIcon(m_print, icon(u"printer"_s));
    m_where = makeText({}, TextRole::Muted, this);
    row->addWidget(m_print);
    row->addWidget(m_where, 1);
    body()->addLayout(row);
    body()->addSpacing(px(12));
    m_grid = new QGridLayout;
    m_grid->setHorizontalSpacing(px(20));
    m_grid->setVerticalSpacing(px(12));
    m_grid->setColumnStretch(0, 1);
    body()->addLayout(m_grid);
    for (const DocumentRow& document : view.documents)
        add(document);
    connect(m_print, &QPushButton::clicked, this, &PrintDocumentsStep::printRequested);
    look();
}

void PrintDocumentsStep::add(const DocumentRow& document)
{
    const int index = static_cast<int>(m_onPaper.size());
    if (index > 0)
        m_grid->addWidget(makeRule(this), 2 * index - 1, 0, 1, 2);
    auto* texts = new QVBoxLayout;
    texts->setSpacing(px(2));
    texts->addWidget(makeText(document.title, TextRole::Strong, this));
    texts->addWidget(makeText(tr("%1 %2.").arg(document.what, tr("%n copy(ies)", nullptr, document.copies)),
                              TextRole::Small, this));
    auto* onPaper = new TickBox(tr("On paper"), this);
    onPaper->setAccessibleName(tr("%1 is on paper").arg(document.title));
    onPaper->setEnabled(false);
    m_grid->addLayout(texts, 2 * index, 0);
    m_grid->addWidget(onPaper, 2 * index, 1);
    m_onPaper.push_back(onPaper);
    connect(onPaper, &TickBox::toggled, this, &PrintDocumentsStep::look);
}

void PrintDocumentsStep::setPrinted(const QString& folder)
{
    m_where->setText(folder.isEmpty() ? tr("✓ Sent to the printer. Only paper counts: look at it.")
                                      : tr("✓ They lie as files in %1. Print them from there.").arg(folder));
    setTone(m_where, Tone::Good);
    m_print->setText(tr("Print them again"));
    for (TickBox* onPaper : m_onPaper)
        onPaper->setEnabled(true);
}

void PrintDocumentsStep::look()
{
    const auto there = std::ranges::count_if(m_onPaper, &TickBox::isChecked);
    setProgress(tr("%1 of %2 on paper").arg(there).arg(m_onPaper.size()));
    setReady(there == static_cast<std::ptrdiff_t>(m_onPaper.size()));
}

} // namespace keyrite::ui
