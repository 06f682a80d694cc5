// StepRailModel: the acts and steps of a ceremony as rows: every act, and the steps of the acts that are
// open.
#pragma once

#include <QAbstractListModel>

#include <vector>

namespace keyrite::ui {

enum class RailState { Done, Current, Todo };

struct RailStep
{
    QString title = {};
    RailState state = RailState::Todo;
};

struct RailAct
{
    QString title = {};
    std::vector<RailStep> steps = {};
};

class StepRailModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        StateRole = Qt::UserRole + 1, // RailState as int
        IsActRole,                    // bool
        NumberRole,                   // counted from 1, within its level
        IsOpenRole,                   // bool; acts only
        IsNestedRole                  // bool; a step that stands below an act
    };

    explicit StepRailModel(QObject* parent);

    // The act with the current step is open. One single act is not shown: its steps stand alone.
    void setActs(std::vector<RailAct> acts);

    // Opens or closes an act that is not the current one.
    void toggleAct(const QModelIndex& index);

    // The row of the current step; -1 where there is none.
    int currentRow() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    struct Row
    {
        std::size_t act;
        int step; // -1: the act itself
    };

    RailState actState(std::size_t act) const;
    RailState rowState(const Row& row) const;
    QString rowTitle(const Row& row) const;
    QString spokenText(const Row& row) const;
    void layRows();

    std::vector<RailAct> m_acts;
    std::vector<bool> m_open;
    std::vector<Row> m_rows;
};

} // namespace keyrite::ui
