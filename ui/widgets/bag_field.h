// BagField: the number of a tamper-evident bag, typed twice by two looks at the bag. Public: it is logged.
#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;

namespace keyrite::ui {

class BagField final : public QWidget
{
    Q_OBJECT

public:
    explicit BagField(QWidget* parent);

    // Puts a number into both fields: in practice, where there is no bag.
    void fill(const QString& number);

    // Both typings agree and are 4 to 32 characters long.
    bool valid() const;

    // The agreed number, upper case without spaces around it; empty unless valid().
    QString number() const;

Q_SIGNALS:
    void changed(bool valid);

private:
    void look();

    QLineEdit* m_first;
    QLineEdit* m_second;
    QLabel* m_verdict;
};

} // namespace keyrite::ui
