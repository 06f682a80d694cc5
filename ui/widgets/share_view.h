// ShareView: the words of one share for the eyes of one custodian. Covered until they ask; covered again when
// the keyboard or the window goes elsewhere, or when the time is over. Covering wipes: the words must be
// asked for anew. Painted letter by letter; nothing on the accessibility bus.
#pragma once

#include "core/slip39/mnemonic.h"

#include <QTimer>
#include <QWidget>

#include <optional>

class QPushButton;

namespace keyrite::ui {

class ShareView final : public QWidget
{
    Q_OBJECT

public:
    // `visibleSeconds`: how long the words stand open at most.
    ShareView(const QString& sheetName, int visibleSeconds, QWidget* parent);

    // The answer to revealRequested().
    void reveal(slip39::Mnemonic words);

    // Hides and wipes. Safe at any time.
    void cover();
    bool isCovered() const { return !m_words.has_value(); }

    QSize sizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

Q_SIGNALS:
    void revealRequested();
    void covered();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void secondPassed();
    void paintCover(QPainter& painter) const;
    void paintWords(QPainter& painter) const;
    void placeButton();

    std::optional<slip39::Mnemonic> m_words;
    QPushButton* m_show;
    QTimer m_timer;
    int m_visibleSeconds;
    int m_secondsLeft = 0;
};

} // namespace keyrite::ui
