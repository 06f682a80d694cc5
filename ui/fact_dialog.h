// FactDialog: a form that records one fact. What it asks for is given as fields; what it makes of them is
// checked by the core with each key that is pressed, and the core's own sentence says what is missing. GUI
// thread only.
#pragma once

#include "core/registry/facts.h"

#include <QDialog>

#include <functional>
#include <map>

class QLabel;
class QPushButton;

namespace keyrite::ui {

enum class FieldKind {
    Line,    // a text
    Choice,  // one of `options`
    Choices, // any of `options`
    Day,     // "2026-11-22"
    Number,  // a whole number, 0 or more
};

struct FormOption
{
    QString id;
    QString text;
};

struct FormField
{
    QString id;
    QString label;
    QString help = {};
    FieldKind kind = FieldKind::Line;
    QString value = {}; // of Choices: ids with commas between
    std::vector<FormOption> options = {};
    bool optional = false; // of Day and Number: may stay empty; of texts the core decides
};

// What was typed or chosen, by field id; trimmed. Choices: ids with commas between.
using FormValues = std::map<QString, QString>;

struct FactForm
{
    QString title;
    QString lead;   // a sentence: what it means
    QString action; // the button: "Add this person"
    std::vector<FormField> fields;
    std::function<registry::Fact(const FormValues&)> fact;
};

class FactDialog final : public QDialog
{
    Q_OBJECT

public:
    // `recorder`: the name that is offered for who records.
    FactDialog(FactForm form, registry::Registry registry, const QString& recorder, TimePoint now,
               QWidget* parent);

    // What the form says as it stands, and who says it.
    struct Statement
    {
        registry::Fact fact;
        registry::Author author;
    };

    // Errors: EntryInvalid, with what is missing.
    [[nodiscard]] Result<Statement> statement() const;

private:
    QWidget* addField(const FormField& field);
    FormValues values() const;
    Result<void> checkForm(const FormValues& values) const;
    void look();

    FactForm m_form;
    registry::Registry m_registry;
    TimePoint m_now;
    std::map<QString, std::function<QString()>> m_read; // by field id
    QLabel* m_verdict;
    QPushButton* m_main;
};

} // namespace keyrite::ui
