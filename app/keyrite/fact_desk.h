// FactDesk: what the desks of the programme share: it opens the form, appends what was said to the log, and
// reads the history of a thing from it. GUI thread only.
#pragma once

#include "app/keyrite/desk.h"
#include "ui/programme/fact_forms.h"
#include "ui/programme/history.h"

namespace keyrite::app {

class FactDesk : public Desk
{
    Q_OBJECT

protected:
    using Desk::Desk;

    // Asks in a dialog; what is recorded is on disk before the pages show it.
    void openForm(ui::FormKind kind, const QString& subject);

    // show(lines): what the log says of a thing, an entry a line; the newest where there are many.
    void askHistory(ui::Thing thing, const QString& id, std::function<void(const QStringList&)> show);

private:
    void record(const registry::Fact& fact, const registry::Author& author);
};

} // namespace keyrite::app
