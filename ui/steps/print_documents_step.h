// PrintDocumentsStep: papers that are not secret: each is printed, and a person says that it is on paper.
#pragma once

#include "ui/steps/step_view.h"

#include <vector>

class QGridLayout;
class QLabel;
class QPushButton;

namespace keyrite::ui {

class TickBox;

struct DocumentRow
{
    QString title = {}; // "Backup document"
    QString what = {};  // "Ciphertext and public data. One copy in each bag."
    int copies = 1;
};

struct PrintDocumentsView
{
    std::vector<DocumentRow> documents = {};
};

class PrintDocumentsStep final : public StepView
{
    Q_OBJECT

public:
    PrintDocumentsStep(const PrintDocumentsView& view, QWidget* parent);

    // The answer to printRequested(): all went to the printer, or lie as files in `folder`.
    void setPrinted(const QString& folder);

Q_SIGNALS:
    void printRequested();

private:
    void add(const DocumentRow& document);
    void look();

    QGridLayout* m_grid = nullptr;
    QLabel* m_where = nullptr;
    QPushButton* m_print = nullptr;
    std::vector<TickBox*> m_onPaper;
};

} // namespace keyrite::ui
