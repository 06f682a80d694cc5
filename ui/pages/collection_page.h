// CollectionPage: the logs of many rooms: a list of the rooms, and the log of the one that was chosen, on the
// same page as a room's own log. Offers nothing that writes. GUI thread only.
#pragma once

#include "ui/widgets/text.h"

#include <QWidget>

#include <vector>

class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QSortFilterProxyModel;
class QStackedLayout;

namespace keyrite::ui {

class LogPage;
class RowsModel;
class TextTable;

struct CollectedRow
{
    QString id = {};     // what stands for it in the signals
    QString origin = {}; // "example.com/zurich"
    QString name = {};   // "Zurich vault room"; may be empty
    quint64 entries = 0;
    QString head = {};     // four groups of four hex digits
    QString taken = {};    // when its last bundle was taken: "22 Nov 2026, 10:42 UTC"
    QString takenIso = {}; // the same, to sort by
    QString newest = {};   // the time of its last entry
    QString state = {};    // in two or three words, with a sign: "✓ Verified"
    QString why = {};      // in sentences
    Tone tone = Tone::Neutral;
    bool opens = true; // there is a log to read
};

struct CollectionView
{
    QString path = {}; // of the folder, or of the one log
    std::vector<CollectedRow> rooms = {};
    QString verifying = {}; // the origin that is being verified; empty: none
};

class CollectionPage final : public QWidget
{
    Q_OBJECT

public:
    explicit CollectionPage(QWidget* parent);

    // Keeps the selection, and the log that is shown.
    void setView(const CollectionView& view);
    // How far the verification of the one room is; `of` may be 0: nobody knows.
    void showProgress(quint64 done, quint64 of);

    LogPage& logPage() { return *m_log; }
    // The log of one room, which the log page was given; or the list.
    void showLog(const QString& id);
    void showRooms();
    QString selectedId() const; // in the list; empty: none
    void select(const QString& id);

Q_SIGNALS:
    void roomChosen(const QString& id);
    void verifyAllRequested();
    void stopRequested();
    void openRequested();  // another collection
    void leaveRequested(); // back to where one came from

private:
    QWidget* buildRooms();
    QWidget* buildLog();
    QWidget* buildDetail(QWidget* parent);
    void showSelected();
    void fillCombo();
    const CollectedRow* rowOf(const QString& id) const;

    CollectionView m_view;
    QString m_shown; // the id of the log that is shown
    QStackedLayout* m_stack;
    RowsModel* m_rows;
    QSortFilterProxyModel* m_sorted;
    TextTable* m_table = nullptr;
    QLabel* m_lead = nullptr;
    QLabel* m_title = nullptr;
    QLabel* m_facts = nullptr;
    QLabel* m_why = nullptr;
    QPushButton* m_read = nullptr;
    QPushButton* m_verify = nullptr;
    QPushButton* m_stop = nullptr;
    QLabel* m_stage = nullptr; // what the progress is of
    QProgressBar* m_progress = nullptr;
    QComboBox* m_combo = nullptr;
    QLabel* m_state = nullptr;
    LogPage* m_log;
};

} // namespace keyrite::ui
