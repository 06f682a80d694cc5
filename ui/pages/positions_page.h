// PositionsPage: which column of a table means what, what its rows say, and which rows cannot be used and
// why. GUI thread only.
#pragma once

#include "core/plan/position_import.h"

#include <QWidget>

#include <filesystem>

class QComboBox;
class QLabel;
class QPushButton;

namespace keyrite::ui {

class RowsModel;

class PositionsPage final : public QWidget
{
    Q_OBJECT

public:
    // Of a table whose head could be read. The file is read again when the mapping changes.
    PositionsPage(std::filesystem::path file, const plan::TableHead& head, QWidget* parent);

    // Reads the head of a table. Errors: IoFailed, TableMalformed.
    [[nodiscard]] static Result<plan::TableHead> readHead(const std::filesystem::path& file);

Q_SIGNALS:
    void positionsReady(const keyrite::Json& positions);
    void backRequested();

private:
    void read();

    std::filesystem::path m_file;
    std::array<QComboBox*, plan::kPositionColumns> m_columns{};
    RowsModel* m_rows;
    RowsModel* m_errors;
    QLabel* m_verdict;
    QWidget* m_errorsCard;
    QPushButton* m_use;
    Json m_positions = Json::array();
};

} // namespace keyrite::ui
