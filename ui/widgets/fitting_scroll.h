// FittingScroll: as high as what stands in it, and scrolled where the window cannot be that high. GUI thread
// only.
#pragma once

#include <QScrollArea>

namespace keyrite::ui {

class FittingScroll final : public QScrollArea
{
    Q_OBJECT

public:
    explicit FittingScroll(QWidget* parent);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    bool eventFilter(QObject* object, QEvent* event) override;
};

} // namespace keyrite::ui
