// BacktestForm: what is held, how long nobody can sign, and how sure to be. Answers a request that the core
// has accepted. GUI thread only.
#pragma once

#include "ui/backtest_run.h"

#include <QWidget>

#include <map>

class QComboBox;
class QGridLayout;
class QLineEdit;

namespace keyrite::ui {

// A policy that the record knows: from a plan, from drills.
struct PolicyChoice
{
    QString name = {};
    market::PolicyTimeline policies;
};

class BacktestForm final : public QWidget
{
    Q_OBJECT

public:
    explicit BacktestForm(QWidget* parent);

    // Offered besides fixed hours; the one chosen stays chosen where it is still there.
    void setPolicyChoices(std::vector<PolicyChoice> choices);

    // Errors: BacktestRefused, naming the field.
    [[nodiscard]] Result<BacktestRequest> request() const;

private:
    QLineEdit* addField(const char* name, const QString& label, const QString& value);
    QComboBox* addChoice(const char* name, const QString& label,
                         const std::vector<std::pair<QString, QString>>& choices);
    void place(const char* name, const QString& label, QWidget* editor);
    void showFields();
    Json positionJson() const;
    [[nodiscard]] Result<market::PolicyTimeline> policies() const;
    QString text(const char* name) const;
    QString choice(const char* name) const;

    QGridLayout* m_grid;
    std::map<std::string, QWidget*> m_boxes; // label and editor, by name
    std::map<std::string, QWidget*> m_editors;
    std::vector<PolicyChoice> m_policies;
};

} // namespace keyrite::ui
