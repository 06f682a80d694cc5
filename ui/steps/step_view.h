// StepView: the small base of all step widgets: what the frame around them has to know. A step widget shows a
// view struct and speaks by signals; it knows neither the order of steps nor the engine. GUI thread only.
#pragma once

#include <QWidget>

class QVBoxLayout;

namespace keyrite::ui {

class StepView : public QWidget
{
    Q_OBJECT

public:
    // Whether all that the step asks for is there, so that the main button may be pressed.
    bool isReady() const { return m_ready; }

    // What the main button says ("All groups match"), what the refusal says ("A group differs"; empty: none),
    // and the small words beside them ("2 of 4 have confirmed"; may be empty).
    const QString& mainAction() const { return m_mainAction; }
    const QString& refusal() const { return m_refusal; }
    const QString& progress() const { return m_progress; }

    // Where the keyboard goes when the step is shown; null: the first control.
    virtual QWidget* firstFocus() { return nullptr; }

Q_SIGNALS:
    void mainActionReady(bool ready);
    void textsChanged(); // mainAction(), refusal() or progress()

protected:
    // The step's card content goes into body().
    StepView(const QString& mainAction, const QString& refusal, QWidget* parent);

    QVBoxLayout* body() const { return m_body; }
    void setReady(bool ready);
    void setMainAction(const QString& text);
    void setProgress(const QString& text);

private:
    QVBoxLayout* m_body;
    QString m_mainAction;
    QString m_refusal;
    QString m_progress;
    bool m_ready = false;
};

} // namespace keyrite::ui
