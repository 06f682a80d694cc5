// LogModel: the log as rows, oldest first, of which only what is looked at is read: pages of 256 entries by
// sequence number, 64 pages kept. With a filter the rows are found as they are scrolled to. Reads its own
// read-only Store. GUI thread only.
#pragma once

#include "core/log/store.h"

#include <QAbstractTableModel>

#include <list>
#include <map>

namespace keyrite::ui {

class LogModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { SeqColumn, TimeColumn, SentenceColumn, CeremonyColumn, ActorColumn, kColumns };

    // Takes a read-only store.
    LogModel(log::Store store, QObject* parent);

    // Shows what fits `filter` only; an empty one shows everything.
    void setFilter(const log::Filter& filter);

    // Looks whether the writer has come further. Rows are only ever added.
    void refresh();

    // The entry and its raw body, for the detail pane. Errors: NotFound.
    [[nodiscard]] Result<log::Entry> entryAt(int row) const;
    [[nodiscard]] Result<std::string> bodyAt(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

private:
    bool isFiltered() const;
    std::uint64_t seqOf(int row) const;
    const log::Entry* cached(std::uint64_t seq) const;
    const std::vector<log::Entry>* page(std::uint64_t number) const;

    log::Store m_store;
    log::Filter m_filter;
    std::uint64_t m_shown;              // entries that rows stand for, without a filter
    std::vector<std::uint64_t> m_found; // with a filter: what was found so far
    std::uint64_t m_next = 0;           // and where to look on
    mutable std::map<std::uint64_t, std::vector<log::Entry>> m_pages;
    mutable std::list<std::uint64_t> m_recent; // page numbers, latest first
};

} // namespace keyrite::ui
