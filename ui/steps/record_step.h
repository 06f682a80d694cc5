// RecordStep: values that a person reads off something and types in. Public: they are logged.
#pragma once

#include "ui/steps/step_view.h"

#include <QMap>
#include <QStringList>

#include <vector>

class QComboBox;
class QLabel;
class QLineEdit;

namespace keyrite::ui {

struct RecordField
{
    QString id = {};
    QString label = {};     // "Serial number of the HSM"
    QString help = {};      // where to find it, what it looks like
    QString pattern = {};   // regular expression for the whole value; empty: anything but nothing
    QStringList words = {}; // one of these is chosen instead of typed; empty: typed
    QString value = {};     // what is there already
    bool mono = false;
    bool optional = false;
};

struct RecordView
{
    std::vector<RecordField> fields = {};
};

class RecordStep final : public StepView
{
    Q_OBJECT

public:
    RecordStep(const RecordView& view, QWidget* parent);

    // By field id; trimmed.
    QMap<QString, QString> values() const;
    QWidget* firstFocus() override;

private:
    struct Line
    {
        RecordField field;
        QLineEdit* edit;   // null: chosen
        QComboBox* choice; // null: typed
        QLabel* help;

        QString value() const;
    };

    void add(const RecordField& field);
    QLineEdit* addEdit(const RecordField& field);
    QComboBox* addChoice(const RecordField& field);
    void look();

    std::vector<Line> m_lines;
};

} // namespace keyrite::ui
