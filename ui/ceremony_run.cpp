#include "ui/ceremony_run.h"

#include "ui/print/practice_paper.h"
#include "ui/step_people.h"

namespace keyrite::ui {

SecretBytes practicePin()
{
    return SecretBytes::copyOf(asBytes(ceremony::kPracticePin));
}

ceremony::PrintDocument practicePrinter(const std::filesystem::path& folder)
{
    return [folder](const paper::Document& document, const std::string& name) {
        return PracticePaper(folder).print(document, name);
    };
}

CeremonyRun::CeremonyRun(MainWindow& window, RoomThread& thread, QObject* parent)
    : QObject(parent), m_window(window), m_thread(thread)
{
}

void CeremonyRun::refuse(const Error& error)
{
    Q_EMIT refused();
    if (m_tokenLost || error.code == ErrorCode::DeviceLost)
        setTokenLost(true);
    view().showMessage(messageOf(error));
}

void CeremonyRun::setTokenLost(bool lost)
{
    m_tokenLost = lost;
    view().setFirst(lost ? tr("The HSM is connected again") : QString());
}

void CeremonyRun::finish(std::map<std::string, std::string> values)
{
    run(
        tr("The step is recorded …"),
        [signoff = ceremony::Signoff{initialsOf(state()), std::move(values)}](ceremony::Runner& runner) {
            return runner.done(signoff);
        },
        [this] { Q_EMIT stepDone(); });
}

} // namespace keyrite::ui
