// PlanPage: which design is recommended and why, the designs worth a look, and how the chosen one recovers,
// fails and depends on its inputs. Shows views, emits intents; computes nothing. GUI thread only.
#pragma once

#include "ui/plan_inputs_view.h"
#include "ui/widgets/charts/bar_chart.h"
#include "ui/widgets/charts/pareto_chart.h"
#include "ui/widgets/charts/recovery_chart.h"
#include "ui/widgets/message_panel.h"

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;
class QVBoxLayout;

namespace keyrite::ui {

class Card;
class PlanInputs;
class TextTable;

struct PlanOutcomeView
{
    QString recommendation = {};
    QString runnerUp = {};
    QString binding = {};
    QStringList beyond = {}; // what no redundancy can fix
    bool mayApprove = false;
    std::vector<ParetoPoint> points = {};
    std::vector<TextRow> rows = {}; // ids as in points
    int chosen = -1;
};

struct PlanDetailView
{
    QString design = {};
    RecoveryCurve curve = {};
    QString simulated = {}; // sentences; empty without a correlation
    BarChartData tornado = {};
    BarChartData failures = {};
    BarChartData importance = {};
};

struct ApprovedView
{
    QString words = {};
    QString by = {}; // "approved by A and B, 22 Nov 2026"
    QString hash = {};
};

class PlanPage final : public QWidget
{
    Q_OBJECT

public:
    explicit PlanPage(QWidget* parent);

    void setInputs(const PlanInputsView& view);
    void setOutcome(const PlanOutcomeView& view);
    void setDetail(const PlanDetailView& view);
    void setApproved(const std::vector<ApprovedView>& plans); // the last one first

    // What is shown does not belong to the inputs any more: it cannot be approved.
    void inputsChanged();

    void showProgress(qulonglong done, qulonglong all);
    void endProgress();
    void showMessage(const Message& message);

Q_SIGNALS:
    void fieldEdited(const QString& pointer, const QString& value);
    void flagEdited(const QString& pointer, bool on);
    void causesEdited(keyrite::ui::CauseKind kind, const std::vector<keyrite::ui::PlanCause>& causes);
    void importRequested();
    void openRequested();
    void computeRequested();
    void cancelRequested();
    void designChosen(int id);
    void approveRequested();
    void reportRequested();
    void generateRequested();

private:
    QWidget* inputsCard();
    QWidget* recommendationCard();
    QWidget* designsCard();
    Card* chartCard(const QString& title, const QString& meaning, QWidget* chart);
    QWidget* approvedCard();
    void choose(int id);

    QLabel* m_sentence;
    PlanInputs* m_inputs = nullptr;
    QVBoxLayout* m_fields;
    QPushButton* m_compute;
    QPushButton* m_cancel;
    QProgressBar* m_progress;
    QLabel* m_progressText;
    MessagePanel* m_message;
    QWidget* m_results; // hidden until there are some
    QLabel* m_recommendation;
    QLabel* m_runnerUp;
    QLabel* m_binding;
    QLabel* m_beyond;
    QPushButton* m_approve;
    ParetoChart* m_pareto;
    RowsModel* m_rows;
    TextTable* m_table;
    QLabel* m_chosen;
    RecoveryChart* m_recovery;
    QLabel* m_simulated;
    BarChart* m_tornado;
    BarChart* m_failures;
    BarChart* m_importance;
    QWidget* m_approvedCard;
    QVBoxLayout* m_approvedList;
    QWidget* m_approvedHolder = nullptr;
};

} // namespace keyrite::ui
