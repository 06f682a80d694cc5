// PrintDocumentsStep: papers that are not secret: each is printed, and a person says that it is on paper.
#pragma once

#include "ui/steps/step_view.h"

#include <vector>

class QGridLayout;
class QPushButton;

namespace keyrite::ui {

class TickBox;

struct DocumentRow
{
    QString title = {}; // "Backup document"
    QString what = {};  // "Ciphertext and public data. One copy in each bag."
    int pages = 1;
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

    // The answer to printRequested(): it went to the printer.
    void setPrinted(int document);

Q_SIGNALS:
    void printRequested(int document); // its place in the view

private:
    struct Row
    {
        QPushButton* print;
        TickBox* onPaper;
    };

    void add(const DocumentRow& document);
    void look();

    QGridLayout* m_grid = nullptr;
    std::vector<Row> m_rows;
};

} // namespace keyrite::ui
