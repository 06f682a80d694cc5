// ChoiceCard: one of several answers, as a card with a title and what it means.
#pragma once

#include <QRadioButton>

namespace keyrite::ui {

class ChoiceCard final : public QRadioButton
{
    Q_OBJECT

public:
    ChoiceCard(const QString& title, const QString& meaning, QWidget* parent);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool hitButton(const QPoint& position) const override;

private:
    QRect meaningRect(int width) const;

    QString m_meaning;
};

} // namespace keyrite::ui
