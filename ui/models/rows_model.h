// RowsModel: a small table of texts (ceremonies, tokens): sorted and filtered by a proxy. Not for the log.
// GUI thread only.
#pragma once

#include <QAbstractTableModel>
#include <QStringList>

#include <vector>

namespace keyrite::ui {

struct TextRow
{
    QString id = {};    // what the row stands for
    QStringList texts;  // one for each column
    QStringList sortBy; // may be shorter than texts: then the text itself sorts
};

class RowsModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Role { IdRole = Qt::UserRole + 1, SortRole };

    RowsModel(QStringList headers, QObject* parent);
    void setRows(std::vector<TextRow> rows);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QStringList m_headers;
    std::vector<TextRow> m_rows;
};

} // namespace keyrite::ui
