// CeremoniesPage: what can be started, and what was done.
#pragma once

#include <QWidget>

#include <vector>

class QPushButton;
class QSortFilterProxyModel;
class QVBoxLayout;

namespace keyrite::ui {

class RowsModel;
class TextTable;

struct ProcedureCard
{
    QString id = {};      // of the procedure
    QString title = {};   // "Generate a key"
    QString what = {};    // one or two sentences
    QString refusal = {}; // why it cannot be started now; empty: it can
};

struct CeremonyRow
{
    QString id = {}; // "KC-2026-0001"
    QString title = {};
    QString mode = {};   // "practice"
    QString status = {}; // "closed", "paused"
    QString opened = {}; // for people
    QString openedIso = {};
    int exceptions = 0;
    bool unfinished = false;
};

struct CeremoniesView
{
    std::vector<ProcedureCard> procedures = {};
    std::vector<CeremonyRow> ceremonies = {};
};

class CeremoniesPage final : public QWidget
{
    Q_OBJECT

public:
    explicit CeremoniesPage(QWidget* parent);
    void setView(const CeremoniesView& view);

Q_SIGNALS:
    void startRequested(const QString& procedureId);
    void resumeRequested(const QString& ceremonyId);
    void logRequested(const QString& ceremonyId); // its entries

private:
    QWidget* procedureCard(const ProcedureCard& procedure);
    QString selectedId() const;
    void look();

    QVBoxLayout* m_cards;
    QWidget* m_cardsContent = nullptr;
    RowsModel* m_model;
    QSortFilterProxyModel* m_sorted;
    TextTable* m_table;
    QPushButton* m_resume;
    QPushButton* m_log;
    std::vector<CeremonyRow> m_rows;
};

} // namespace keyrite::ui
