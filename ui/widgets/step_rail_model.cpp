#include "ui/widgets/step_rail_model.h"

#include <algorithm>

namespace keyrite::ui {

StepRailModel::StepRailModel(QObject* parent) : QAbstractListModel(parent) {}

void StepRailModel::setActs(std::vector<RailAct> acts)
{
    beginResetModel();
    m_acts = std::move(acts);
    m_open.assign(m_acts.size(), false);
    for (std::size_t act = 0; act < m_acts.size(); ++act)
        m_open[act] = m_acts.size() == 1 || actState(act) == RailState::Current;
    layRows();
    endResetModel();
}

void StepRailModel::toggleAct(const QModelIndex& index)
{
    if (!index.isValid() || !data(index, IsActRole).toBool())
        return;
    const std::size_t act = m_rows[static_cast<std::size_t>(index.row())].act;
    if (actState(act) == RailState::Current)
        return;
    beginResetModel();
    m_open[act] = !m_open[act];
    layRows();
    endResetModel();
}

void StepRailModel::layRows()
{
    m_rows.clear();
    for (std::size_t act = 0; act < m_acts.size(); ++act) {
        if (m_acts.size() > 1)
            m_rows.push_back({act, -1});
        if (!m_open[act])
            continue;
        for (int step = 0; step < static_cast<int>(m_acts[act].steps.size()); ++step)
            m_rows.push_back({act, step});
    }
}

int StepRailModel::currentRow() const
{
    const auto current = std::find_if(m_rows.begin(), m_rows.end(), [this](const Row& row) {
        return row.step >= 0 && rowState(row) == RailState::Current;
    });
    return current == m_rows.end() ? -1 : static_cast<int>(current - m_rows.begin());
}

int StepRailModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

RailState StepRailModel::actState(std::size_t act) const
{
    const std::vector<RailStep>& steps = m_acts[act].steps;
    const auto is = [](RailState state) {
        return [state](const RailStep& step) { return step.state == state; };
    };
    if (std::all_of(steps.begin(), steps.end(), is(RailState::Done)))
        return RailState::Done;
    return std::all_of(steps.begin(), steps.end(), is(RailState::Todo)) ? RailState::Todo
                                                                        : RailState::Current;
}

RailState StepRailModel::rowState(const Row& row) const
{
    return row.step < 0 ? actState(row.act) : m_acts[row.act].steps[static_cast<std::size_t>(row.step)].state;
}

QString StepRailModel::rowTitle(const Row& row) const
{
    return row.step < 0 ? m_acts[row.act].title
                        : m_acts[row.act].steps[static_cast<std::size_t>(row.step)].title;
}

QString StepRailModel::spokenText(const Row& row) const
{
    const QString title = rowTitle(row);
    const QString place = row.step < 0 ? tr("Act %1, %2").arg(row.act + 1).arg(title)
                                       : tr("Step %1, %2").arg(row.step + 1).arg(title);
    switch (rowState(row)) {
    case RailState::Done:
        return tr("%1, done").arg(place);
    case RailState::Current:
        return tr("%1, now").arg(place);
    case RailState::Todo:
        return tr("%1, to do").arg(place);
    }
    return place;
}

QVariant StepRailModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return rowTitle(row);
    case Qt::AccessibleTextRole:
        return spokenText(row);
    case StateRole:
        return static_cast<int>(rowState(row));
    case IsActRole:
        return row.step < 0;
    case NumberRole:
        return row.step < 0 ? static_cast<int>(row.act) + 1 : row.step + 1;
    case IsOpenRole:
        return row.step < 0 && m_open[row.act];
    case IsNestedRole:
        return row.step >= 0 && m_acts.size() > 1;
    default:
        return {};
    }
}

} // namespace keyrite::ui
