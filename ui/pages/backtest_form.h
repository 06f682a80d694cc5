// BacktestForm: what is held, how long nobody can sign, and how sure to be. Answers a request that the core
// has accepted. GUI thread only.
#pragma once

#include "ui/backtest_run.h"

#include <QWidget>

#include <map>

class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;

namespace keyrite::ui {

// A policy that the record knows.
struct PolicyChoice
{
    QString name = {}; // "2 of 3 sites, approved 22 Nov 2026"
    market::PolicyTimeline policies;
    QString plan = {}; // hash of the one plan that it is of
};

// What the record offers besides fixed hours and files.
struct PolicyChoices
{
    std::vector<PolicyChoice> plans = {};  // approved, the last one first
    std::vector<PolicyChoice> drills = {}; // one for each share set that drills have taught about
};

class BacktestForm final : public QWidget
{
    Q_OBJECT

public:
    explicit BacktestForm(QWidget* parent);

    // The one chosen stays chosen where it is still there.
    void setPolicyChoices(PolicyChoices choices);

    // Errors: BacktestRefused, naming the field.
    [[nodiscard]] Result<BacktestRequest> request() const;

private:
    QLineEdit* addField(const char* name, const QString& label, const QString& value);
    QComboBox* addChoice(const char* name, const QString& label,
                         const std::vector<std::pair<QString, QString>>& choices);
    void place(const char* name, const QString& label, QWidget* editor);
    void showFields();
    void showPolicyTimes();
    void fill(const char* name, const std::vector<PolicyChoice>& choices);
    const PolicyChoice* chosenPolicy() const; // of the record; null: none
    Json positionJson() const;
    [[nodiscard]] Result<market::PolicyTimeline> policies() const;
    QString policySource() const;
    QString text(const char* name) const;
    QString choice(const char* name) const;

    QGridLayout* m_grid;
    std::map<std::string, QWidget*> m_boxes; // label and editor, by name
    std::map<std::string, QWidget*> m_editors;
    QLabel* m_policyTimes; // of the plan or the drills that are chosen
    PolicyChoices m_choices;
};

} // namespace keyrite::ui
