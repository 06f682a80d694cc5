// FilterLine: one line of words and conditions (core/log/filter.h), and buttons that write conditions into it
// for those who do not know how. The line is the only state. GUI thread only.
#pragma once

#include "core/log/filter.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace keyrite::ui {

class FilterLine final : public QWidget
{
    Q_OBJECT

public:
    explicit FilterLine(QWidget* parent);

    // The line as it is, and in its place another one; changed() follows.
    QString text() const;
    void setText(const QString& line);

    // What is under the button "Saved filters": lines by name.
    void setSaved(const std::map<std::string, std::string>& filters, bool canSave);

    // Offers these names for a condition ("ceremony", "kind", "person", "key", "sheet") and writes the chosen
    // one into the line.
    void offerNames(const QString& condition, const QStringList& names);

    // Below the line: why nothing is found, or empty.
    void setProblem(const QString& problem);

Q_SIGNALS:
    void changed(const keyrite::log::Filter& filter); // only where the line can be read
    void namesWanted(const QString& condition);       // answered by offerNames()
    void saveRequested(const QString& name, const QString& line);

private:
    void look();
    void addMenus();
    QPushButton* addButton(const QString& text);
    void setCondition(const QString& name, const QString& value);
    void setDays(int days);
    void askForName();

    QLineEdit* m_line;
    QLabel* m_problem;
    QPushButton* m_saved;
    QHBoxLayout* m_buttons;
};

} // namespace keyrite::ui
