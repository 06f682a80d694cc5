// BreakDialog: before a break, what must be true and which bags stay in the room; after it, the same bags
// again. Window-modal. GUI thread only.
#pragma once

#include <QDialog>

#include <functional>
#include <string>
#include <vector>

class QPlainTextEdit;
class QPushButton;

namespace keyrite::ui {

class CheckList;

class BreakDialog final : public QDialog
{
    Q_OBJECT

public:
    using Bags = std::vector<std::string>;

    // `then` gets the bag numbers, one a line as typed, where the people go on.
    static void leave(QWidget* parent, std::function<void(Bags)> then);
    // `suggested`: filled in already, in practice. Not shown where there were none: `then` is called at once.
    static void comeBack(QWidget* parent, std::size_t count, const Bags& suggested,
                         std::function<void(Bags)> then);

private:
    BreakDialog(bool leaving, const Bags& suggested, QWidget* parent);
    Bags bags() const;
    void look();

    bool m_leaving;
    std::size_t m_count = 0;
    CheckList* m_list;
    QPlainTextEdit* m_bags;
    QPushButton* m_go;
};

} // namespace keyrite::ui
