// ApprovePlanDialog: two people approve a design with their names. GUI thread only.
#pragma once

#include <QDialog>
#include <QStringList>

class QLineEdit;
class QPushButton;

namespace keyrite::ui {

class ApprovePlanDialog final : public QDialog
{
    Q_OBJECT

public:
    // `people`: names that the log knows, offered while typing.
    ApprovePlanDialog(const QString& design, const QString& hash, const QStringList& people, QWidget* parent);

Q_SIGNALS:
    void approved(const QString& first, const QString& second);

private:
    QLineEdit* addName(const QString& label, const QStringList& people);
    void look();

    QLineEdit* m_first = nullptr;
    QLineEdit* m_second = nullptr;
    QPushButton* m_approve = nullptr;
};

} // namespace keyrite::ui
