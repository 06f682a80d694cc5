#include "ui/export_dialog.h"

#include "ui/widgets/text.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

namespace keyrite::ui {

ExportDialog::ExportDialog(std::uint64_t shown, std::uint64_t all, QWidget* parent)
    : QDialog(parent), m_what(new QButtonGroup(this)), m_form(new QButtonGroup(this)),
      m_sign(new QCheckBox(tr("Then sign the file with a key of an HSM"), this)),
      m_recorded(
          makeText(tr("A file becomes an entry of the log: that it was exported, and with which filter."),
                   TextRole::Muted, this))
{
    setWindowTitle(tr("Print or export"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(32, 24, 32, 24);
    column->setSpacing(10);
    column->addWidget(makeText(tr("Print or export the log"), TextRole::Title, this));
    column->addWidget(makeText(tr("What"), TextRole::Subheading, this));
    const auto addChoice = [&](QButtonGroup* group, int id, const QString& text) {
        auto* button = new QRadioButton(text, this);
        group->addButton(button, id);
        column->addWidget(button);
        if (group->checkedId() < 0)
            button->setChecked(true);
    };
    if (shown != all)
        addChoice(m_what, 1, tr("The %1 entries that fit the filter").arg(shown));
    addChoice(m_what, 0, tr("All %1 entries").arg(all));
    column->addWidget(makeText(tr("As what"), TextRole::Subheading, this));
    addChoice(m_form, static_cast<int>(Form::Pdf), tr("A PDF report: sentences, for reading"));
    addChoice(m_form, static_cast<int>(Form::Print), tr("The same on paper"));
    addChoice(m_form, static_cast<int>(Form::Csv), tr("CSV: a table for a spreadsheet"));
    addChoice(
        m_form, static_cast<int>(Form::JsonLines),
        tr("JSON Lines: the entries as they are stored, with the signed checkpoints where all are taken"));
    column->addWidget(m_sign);
    column->addWidget(m_recorded);
    auto* buttons = new QHBoxLayout;
    auto* back = makeButton(tr("Back to the log"), ButtonRole::Quiet, this);
    auto* go = makeButton(tr("Choose where it goes"), ButtonRole::Primary, this);
    back->setAutoDefault(false);
    buttons->addWidget(back);
    buttons->addStretch(1);
    buttons->addWidget(go);
    column->addLayout(buttons);
    connect(back, &QPushButton::clicked, this, &QDialog::reject);
    connect(go, &QPushButton::clicked, this, [this] {
        accept();
        Q_EMIT chosen(static_cast<Form>(m_form->checkedId()), m_what->checkedId() == 1);
    });
}

void ExportDialog::setRecorded(bool recorded)
{
    m_sign->setVisible(recorded);
    m_recorded->setVisible(recorded);
}

bool ExportDialog::wantsSignature() const
{
    return m_sign->isChecked();
}

} // namespace keyrite::ui
