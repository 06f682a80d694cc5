// NewCeremonyPage: who takes part, which keys, which design. What it makes is a plan that the core has
// checked. GUI thread only.
#pragma once

#include "core/ceremony/plan.h"

#include <QWidget>

#include <set>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QRadioButton;
class QVBoxLayout;

namespace keyrite::ui {

class NewCeremonyPage final : public QWidget
{
    Q_OBJECT

public:
    // `start` is what is filled in at first. Of a set that exists, keys and design are fixed, and the shares
    // are those that could come.
    NewCeremonyPage(std::shared_ptr<const ceremony::Procedure> procedure, ceremony::Plan start,
                    QWidget* parent);

Q_SIGNALS:
    void planReady(const keyrite::ceremony::Plan& plan);
    void backRequested();

private:
    struct KeyLine
    {
        Bytes id;
        QComboBox* type;
        QLineEdit* label;
        QPushButton* remove;
        QWidget* row;
    };
    struct PersonLine
    {
        std::string role;
        int share; // 0: none; negative: of the old set
        QLineEdit* name;
    };

    QLineEdit* addField(const QString& label, const QString& value);
    void addIssueMethods();
    void addKey(const ceremony::PlannedKey& key);
    void removeKey(const QWidget* row);
    void layPeople();
    void addPerson(const QString& title, const std::string& role, int share, const QString& name);
    static std::string initialsFor(ceremony::Plan& made, const PersonLine& line, const QString& name,
                                   std::set<std::string>& taken);
    Result<ceremony::Plan> plan() const;
    void look();

    std::shared_ptr<const ceremony::Procedure> m_procedure;
    ceremony::Plan m_start;
    bool m_hasSet; // the procedure works on a share set that exists
    QVBoxLayout* m_form;
    QLineEdit* m_title;
    QLineEdit* m_contact;
    QLineEdit* m_policy = nullptr;
    QRadioButton* m_print = nullptr; // else copied by hand; null where no sheet is made
    QVBoxLayout* m_keys = nullptr;
    QVBoxLayout* m_people = nullptr;
    QWidget* m_peopleContent = nullptr;
    std::vector<KeyLine> m_keyLines;
    std::vector<PersonLine> m_personLines;
    QLabel* m_verdict = nullptr;
    QPushButton* m_main = nullptr;
};

} // namespace keyrite::ui
