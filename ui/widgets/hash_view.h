// HashView: a value that is read aloud: groups of four with a letter for each row, large, in a value font;
// below each group the PGP words where they are given.
#pragma once

#include <QWidget>

namespace keyrite::ui {

class HashView final : public QWidget
{
    Q_OBJECT

public:
    // `groups` of up to four characters, four in a row; `words` is empty or has one text for each group
    // ("clamshell Pacific").
    HashView(const QStringList& groups, const QStringList& words, QWidget* parent);

    // "7f3c91ab20de5564" as groups of four.
    static QStringList groupsOf(const QString& value);
};

} // namespace keyrite::ui
