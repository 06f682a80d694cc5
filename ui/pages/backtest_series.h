// BacktestSeries: the prices: chosen from a file or made up, with what was found in them by row. GUI thread
// only.
#pragma once

#include "ui/backtest_run.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;

namespace keyrite::ui {

class MessagePanel;
class RowsModel;
class TextTable;
class TickBox;

class BacktestSeries final : public QWidget
{
    Q_OBJECT

public:
    explicit BacktestSeries(QWidget* parent);

    void showReading(const QString& name);
    void showSeries(const QString& name, SharedSeries series);
    void showError(const Error& error); // a mapping can then be given

    // The series, if it may be used: without defects, or with leave given to leave them out. Else why not.
    [[nodiscard]] Result<SharedSeries> usable() const;

Q_SIGNALS:
    void fileRequested(const QString& path, const QString& mapping);
    void practiceRequested();

private:
    void choose();
    void showFindings();

    QPushButton* m_choose;
    QLabel* m_state;
    MessagePanel* m_error;
    QWidget* m_mappingRow;
    QLineEdit* m_mapping;
    RowsModel* m_findings;
    TextTable* m_table;
    TickBox* m_leaveOut;
    QString m_path;
    SharedSeries m_series;
};

} // namespace keyrite::ui
