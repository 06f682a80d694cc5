#include "app/keyrite/keys_desk.h"

#include "app/keyrite/ceremony_start.h"
#include "ui/certificate_dialog.h"
#include "ui/page_builder.h"

namespace keyrite::app {

using namespace ui;

KeysDesk::KeysDesk(const DeskContext& context) : FactDesk(context), m_page(new KeysPage(&window()))
{
    connect(m_page, &KeysPage::recoveryRequested, &ceremonies(), &CeremonyStart::recover);
    connect(m_page, &KeysPage::generateRequested, this,
            [this] { ceremonies().start(QStringLiteral("generate")); });
    connect(m_page, &KeysPage::describeRequested, this,
            [this](const QString& keyId) { openForm(FormKind::DescribeKey, keyId); });
    connect(m_page, &KeysPage::historyRequested, this, [this](const QString& keyId) {
        askHistory(Thing::Key, keyId, [this, keyId](const QStringList& lines) {
            m_page->showHistory(keyId, tr("What the log says of this key"), lines);
        });
    });
    connect(m_page, &KeysPage::certificateRequested, this, &KeysDesk::requestCertificate);
}

QWidget* KeysDesk::widget() const
{
    return m_page;
}

void KeysDesk::refresh()
{
    m_page->setView(keysViewOf(room(), systemNow()));
}

void KeysDesk::requestCertificate(const QString& keyId)
{
    const auto key = room().registry.keys.find(keyId.toStdString());
    if (key == room().registry.keys.end())
        return;
    ask([](RoomState& state) { return state.room->module().tokens(); },
        [this, key = key->second](const std::vector<hsm::TokenInfo>& present) {
            auto* dialog = new CertificateDialog(key, present, room().registry, room().folder, &window());
            dialog->setAttribute(Qt::WA_DeleteOnClose);
            countPins(*dialog);
            dialog->open();
        },
        tr("Keyrite looks for tokens."));
}

} // namespace keyrite::app
