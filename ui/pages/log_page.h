// LogPage: the log as sentences, a filter line, the entry that is selected with its body and proof, and what
// a reviewer does with it all.
#pragma once

#include "core/log/store.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace keyrite::ui {

class EntryDetail;
class FilterLine;
class LogModel;
class LogReader;
class TextTable;

// What the room's registry says about the log.
struct LogPageView
{
    std::uint64_t firstNew = 0; // the first entry that nobody reviewed
    QString lastReview = {};    // "Entries 0 to 840, by Ida Berg, signed ..."; empty: there is none
    std::map<std::string, std::string> savedFilters = {};
};

// What somebody can do here; the others have no button.
struct LogPageOffers
{
    bool verify = false;
    bool saveAs = false;
    bool record = false; // reviews and filters become entries
};

class LogPage final : public QWidget
{
    Q_OBJECT

public:
    explicit LogPage(QWidget* parent);

    // Shows a log; takes a read-only store.
    void setStore(log::Store store);
    void setView(const LogPageView& view);
    void offer(const LogPageOffers& offers);

    // Looks whether entries were added.
    void refresh();

    // Shows the entries of one ceremony, or those of any other filter line.
    void filterCeremony(const QString& id);
    void setFilter(const QString& line);

    // The filter of the rows that are shown, how many these are, and how many entries there are in all.
    log::Filter shownFilter() const;
    int shownRows() const;
    std::uint64_t logSize() const;

Q_SIGNALS:
    void verifyRequested();
    void exportRequested();
    void reviewRequested(quint64 first, quint64 last);
    void filterSaved(const QString& name, const QString& line); // an empty line: forget it

private:
    void buildHead(QVBoxLayout* column);
    void apply(const log::Filter& filter);
    void onSearched();
    void showCount();
    void showSelected();
    void jump(const QString& line);
    void goBack();
    void showNew();
    void offerNames(const QString& condition);

    // The line and the entry that was selected.
    struct Place
    {
        QString line;
        std::optional<std::uint64_t> seq;
    };
    Place place() const;

    LogReader* m_reader = nullptr;
    LogModel* m_model = nullptr;
    LogPageView m_view;
    LogPageOffers m_offers;
    std::vector<Place> m_back;
    std::optional<std::uint64_t> m_wanted; // the entry to select when the search is over
    QLabel* m_count;
    QPushButton* m_backButton;
    QPushButton* m_new;
    QPushButton* m_review;
    QPushButton* m_verify;
    QPushButton* m_export;
    FilterLine* m_filter;
    TextTable* m_table;
    QLabel* m_nothing;
    EntryDetail* m_detail;
};

} // namespace keyrite::ui
