#include "ui/programme/fact_forms.h"

#include "ui/programme/drill_forms.h"
#include "ui/programme/people_forms.h"
#include "ui/programme/place_forms.h"

namespace keyrite::ui {

FactForm formOf(FormKind kind, const QString& subject, const registry::Registry& registry, TimePoint now)
{
    const std::string id = subject.toStdString();
    const std::string set = subject.section(u'/', 0, 0).toStdString();
    const int share = subject.section(u'/', 1).toInt();
    switch (kind) {
    case FormKind::AddPerson:
        return personForm(registry, nullptr);
    case FormKind::RenewPerson:
        return personForm(registry, &registry.people.at(id));
    case FormKind::VetPerson:
        return vettingForm(id);
    case FormKind::TrainPerson:
        return trainingForm(id);
    case FormKind::PersonOnLeave:
        return leaveForm(id);
    case FormKind::RevokePerson:
        return revokeForm(id);
    case FormKind::AddSite:
        return addSiteForm();
    case FormKind::ChangeSite:
        return changeSiteForm(registry.sites.at(id));
    case FormKind::RegisterHsm:
        return registerHsmForm(registry, id);
    case FormKind::RetireHsm:
        return retireHsmForm(id);
    case FormKind::RegisterDevice:
        return registerDeviceForm(registry);
    case FormKind::RetireDevice:
        return retireDeviceForm(id);
    case FormKind::ApplySeal:
        return applySealForm();
    case FormKind::CheckSeal:
        return checkSealForm(id);
    case FormKind::RemoveSeal:
        return removeSealForm(id);
    case FormKind::PlaceSheet:
        return placeSheetForm(registry, set, share);
    case FormKind::LoseSheet:
        return loseSheetForm(set, share);
    case FormKind::DescribeKey:
        return keyForm(registry.keys.at(id));
    case FormKind::SetSchedule:
        return scheduleForm(registry.schedule);
    case FormKind::OpenFinding:
        return openFindingForm(registry, id, now);
    case FormKind::CloseFinding:
        return closeFindingForm(id);
    }
    return {};
}

} // namespace keyrite::ui
