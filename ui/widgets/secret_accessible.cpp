#include "ui/widgets/secret_accessible.h"

#include <QAccessibleWidget>
#include <QWidget>

using namespace Qt::StringLiterals;

namespace keyrite::ui {

namespace {

class SecretAccessible final : public QAccessibleWidget
{
public:
    explicit SecretAccessible(QWidget* field) : QAccessibleWidget(field, QAccessible::EditableText) {}

    QAccessible::State state() const override
    {
        QAccessible::State state = QAccessibleWidget::state();
        state.passwordEdit = true;
        return state;
    }

    QString text(QAccessible::Text part) const override
    {
        return part == QAccessible::Value ? QString() : QAccessibleWidget::text(part);
    }
};

QAccessibleInterface* secretInterface(const QString& className, QObject* object)
{
    const bool ours = className == u"keyrite::ui::PinField"_s || className == u"keyrite::ui::DiceField"_s ||
                      className == u"keyrite::ui::WordEntry"_s;
    return ours && object->isWidgetType() ? new SecretAccessible(static_cast<QWidget*>(object)) : nullptr;
}

} // namespace

void describeAsSecret()
{
    static const bool installed = [] {
        QAccessible::installFactory(secretInterface);
        return true;
    }();
    Q_UNUSED(installed)
}

} // namespace keyrite::ui
