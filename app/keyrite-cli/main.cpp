#include "app/keyrite-cli/backtest.h"
#include "app/keyrite-cli/bundle.h"
#include "app/keyrite-cli/check_module.h"
#include "app/keyrite-cli/command.h"
#include "app/keyrite-cli/cosign.h"
#include "app/keyrite-cli/csr.h"
#include "app/keyrite-cli/export.h"
#include "app/keyrite-cli/plan.h"
#include "app/keyrite-cli/prove.h"
#include "app/keyrite-cli/registry.h"
#include "app/keyrite-cli/show.h"
#include "app/keyrite-cli/sign_report.h"
#include "app/keyrite-cli/verify.h"
#include "core/secret_bytes.h"

#include <CLI/CLI.hpp>
#include <exception>
#include <iostream>

namespace keyrite::cli {

int report(const Error& error)
{
    std::cerr << error.message;
    if (!error.detail.empty())
        std::cerr << " (" << error.detail << ")";
    std::cerr << std::endl;
    return error.code == ErrorCode::PinWrong ? kWrongPin : kFailed;
}

namespace {

void addShares(CLI::App& app, int& exitCode)
{
    CLI::App& shares = *app.add_subcommand("shares", "Check, combine and split SLIP-39 shares");
    shares.require_subcommand(1);
    addSharesCheck(shares, exitCode);
    addSharesCombine(shares, exitCode);
    addSharesSplit(shares, exitCode);
}

int run(int argc, char** argv)
{
    CLI::App app("Keyrite at the command line", "keyrite-cli");
    app.require_subcommand(1);
    int exitCode = 0;
    addShares(app, exitCode);
    addBundle(app, exitCode);
    addCheckModule(app, exitCode);
    addCheckProof(app, exitCode);
    addCollect(app, exitCode);
    addCosign(app, exitCode);
    addProve(app, exitCode);
    addVerify(app, exitCode);
    addExport(app, exitCode);
    addShow(app, exitCode);
    addPlan(app, exitCode);
    addBacktest(app, exitCode);
    addCsr(app, exitCode);
    addRegistry(app, exitCode);
    addSignReport(app, exitCode);
    CLI11_PARSE(app, argc, argv);
    return exitCode;
}

} // namespace
} // namespace keyrite::cli

int main(int argc, char** argv)
{
    try {
        if (const auto ready = keyrite::prepareSecureMemory(); !ready)
            return keyrite::cli::report(ready.error());
        return keyrite::cli::run(argc, argv);
    } catch (const std::exception& exception) {
        return keyrite::cli::report(
            {keyrite::ErrorCode::Internal,
             "The program had to stop: memory for secrets or another resource ran out.", exception.what()});
    }
}
