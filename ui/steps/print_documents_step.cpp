#include "ui/steps/print_documents_step.h"

#include "ui/icon.h"
#include "ui/tokens.h"
#include "ui/widgets/text.h"
#include "ui/widgets/tick_box.h"

#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keyrite::ui {

PrintDocumentsStep::PrintDocumentsStep(const PrintDocumentsView& view, QWidget* parent)
    : StepView(tr("All papers are there"), tr("A paper is missing"), parent)
{
    m_grid = new QGridLayout;
    m_grid->setHorizontalSpacing(px(20));
    m_grid->setVerticalSpacing(px(12));
    m_grid->setColumnStretch(0, 1);
    body()->addLayout(m_grid);
    for (const DocumentRow& document : view.documents)
        add(document);
    look();
}

void PrintDocumentsStep::add(const DocumentRow& document)
{
    const int index = static_cast<int>(m_rows.size());
    if (index > 0)
        m_grid->addWidget(makeRule(this), 2 * index - 1, 0, 1, 3);
    auto* texts = new QVBoxLayout;
    texts->setSpacing(px(2));
    texts->addWidget(makeText(document.title, TextRole::Strong, this));
    texts->addWidget(makeText(tr("%1 %2, %3.")
                                  .arg(document.what, tr("%n page(s)", nullptr, document.pages),
                                       tr("%n copy(ies)", nullptr, document.copies)),
                              TextRole::Small, this));
    auto* print = makeButton(tr("Print"), ButtonRole::Ordinary, this);
    setButtonIcon(print, icon(u"printer"_s));
    print->setAccessibleName(tr("Print: %1").arg(document.title));
    auto* onPaper = new TickBox(tr("On paper"), this);
    onPaper->setAccessibleName(tr("%1 is on paper").arg(document.title));
    onPaper->setEnabled(false);
    print->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_grid->addLayout(texts, 2 * index, 0);
    m_grid->addWidget(print, 2 * index, 1);
    m_grid->addWidget(onPaper, 2 * index, 2);
    m_rows.push_back({print, onPaper});
    connect(print, &QPushButton::clicked, this, [this, index] { Q_EMIT printRequested(index); });
    connect(onPaper, &TickBox::toggled, this, &PrintDocumentsStep::look);
}

void PrintDocumentsStep::setPrinted(int document)
{
    const Row& row = m_rows.at(static_cast<std::size_t>(document));
    row.print->setText(tr("Print again"));
    row.onPaper->setEnabled(true);
}

void PrintDocumentsStep::look()
{
    const auto there =
        std::count_if(m_rows.begin(), m_rows.end(), [](const Row& row) { return row.onPaper->isChecked(); });
    setProgress(tr("%1 of %2 on paper").arg(there).arg(m_rows.size()));
    setReady(there == static_cast<std::ptrdiff_t>(m_rows.size()));
}

} // namespace keyrite::ui
