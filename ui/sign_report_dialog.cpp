#include "ui/sign_report_dialog.h"

#include "core/ceremony/room.h"
#include "ui/token_program.h"
#include "ui/tokens.h"
#include "ui/widgets/text.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace keyrite::ui {
namespace {

QString qt(const std::string& text)
{
    return QString::fromStdString(text);
}

// Keys that OpenSSL can sign with, and that are on a token.
std::vector<registry::Key> signersOf(const registry::Registry& registry)
{
    std::vector<registry::Key> signers;
    for (const auto& [id, key] : registry.keys)
        if (key.state != registry::KeyState::Planned && key.state != registry::KeyState::Destroyed &&
            key.type != hsm::KeyType::Aes256 && key.type != hsm::KeyType::Ed25519)
            signers.push_back(key);
    return signers;
}

} // namespace

SignReportDialog::SignReportDialog(const QString& report, const std::vector<hsm::TokenInfo>& present,
                                   const registry::Registry& registry, const std::filesystem::path& folder,
                                   QWidget* parent)
    : QDialog(parent), m_report(report), m_keys(signersOf(registry)), m_room(registry.room), m_folder(folder),
      m_key(new SignerChoice(tr("Key"), this)), m_state(makeText({}, TextRole::Body, this)),
      m_choose(makeButton(tr("Choose its certificate"), ButtonRole::Ordinary, this)),
      m_sign(makeButton(tr("Sign the file on the HSM"), ButtonRole::Primary, this)),
      m_program(new TokenProgram(this))
{
    setWindowTitle(tr("Sign an export"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(px(32), px(24), px(32), px(24));
    column->setSpacing(px(12));
    column->addWidget(makeText(tr("Sign “%1”").arg(QFileInfo(m_report).fileName()), TextRole::Heading, this));
    column->addWidget(
        makeText(tr("The signature goes into a file of its own beside it, which anyone checks with "
                    "OpenSSL. The certificate says whose key it is; it is made from a certificate "
                    "request of the page Keys and backups."),
                 TextRole::Muted, this));
    setTokens(present, registry);
    m_key->setVisible(!m_keys.empty());
    column->addWidget(m_key);
    column->addWidget(m_choose, 0, Qt::AlignLeft);
    connect(m_key, &SignerChoice::changed, this, &SignReportDialog::look);
    column->addWidget(m_state);
    auto* buttons = new QHBoxLayout;
    auto* close = makeButton(tr("Close"), ButtonRole::Quiet, this);
    buttons->addWidget(close);
    buttons->addStretch(1);
    buttons->addWidget(m_sign);
    column->addLayout(buttons);
    setMinimumWidth(px(640));
    if (m_keys.empty())
        m_state->setText(tr("No RSA or EC key of this room is on an HSM. Generate one first."));
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_choose, &QPushButton::clicked, this, &SignReportDialog::choose);
    connect(m_sign, &QPushButton::clicked, this, &SignReportDialog::sign);
    connect(m_program, &TokenProgram::succeeded, this, &SignReportDialog::showSigned);
    connect(m_program, &TokenProgram::refused, this, &SignReportDialog::refuse);
    connect(m_program, &TokenProgram::pinTried, this,
            [this](bool right) { Q_EMIT pinTried(key().token, right); });
    look();
}

void SignReportDialog::setTokens(const std::vector<hsm::TokenInfo>& present,
                                 const registry::Registry& registry)
{
    std::vector<Signer> signers;
    for (const registry::Key& key : m_keys) {
        Signer one = signerOn(key.token, tr("%1 on the HSM %2").arg(qt(key.label), qt(key.token.label)),
                              present, registry);
        if (m_room.mode == Mode::Practice)
            one.question.reset();
        signers.push_back(std::move(one));
    }
    m_key->setSigners(std::move(signers));
}

const registry::Key& SignReportDialog::key() const
{
    return m_keys[static_cast<std::size_t>(m_key->chosen())];
}

void SignReportDialog::setCertificate(const QString& path)
{
    m_certificate = path;
    m_choose->setText(tr("Certificate: %1").arg(QFileInfo(path).fileName()));
    look();
}

void SignReportDialog::look()
{
    const bool rests = !m_program->isRunning();
    m_sign->setEnabled(rests && !m_isSigned && !m_certificate.isEmpty() && m_key->isComplete());
    m_key->setEnabled(rests);
    m_choose->setEnabled(rests && !m_keys.empty());
}

void SignReportDialog::choose()
{
    auto* dialog =
        new QFileDialog(this, tr("The key's certificate"), {}, tr("Certificates (*.pem *.crt *.cer)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &SignReportDialog::setCertificate);
    dialog->open();
}

void SignReportDialog::sign()
{
    setTone(m_state, Tone::Neutral);
    const GivenPin given = m_room.mode == Mode::Practice
                               ? GivenPin{SecretBytes::copyOf(asBytes(ceremony::kPracticePin))}
                               : m_key->takePin();
    m_state->setText(given.way == registry::PinWay::PinPad
                         ? tr("Type the PIN on the pad of the device now. It asks twice: for the key, and "
                              "for the signature.")
                         : tr("The HSM signs the file …"));
    m_program->start(
        {QStringLiteral("sign-report"), m_report, QStringLiteral("--certificate"), m_certificate}, key(),
        m_room, m_folder, given.pin);
    look();
}

void SignReportDialog::showSigned()
{
    m_isSigned = true;
    look();
    const QString signature = m_report + QStringLiteral(".p7s");
    setTone(m_state, Tone::Good);
    m_state->setText(tr("✓ Signed. The signature is in %1; hand both files over.").arg(signature));
    Q_EMIT signedAs(signature);
}

void SignReportDialog::refuse(const QString& why)
{
    look();
    setTone(m_state, Tone::Bad);
    m_state->setText(why);
    Q_EMIT refused(why);
}

} // namespace keyrite::ui
