// PresenceDialog: who of the ceremony's people is in the room now; a press records who came or left. GUI
// thread only.
#pragma once

#include "core/ceremony/engine.h"

#include <QDialog>

namespace keyrite::ui {

class PresenceDialog final : public QDialog
{
    Q_OBJECT

public:
    PresenceDialog(const ceremony::State& state, QWidget* parent);

Q_SIGNALS:
    void moved(const QString& initials, bool here);
};

} // namespace keyrite::ui
