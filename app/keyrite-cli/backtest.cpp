#include "app/keyrite-cli/backtest.h"

#include "app/keyrite-cli/backtest_text.h"
#include "app/keyrite-cli/command.h"
#include "core/file.h"
#include "core/market/backtest_json.h"

#include <CLI/CLI.hpp>
#include <chrono>
#include <iostream>
#include <memory>

namespace keyrite::cli {
namespace {

using namespace market;

constexpr std::size_t kMaxInputBytes = 1UL << 20U;

struct Arguments
{
    std::string series;
    std::string position;
    std::string policy;
    std::string mapping;
    BacktestOptions options;
    bool leaveOutBadRows = false;
    bool json = false;
};

// Says on standard error how far a long run has come: nothing in the first second, then a line now and then.
class SlowProgress final
{
public:
    explicit SlowProgress(std::string what) : m_what(std::move(what)) {}

    bool operator()(double done)
    {
        const auto now = std::chrono::steady_clock::now();
        if (now - m_last > std::chrono::seconds(1)) {
            m_last = now;
            std::cerr << m_what << ": " << static_cast<int>(done * 100) << " %" << std::endl;
        }
        return true;
    }

private:
    std::string m_what;
    std::chrono::steady_clock::time_point m_last = std::chrono::steady_clock::now();
};

// Passes a source on, and tells how many bytes came where their number is known.
ByteSource watched(ByteSource source, const std::string& path)
{
    std::error_code unknown;
    const auto size = path == "-" ? 0 : std::filesystem::file_size(path, unknown);
    if (unknown || size == 0)
        return source;
    return
        [source = std::move(source), size, read = std::size_t{0},
         progress = SlowProgress("Reading " + path)](std::span<char> target) mutable -> Result<std::size_t> {
            auto got = source(target);
            read += got.value_or(0);
            progress(static_cast<double>(read) / static_cast<double>(size));
            return got;
        };
}

Result<SeriesImport> readSeries(const Arguments& arguments)
{
    std::optional<SeriesMapping> mapping;
    if (!arguments.mapping.empty())
        KEYRITE_TRY(mapping, SeriesMapping::parse(arguments.mapping));
    auto source = fileSource(arguments.series);
    if (!source)
        return fail(source.error());
    auto imported = importSeries(watched(std::move(*source), arguments.series), mapping);
    if (!imported)
        return fail(imported.error().code, arguments.series + ": " + imported.error().message,
                    imported.error().detail);
    if (imported->findings.defects() > 0 && !arguments.leaveOutBadRows)
        return fail(ErrorCode::SeriesUnusable,
                    arguments.series + ": " + imported->findings.defectSummary() +
                        " Correct the file, or say --leave-out-bad-rows to go on without these rows.");
    return imported;
}

// Hours, or the name of a file.
Result<PolicyTimeline> readPolicy(const std::string& policy)
{
    if (auto fixed = PolicyTimeline::parse(policy))
        return fixed;
    if (!std::filesystem::exists(policy))
        return fail(ErrorCode::BacktestRefused, "The recovery policy \"" + policy.substr(0, 80) +
                                                    "\" is neither hours, as 48h, nor a file that is there.");
    const auto text = readFile(policy, kMaxInputBytes);
    if (!text)
        return fail(text.error());
    return PolicyTimeline::parse(*text);
}

Result<std::vector<Position>> readPositions(const std::string& file)
{
    const auto text = readFile(file, kMaxInputBytes);
    if (!text)
        return fail(text.error());
    return parsePositions(*text);
}

struct Run
{
    SeriesImport imported;
    PolicyTimeline policies;
    std::vector<Backtest> results;
};

Result<Run> runAll(const Arguments& arguments)
{
    // The short files first: who mistypes one need not wait for the long one.
    const auto positions = readPositions(arguments.position);
    if (!positions)
        return fail(positions.error());
    auto policies = readPolicy(arguments.policy);
    if (!policies)
        return fail(policies.error());
    if (const auto good = checkOptions(arguments.options); !good)
        return fail(good.error());
    auto imported = readSeries(arguments);
    if (!imported)
        return fail(imported.error());
    std::vector<Backtest> results;
    for (const Position& position : *positions) {
        auto result =
            runBacktest(imported->series, position, *policies, arguments.options, SlowProgress("Backtest"));
        if (!result)
            return fail(result.error());
        results.push_back(std::move(*result));
    }
    return Run{std::move(*imported), std::move(*policies), std::move(results)};
}

void printJson(const Run& run, const BacktestOptions& options)
{
    Json json{{"series", seriesJson(run.imported)},
              {"policy", policyJson(run.policies)},
              {"options", optionsJson(options)},
              {"results", Json::array()}};
    for (const Backtest& result : run.results)
        json["results"].push_back(backtestJson(run.imported.series, result));
    std::cout << json.dump(2) << '\n';
}

int run(const Arguments& arguments)
{
    const auto done = runAll(arguments);
    if (!done)
        return report(done.error());
    if (arguments.json)
        printJson(*done, arguments.options);
    else
        printBacktests(done->imported, done->policies, arguments.options, done->results);
    return 0;
}

} // namespace

void addBacktest(CLI::App& app, int& exitCode)
{
    CLI::App* command = app.add_subcommand("backtest", "Replay a recovery policy over historical prices");
    const auto arguments = std::make_shared<Arguments>();
    command->add_option("--series", arguments->series, "CSV file of prices, or - for standard input")
        ->required();
    command->add_option("--position", arguments->position, "JSON file with the position or positions")
        ->required();
    command->add_option("--policy", arguments->policy, "Hours until recovery, as 48h, or a JSON file")
        ->required();
    command->add_option(
        "--mapping", arguments->mapping,
        "Which column is what, for a table of no known shape: time=.. close=.. high=.. low=..");
    command->add_option("--var", arguments->options.forecast.varConfidence, "Confidence of the value at risk")
        ->capture_default_str();
    command
        ->add_option("--es", arguments->options.forecast.esConfidence, "Confidence of the expected shortfall")
        ->capture_default_str();
    command
        ->add_option("--pool", arguments->options.forecast.pool, "Earlier outages that a forecast draws on")
        ->capture_default_str();
    command->add_option("--worst", arguments->options.worst, "How many of the worst starts to list")
        ->capture_default_str();
    command->add_flag("--leave-out-bad-rows", arguments->leaveOutBadRows,
                      "Go on without rows that are defective");
    command->add_flag("--json", arguments->json, "Print everything as JSON");
    command->footer(
        "Formats: docs/formats/backtest.md. Exit code: 0, or 1 where the backtest cannot be run.");
    command->callback([arguments, &exitCode] { exitCode = run(*arguments); });
}

} // namespace keyrite::cli
