#include "ui/steps/share_input.h"

#include "core/ceremony/runner.h"
#include "ui/icon.h"
#include "ui/tokens.h"
#ifdef KEYRITE_CAMERA
#include "ui/widgets/camera_view.h"

#include <QMediaDevices>
#endif
#include "ui/widgets/text.h"
#include "ui/widgets/wedge_reader.h"
#include "ui/widgets/word_entry.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace keyrite::ui {

ShareInput::ShareInput(int words, QWidget* parent)
    : QWidget(parent), m_wordCount(words), m_words(new WordEntry(this)), m_wedge(new WedgeReader(this)),
      m_file(makeButton(tr("Read an image file"), ButtonRole::Ordinary, this)),
      m_count(makeText({}, TextRole::Strong, this)), m_hint(makeText({}, TextRole::Small, this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(px(10));
    auto* ways = new QHBoxLayout;
    ways->setSpacing(px(16));
    setButtonIcon(m_file, icon(u"file"_s));
    m_count->setWordWrap(false);
    m_count->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    ways->addWidget(makeText(tr("Scan the sheet now, or type its words. Four letters are enough."),
                             TextRole::Muted, this),
                    1);
    ways->addWidget(m_count);
    ways->addWidget(m_file);
    column->addLayout(ways);
    addCamera();
    column->addWidget(m_words);
    column->addWidget(m_hint);
    setTabOrder(m_file, m_words);
    connect(m_file, &QPushButton::clicked, this, &ShareInput::fileRequested);
    connect(m_wedge, &WedgeReader::scanned, this,
            [this] { submit(m_wedge->take(), ceremony::Source::Wedge); });
    connect(m_words, &WordEntry::completed, this,
            [this] { submit(m_words->words().text(), ceremony::Source::Typed); });
    connect(m_wedge, &WedgeReader::tooLong, this, [this] {
        say(tr("The scanner sent far more than a share has. Scan one code of a share sheet."));
    });
    connect(m_words, &WordEntry::hinted, this, &ShareInput::say);
    connect(m_words, &WordEntry::changed, this,
            [this](int filled, int total) { m_count->setText(tr("%1 of %2 words").arg(filled).arg(total)); });
    m_words->begin(words);
    say({});
}

#ifdef KEYRITE_CAMERA
// A button while a camera is there; the picture shows only while it looks.
void ShareInput::addCamera()
{
    m_useCamera = makeButton(tr("Use the camera"), ButtonRole::Ordinary, this);
    m_useCamera->setCheckable(true);
    m_useCamera->setVisible(CameraView::isThere());
    layout()->addWidget(m_useCamera);
    auto* devices = new QMediaDevices(this);
    connect(devices, &QMediaDevices::videoInputsChanged, this,
            [this] { m_useCamera->setVisible(m_useCamera->isChecked() || CameraView::isThere()); });
    connect(m_useCamera, &QPushButton::toggled, this, &ShareInput::useCamera);
}

void ShareInput::useCamera(bool on)
{
    if (m_camera == nullptr) {
        m_camera = new CameraView(this);
        auto* column = static_cast<QVBoxLayout*>(layout());
        column->insertWidget(column->indexOf(m_useCamera) + 1, m_camera);
        connect(m_camera, &CameraView::found, this, [this] {
            m_useCamera->setChecked(false);
            submit(m_camera->take(), ceremony::Source::Camera);
        });
    }
    m_camera->expectSet(m_shareSet);
    on ? m_camera->start() : m_camera->stop();
    m_camera->setVisible(on);
    m_useCamera->setText(on ? tr("Stop the camera") : tr("Use the camera"));
}
#else
void ShareInput::addCamera() {}
void ShareInput::useCamera(bool /*on*/) {}
#endif

void ShareInput::expectSet(const std::string& shareSet)
{
    m_shareSet = shareSet;
}

void ShareInput::submit(SecretBytes payload, ceremony::Source source)
{
    m_payload = std::move(payload);
    m_source = source;
    Q_EMIT submitted();
}

void ShareInput::markWrong(const std::vector<std::size_t>& words)
{
    m_words->markWrong(words);
    QStringList numbers;
    for (const std::size_t word : words)
        numbers += QString::number(word + 1);
    if (!words.empty())
        say(tr("Compare these words with the sheet: %1.").arg(numbers.join(tr(", "))));
}

void ShareInput::say(const QString& hint)
{
    m_hint->setText(hint.isEmpty()
                        ? tr("Enter or Space takes the word. Arrows go to another word, Backspace takes "
                             "back. Hold F2 to see the word you stand on. Type ? for a word that cannot be "
                             "read.")
                        : u"✗ "_s + hint);
    setTone(m_hint, hint.isEmpty() ? Tone::Neutral : Tone::Bad);
}

void ShareInput::clear()
{
    m_words->begin(m_wordCount);
    say({});
}

void ShareInput::takeNoFiles()
{
    m_file->hide();
}

void ShareInput::setPractice()
{
    m_file->setText(tr("Read it with the practice scanner"));
}

QWidget* ShareInput::firstFocus()
{
    return m_words;
}

void ShareInput::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_wedge->setListening(true);
}

void ShareInput::hideEvent(QHideEvent* event)
{
    m_wedge->setListening(false);
    QWidget::hideEvent(event);
}

} // namespace keyrite::ui
