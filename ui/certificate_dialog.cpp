#include "ui/certificate_dialog.h"

#include "core/ceremony/room.h"
#include "ui/token_program.h"
#include "ui/tokens.h"
#include "ui/widgets/text.h"

#include <QFileDialog>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSaveFile>

namespace keyrite::ui {
namespace {

QString qt(const std::string& text)
{
    return QString::fromStdString(text);
}

} // namespace

CertificateDialog::CertificateDialog(const registry::Key& key, const std::vector<hsm::TokenInfo>& present,
                                     const registry::Registry& registry, const std::filesystem::path& folder,
                                     QWidget* parent)
    : QDialog(parent), m_key(key), m_room(registry.room), m_folder(folder), m_subject(new QLineEdit(this)),
      m_state(makeText({}, TextRole::Body, this)), m_pem(new QPlainTextEdit(this)),
      m_request(makeButton(tr("Sign the request on the HSM"), ButtonRole::Primary, this)),
      m_save(makeButton(tr("Save it"), ButtonRole::Ordinary, this)), m_program(new TokenProgram(this))
{
    setWindowTitle(tr("Certificate request"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(px(32), px(24), px(32), px(24));
    column->setSpacing(px(12));
    column->addWidget(
        makeText(tr("Certificate request for “%1”").arg(qt(m_key.label)), TextRole::Heading, this));
    column->addWidget(makeText(
        tr("Subject, as the certificate authority wants it. For example CN=Vault 1,O=Example AG,C=CH"),
        TextRole::Muted, this));
    m_subject->setAccessibleName(tr("Subject"));
    m_subject->setMaxLength(300);
    column->addWidget(m_subject);
    if (m_room.mode != Mode::Practice) {
        m_pin = new PinEntry({}, this);
        column->addWidget(m_pin);
        setTokens(present, registry);
        connect(m_pin, &PinEntry::changed, this, &CertificateDialog::look);
    }
    column->addWidget(m_state);
    m_pem->setReadOnly(true);
    m_pem->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_pem->setAccessibleName(tr("The certificate request"));
    m_pem->hide();
    column->addWidget(m_pem);
    auto* buttons = new QHBoxLayout;
    auto* close = makeButton(tr("Close"), ButtonRole::Quiet, this);
    buttons->addWidget(close);
    buttons->addStretch(1);
    buttons->addWidget(m_save);
    buttons->addWidget(m_request);
    column->addLayout(buttons);
    setMinimumWidth(px(640));
    m_save->hide();
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_request, &QPushButton::clicked, this, &CertificateDialog::request);
    connect(m_save, &QPushButton::clicked, this, &CertificateDialog::save);
    connect(m_subject, &QLineEdit::textChanged, this, &CertificateDialog::look);
    connect(m_program, &TokenProgram::succeeded, this, &CertificateDialog::showRequest);
    connect(m_program, &TokenProgram::refused, this, &CertificateDialog::refuse);
    connect(m_program, &TokenProgram::pinTried, this,
            [this](bool right) { Q_EMIT pinTried(m_key.token, right); });
    look();
}

void CertificateDialog::setTokens(const std::vector<hsm::TokenInfo>& present,
                                  const registry::Registry& registry)
{
    if (m_pin != nullptr)
        m_pin->ask(*signerOn(m_key.token, {}, present, registry).question);
}

void CertificateDialog::look()
{
    m_request->setEnabled(!m_subject->text().trimmed().isEmpty() &&
                          (m_pin == nullptr || m_pin->isComplete()) && !m_program->isRunning());
}

void CertificateDialog::request()
{
    setTone(m_state, Tone::Neutral);
    const GivenPin given =
        m_pin == nullptr ? GivenPin{SecretBytes::copyOf(asBytes(ceremony::kPracticePin))} : m_pin->take();
    m_state->setText(given.way == registry::PinWay::PinPad
                         ? tr("Type the PIN on the pad of the device now. It asks twice: for the key, and "
                              "for the signature.")
                         : tr("The HSM signs the request …"));
    m_program->start({QStringLiteral("csr"), QStringLiteral("--subject"), m_subject->text().trimmed()}, m_key,
                     m_room, m_folder, given.pin);
    look();
}

void CertificateDialog::showRequest(const QByteArray& pem)
{
    look();
    m_pem->show();
    m_save->show();
    setTone(m_state, Tone::Good);
    m_state->setText(tr("✓ Signed by the HSM. It holds no secret; give it to the certificate authority."));
    m_pem->setPlainText(QString::fromUtf8(pem));
    Q_EMIT made(m_pem->toPlainText());
}

void CertificateDialog::refuse(const QString& why)
{
    look();
    m_pem->hide();
    m_save->hide();
    setTone(m_state, Tone::Bad);
    m_state->setText(why);
    Q_EMIT refused(why);
}

void CertificateDialog::save()
{
    const QString path =
        QFileDialog::getSaveFileName(this, tr("Save the certificate request"), QStringLiteral("request.csr"));
    if (path.isEmpty())
        return;
    QSaveFile file(path);
    const bool written =
        file.open(QIODevice::WriteOnly) && file.write(m_pem->toPlainText().toUtf8()) > 0 && file.commit();
    setTone(m_state, written ? Tone::Good : Tone::Bad);
    m_state->setText(
        written
            ? tr("✓ Saved as %1.").arg(path)
            : tr("It could not be written to %1: %2. Choose another place.").arg(path, file.errorString()));
}

} // namespace keyrite::ui
