// DoorCard: a big button that says where it leads and what happens there.
#pragma once

#include <QPushButton>

namespace keyrite::ui {

class DoorCard final : public QPushButton
{
    Q_OBJECT

public:
    DoorCard(const QString& iconName, const QString& title, const QString& text, QWidget* parent);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QString m_icon;
    QString m_text;
};

} // namespace keyrite::ui
