#include "app/keyrite-cli/registry.h"

#include "app/keyrite-cli/command.h"
#include "app/keyrite-cli/printable_text.h"
#include "app/keyrite-cli/registry_json.h"
#include "core/drill/calendar.h"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

namespace keyrite::cli {
namespace {

struct Arguments
{
    std::string logFile;
    std::string day; // empty: now
    bool json = false;
    bool calendar = false;
    bool surprises = false;
};

Result<TimePoint> timeOf(const std::string& text)
{
    if (text.empty())
        return systemNow();
    const auto day = fromIsoDay(text);
    return day ? Result<TimePoint>(TimePoint{*day}) : Result<TimePoint>(fail(day.error()));
}

void printDue(const registry::Registry& registry, Day today)
{
    for (const drill::Due& due : drill::scheduleOf(registry, today)) {
        const bool overdue = drill::statusOn(due, today) == drill::DueStatus::Overdue;
        std::cout << toIsoDay(due.due) << "  " << (overdue ? "OVERDUE  " : "") << printable(sentenceOf(due))
                  << '\n';
    }
}

int run(const Arguments& arguments)
{
    const auto now = timeOf(arguments.day);
    if (!now)
        return report(now.error());
    const auto store = log::Store::openReadOnly(arguments.logFile);
    if (!store)
        return report(store.error());
    const auto registry = registry::fold(*store);
    if (!registry)
        return report(registry.error());
    for (const registry::Problem& problem : registry->problems)
        std::cerr << "Entry " << problem.seq << " was passed over: " << printable(problem.what) << '\n';
    if (arguments.json)
        std::cout << registryJson(*registry, store->size(), *now).dump(2) << '\n';
    else if (arguments.calendar)
        std::cout << drill::calendarOf(drill::scheduleOf(*registry, dayOf(*now)), registry->room.origin, *now,
                                       arguments.surprises ? drill::Surprises::Shown
                                                           : drill::Surprises::LeftOut);
    else
        printDue(*registry, dayOf(*now));
    return 0;
}

} // namespace

void addRegistry(CLI::App& app, int& exitCode)
{
    CLI::App* command =
        app.add_subcommand("registry", "What a log says exists, what is due, what drills showed and taught");
    const auto arguments = std::make_shared<Arguments>();
    command->add_option("log", arguments->logFile, "The log file")->required();
    auto* json = command->add_flag("--json", arguments->json, "All of it as one JSON object");
    auto* calendar = command->add_flag("--ical", arguments->calendar, "What is due, as iCalendar (RFC 5545)");
    json->excludes(calendar);
    command
        ->add_flag("--surprises", arguments->surprises,
                   "With --ical: unannounced drills too; keep such a file to yourself")
        ->needs(calendar);
    command->add_option("--on", arguments->day, "As of this day (2026-11-22) instead of now");
    command->footer("Without --json or --ical: a line for each thing that is due, soonest first.");
    command->callback([arguments, &exitCode] { exitCode = run(*arguments); });
}

} // namespace keyrite::cli
