// ExceptionDialog: what was expected, what happened, what was decided and by whom. Window-modal; what was
// typed is kept until it is recorded or thrown away on purpose. GUI thread only.
#pragma once

#include "core/ceremony/runner.h"

#include <QDialog>

class QBoxLayout;
class QButtonGroup;
class QComboBox;
class QPlainTextEdit;
class QPushButton;

namespace keyrite::ui {

class ExceptionDialog final : public QDialog
{
    Q_OBJECT

public:
    enum class Decision { Continue, Repeat, LeaveOut, Abort };

    // `expected`: what the script expects, shown and recorded; may be empty.
    ExceptionDialog(const ceremony::State& state, const QString& expected, QWidget* parent);

    // A difference after which the compromise protocol follows; `happened` is filled in.
    void startCompromise(const QString& happened);

Q_SIGNALS:
    void decided(const keyrite::ceremony::ExceptionText& text,
                 keyrite::ui::ExceptionDialog::Decision decision);

private:
    void look();
    void record();

    void addChoice(QBoxLayout* column, Decision decision, const QString& text);

    QString m_expected;
    std::string m_starts; // procedure that must follow
    QPlainTextEdit* m_happened;
    QButtonGroup* m_decision;
    QComboBox* m_by;
    QPushButton* m_record;
};

} // namespace keyrite::ui
