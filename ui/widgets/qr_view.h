// QrView: a QR symbol on the screen, for public data. Dark on white in both palettes, as scanners expect.
#pragma once

#include <QWidget>

#include <vector>

namespace keyrite::ui {

class QrView final : public QWidget
{
    Q_OBJECT

public:
    // `name` says what the symbol holds ("Checkpoint of the log").
    QrView(const QString& name, QWidget* parent);

    // `side` x `side` modules, row by row, true for dark; without the quiet zone.
    void setModules(int side, std::vector<bool> dark);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int m_side = 0;
    std::vector<bool> m_dark;
};

} // namespace keyrite::ui
