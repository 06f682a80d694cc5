// SetUpPage: the second door: this workstation becomes a room for real keys. The form makes the room and its
// audit token; the procedure "set-up" follows. GUI thread only.
#pragma once

#include "core/ceremony/plan.h"
#include "core/ceremony/room.h"
#include "ui/widgets/set_up_pins.h"

#include <QWidget>

#include <functional>

class QButtonGroup;
class QLabel;
class QLineEdit;
class QPushButton;

namespace keyrite::ui {

class SetUpPage final : public QWidget
{
    Q_OBJECT

public:
    // `folder`: where the room is made unless somebody says otherwise.
    SetUpPage(const std::filesystem::path& folder, QWidget* parent);

    // `pins`: how those that were taken are given.
    ceremony::RoomSetup setup(const SetUpGiven& pins) const;
    std::vector<ceremony::Person> people() const; // administrator and witness
    SetUpGiven takePins();

    // The tokens of the module that was asked for, or why there are none.
    void setTokens(const Result<std::vector<hsm::TokenInfo>>& tokens);

    // While the room is made.
    void setBusy(bool busy);

Q_SIGNALS:
    void tokensRequested(const QString& module); // setTokens() is to follow
    void setUpRequested();
    void backRequested();
    void disasterDayRequested();

private:
    QLineEdit* addField(QWidget* card, const QString& label, const QString& help, const QString& value);
    void addChooser(QLineEdit* edit, const QString& text, std::function<QString()> choose);
    QWidget* tokenCard();
    void requestTokens();
    void showTokens();
    const hsm::TokenInfo* chosen() const;
    void askPins();
    QString missing() const;
    void look();

    QLineEdit* m_name;
    QLineEdit* m_origin;
    QLineEdit* m_folder;
    QLineEdit* m_module;
    QLineEdit* m_administrator;
    QLineEdit* m_witness;
    QString m_askedModule; // whose tokens are shown, or looked for
    std::vector<hsm::TokenInfo> m_fresh;
    QLabel* m_tokensState = nullptr;
    QWidget* m_choices = nullptr;
    QWidget* m_choiceCards = nullptr;
    QButtonGroup* m_group = nullptr;
    SetUpPins* m_pins = nullptr;
    QLabel* m_verdict = nullptr;
    QPushButton* m_main = nullptr;
    bool m_busy = false;
};

// "Ada Maria Smith" -> "AMS": 2 to 4 capital letters.
std::string initialsFrom(const QString& name);

} // namespace keyrite::ui
