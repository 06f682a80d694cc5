// ShareInput: the ways in which a sheet comes back: an image file, a scanner that types, typed words. All
// three end in the same place: a signal, and something secret to take once.
#pragma once

#include "core/secret_bytes.h"
#include "core/slip39/mnemonic.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace keyrite::ui {

class WedgeReader;
class WordEntry;

class ShareInput final : public QWidget
{
    Q_OBJECT

public:
    // Waits for sheets of `words` words.
    ShareInput(int words, QWidget* parent);

    // After wordsCompleted(); empties the cells.
    slip39::Mnemonic takeWords();

    // After scanned(); the text as the scanner typed it.
    SecretBytes takeScan();

    // Points to words (counted from 0) that cannot be right; needs them typed anew only there.
    void markWrong(const std::vector<std::size_t>& words);
    void say(const QString& hint);
    void clear();
    QWidget* firstFocus();

Q_SIGNALS:
    void fileRequested();
    void scanned();
    void wordsCompleted();

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    int m_wordCount;
    WordEntry* m_words;
    WedgeReader* m_wedge;
    QPushButton* m_file;
    QLabel* m_count;
    QLabel* m_hint;
};

} // namespace keyrite::ui
