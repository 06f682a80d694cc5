// ShareInput: the ways in which a sheet comes back: an image file, a scanner that types, typed words. Each
// ends in submit(): one intake, one signal, and something secret to take once.
#pragma once

#include "core/secret_bytes.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace keyrite::ceremony {
enum class Source;
}

namespace keyrite::ui {

class CameraView;
class WedgeReader;
class WordEntry;

class ShareInput final : public QWidget
{
    Q_OBJECT

public:
    // Waits for sheets of `words` words.
    ShareInput(int words, QWidget* parent);

    // Sheets of this share set alone are wanted (4 hex digits): the camera says so of others. Empty: of any.
    void expectSet(const std::string& shareSet);

    // Every way ends here, with the text of a share as it was read or typed.
    void submit(SecretBytes payload, ceremony::Source source);

    // After submitted(), once. What was typed stays in its cells until clear().
    struct Intake
    {
        SecretBytes payload;
        ceremony::Source source;
    };
    Intake take() { return {std::move(m_payload), m_source}; }

    // Points to words (counted from 0) to compare with the sheet, and says their numbers; the others stay.
    void markWrong(const std::vector<std::size_t>& words);
    void say(const QString& hint);
    void clear();
    // Where the page takes files by a button of its own.
    void takeNoFiles();
    // In practice the button reads the practice scanner, and says so.
    void setPractice();
    QWidget* firstFocus();

Q_SIGNALS:
    void fileRequested();
    void submitted();

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    SecretBytes m_payload;
    ceremony::Source m_source{};
    int m_wordCount;
    std::string m_shareSet;
    void addCamera();
    void useCamera(bool on);

    WordEntry* m_words;
    WedgeReader* m_wedge;
    QPushButton* m_file;
    QLabel* m_count;
    QLabel* m_hint;
    QPushButton* m_useCamera = nullptr;
    CameraView* m_camera = nullptr; // once it was used
};

} // namespace keyrite::ui
