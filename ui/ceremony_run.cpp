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
    setTokenAccess(error.code == ErrorCode::DeviceLost ? TokenAccess::Lost : m_tokenAccess);
    view().showMessage(messageOf(error));
}

void CeremonyRun::setTokenAccess(TokenAccess access)
{
    m_tokenAccess = access;
    switch (access) {
    case TokenAccess::Open:
        return view().setFirst({});
    case TokenAccess::Closed:
        return view().setFirst(tr("Enter the PIN of the HSM"));
    case TokenAccess::Lost:
        return view().setFirst(tr("The HSM is connected again"));
    }
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
