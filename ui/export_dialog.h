// ExportDialog: what of the log, and as what, becomes a file or goes to a printer. GUI thread only.
#pragma once

#include <QDialog>

class QButtonGroup;
class QCheckBox;
class QLabel;

namespace keyrite::ui {

class ExportDialog final : public QDialog
{
    Q_OBJECT

public:
    enum class Form { Pdf, Csv, JsonLines, Print };

    // `shown` entries of `all` fit the filter of the page; where that is everything nothing is to be chosen.
    ExportDialog(std::uint64_t shown, std::uint64_t all, QWidget* parent);

    // Whether the export becomes an entry of the log and may be signed: of this room's own log alone.
    void setRecorded(bool recorded);

Q_SIGNALS:
    void chosen(keyrite::ui::ExportDialog::Form form, bool onlyShown);

public:
    // A file is to be signed by a key of an HSM once it is written.
    bool wantsSignature() const;

private:
    QButtonGroup* m_what;
    QButtonGroup* m_form;
    QCheckBox* m_sign;
    QLabel* m_recorded;
};

} // namespace keyrite::ui
