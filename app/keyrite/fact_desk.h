// FactDesk: what the desks share that record facts: it opens the form, and appends what was said to the log.
// GUI thread only.
#pragma once

#include "app/keyrite/desk.h"
#include "ui/programme/fact_forms.h"

namespace keyrite::app {

class FactDesk : public Desk
{
    Q_OBJECT

protected:
    using Desk::Desk;

    // Asks in a dialog; what is recorded is on disk before the pages show it.
    void openForm(ui::FormKind kind, const QString& subject);

private:
    void record(const registry::Fact& fact, const registry::Author& author);
};

} // namespace keyrite::app
