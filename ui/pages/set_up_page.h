// SetUpPage: the second door: this workstation becomes a room for real keys. The form makes the room and its
// audit token; the procedure "set-up" follows. GUI thread only.
#pragma once

#include "core/ceremony/plan.h"
#include "core/ceremony/room.h"

#include <QWidget>

#include <functional>

class QLabel;
class QLineEdit;
class QPushButton;

namespace keyrite::ui {

class PinField;

class SetUpPage final : public QWidget
{
    Q_OBJECT

public:
    // `folder`: where the room is made unless somebody says otherwise.
    SetUpPage(const std::filesystem::path& folder, QWidget* parent);

    ceremony::RoomSetup setup() const;
    std::vector<ceremony::Person> people() const; // administrator and witness
    SecretBytes takePin();

    // While the room is made.
    void setBusy(bool busy);

Q_SIGNALS:
    void setUpRequested();
    void backRequested();
    void disasterDayRequested();

private:
    QLineEdit* addField(QWidget* card, const QString& label, const QString& help, const QString& value);
    void addChooser(QLineEdit* edit, const QString& text, std::function<QString()> choose);
    void look();

    QLineEdit* m_name;
    QLineEdit* m_origin;
    QLineEdit* m_folder;
    QLineEdit* m_module;
    QLineEdit* m_administrator;
    QLineEdit* m_witness;
    PinField* m_pin;
    PinField* m_again;
    QLabel* m_verdict;
    QPushButton* m_main;
    bool m_busy = false;
};

// "Ada Maria Smith" -> "AMS": 2 to 4 capital letters.
std::string initialsFrom(const QString& name);

} // namespace keyrite::ui
