// How often a damaged sheet yields its share. For each kind of damage and each resolution: how often one call
// of the QR reader finds a code, how often the ladder does, and how often the sheet as a whole, with its two
// codes, yields its share. Prints a table; exits with 1 where an undamaged sheet is not read, a wrong share
// is read, or a whole sheet is read in less than --floor per cent of the draws of a cell.
//   damage_bench [--dpi N]... [--draws N] [--seed N] [--climb N] [--floor PERCENT]
//                [--only DAMAGE] [--keep DIR]
// --seed draws other damage: the ladder is tuned on --seed 1, and what is reported is the default, 2026.
// Every --climb-th draw (5) climbs the ladder to its end for both codes, which takes the most time: the rate
// of the ladder is over these draws, the other rates are over all.
// --keep writes the pages that were not read to a folder, to look at.
#include "core/paper/share_payload.h"
#include "core/paper/sheet_reading.h"
#include "tests/bench/sheet_damage.h"
#include "tests/core/paper/samples.h"
#include "ui/print/painter.h"

#include <QGuiApplication>
#include <cstdio>
#include <ctime>

using namespace keyrite;
using namespace keyrite::bench;

namespace {

constexpr unsigned kSheets = 8; // different shares, which the draws use in turn

struct Sheet
{
    QImage page;
    SecretBytes words;
    SecretBytes kr1;
    std::string fingerprint;
};

struct Cell
{
    int draws = 0;
    int climbs = 0;         // draws that climbed to the end of the ladder for both codes
    int codesByOneCall = 0; // of two a draw
    int codesByLadder = 0;  // of two a climb
    int sheets = 0;         // draws that yielded their share
    int wrong = 0;          // draws that yielded another one
    std::vector<double> ms; // of reading a sheet
};

struct Arguments
{
    std::vector<int> dpi;
    int draws = 200;
    unsigned seed = 2026;
    int climb = 5;
    double floor = 98;
    QString only;
    QString keep;
};

Sheet sheetOf(unsigned number, int dpi)
{
    const slip39::Mnemonic mnemonic = test::sampleMnemonic(100 + number);
    const auto sheet =
        paper::shareSheet(test::sampleSheet(paper::PaperSize::A4, Mode::Live), mnemonic).value();
    const QImage page = ui::toImage(sheet.pages.front(), paper::sizeOf(sheet.size), dpi);
    return {page.convertToFormat(QImage::Format_Grayscale8), paper::wordsText(mnemonic),
            paper::kr1Text(mnemonic), toHex(slip39::fingerprint(mnemonic))};
}

paper::GrayImage viewOf(const QImage& image)
{
    return {image.width(), image.height(), image.bytesPerLine(), image.constBits()};
}

// CPU time, so that other work on the machine does not count.
double millisecondsSince(std::clock_t start)
{
    return 1000.0 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

int codesOf(const Sheet& sheet, const std::vector<SecretBytes>& texts)
{
    int found = 0;
    for (const SecretBytes& text : texts)
        found += text.text() == sheet.words.text() || text.text() == sheet.kr1.text() ? 1 : 0;
    return found;
}

// One climb of the ladder tells all: what the first call found, when there was a share, and what was found in
// the end. Where it does not climb on, it stops as readSheet() does.
void draw(Cell& cell, const Sheet& sheet, const QImage& image, bool climbsOn)
{
    ++cell.draws;
    cell.climbs += climbsOn ? 1 : 0;
    const std::clock_t start = std::clock();
    double shareMs = 0;
    int rungs = 0;
    const auto texts = paper::readQrCodes(viewOf(image), [&](const std::vector<SecretBytes>& found) {
        if (rungs++ == 0)
            cell.codesByOneCall += codesOf(sheet, found);
        const bool isShare = paper::holdsShare(found);
        if (shareMs == 0 && isShare)
            shareMs = millisecondsSince(start);
        return climbsOn ? codesOf(sheet, found) >= 2 : isShare;
    });
    cell.ms.push_back(shareMs == 0 ? millisecondsSince(start) : shareMs);
    if (!texts)
        return;
    cell.codesByLadder += climbsOn ? codesOf(sheet, *texts) : 0;
    const auto share = paper::agreedShare(*texts);
    const bool right = share && toHex(slip39::fingerprint(*share)) == sheet.fingerprint;
    cell.sheets += right ? 1 : 0;
    cell.wrong += share && !right ? 1 : 0;
}

double percent(int part, int whole)
{
    return whole == 0 ? 0 : 100.0 * part / whole;
}

// The value below which this part of all lies.
double quantile(std::vector<double> values, double part)
{
    std::sort(values.begin(), values.end());
    return values.empty() ? 0
                          : values[static_cast<std::size_t>(part * static_cast<double>(values.size() - 1))];
}

void print(int dpi, Damage damage, const Cell& cell)
{
    std::printf("| %d | %s | %.1f | %.1f | %.1f | %d | %.0f | %.0f |\n", dpi, nameOf(damage).data(),
                percent(cell.codesByOneCall, 2 * cell.draws), percent(cell.codesByLadder, 2 * cell.climbs),
                percent(cell.sheets, cell.draws), cell.wrong, quantile(cell.ms, 0.5),
                quantile(cell.ms, 0.95));
    std::fflush(stdout);
}

bool passes(int dpi, Damage damage, const Cell& cell, double floor)
{
    const double least = dpi < 150 ? 0 : damage == Damage::None ? 100 : floor;
    return cell.wrong == 0 && percent(cell.sheets, cell.draws) >= least;
}

bool run(int dpi, const Arguments& arguments)
{
    std::vector<Sheet> sheets;
    for (unsigned number = 0; number < kSheets; ++number)
        sheets.push_back(sheetOf(number, dpi));
    bool passed = true;
    Cell all;
    for (const Damage damage : allDamage()) {
        if (!arguments.only.isEmpty() && arguments.only != QLatin1String(nameOf(damage).data()))
            continue;
        Cell cell;
        std::seed_seq seeds{arguments.seed, static_cast<unsigned>(dpi), static_cast<unsigned>(damage)};
        std::mt19937 random(seeds);
        for (int i = 0; i < arguments.draws; ++i) {
            const Sheet& sheet = sheets[static_cast<unsigned>(i) % kSheets];
            const QImage image = damaged(sheet.page, dpi, damage, random);
            const int before = cell.sheets;
            draw(cell, sheet, image, i % arguments.climb == 0);
            if (cell.sheets == before && !arguments.keep.isEmpty())
                image.save(QStringLiteral("%1/%2-%3-%4.png")
                               .arg(arguments.keep)
                               .arg(dpi)
                               .arg(static_cast<int>(damage))
                               .arg(i));
        }
        print(dpi, damage, cell);
        passed = passes(dpi, damage, cell, arguments.floor) && passed;
        all.ms.insert(all.ms.end(), cell.ms.begin(), cell.ms.end());
    }
    std::printf("| %d | all | | | | | %.0f | %.0f |\n", dpi, quantile(all.ms, 0.5), quantile(all.ms, 0.95));
    return passed;
}

Arguments argumentsOf(const QStringList& list)
{
    Arguments arguments;
    for (qsizetype i = 1; i + 1 < list.size(); i += 2) {
        if (list[i] == QLatin1String("--dpi"))
            arguments.dpi.push_back(list[i + 1].toInt());
        else if (list[i] == QLatin1String("--draws"))
            arguments.draws = list[i + 1].toInt();
        else if (list[i] == QLatin1String("--seed"))
            arguments.seed = list[i + 1].toUInt();
        else if (list[i] == QLatin1String("--climb"))
            arguments.climb = std::max(1, list[i + 1].toInt());
        else if (list[i] == QLatin1String("--only"))
            arguments.only = list[i + 1];
        else if (list[i] == QLatin1String("--keep"))
            arguments.keep = list[i + 1];
        else if (list[i] == QLatin1String("--floor"))
            arguments.floor = list[i + 1].toDouble();
    }
    if (arguments.dpi.empty())
        arguments.dpi = {100, 150, 200, 300};
    return arguments;
}

} // namespace

int main(int argc, char** argv)
{
    if (!prepareSecureMemory())
        return 1;
    const QGuiApplication application(argc, argv);
    const Arguments arguments = argumentsOf(QCoreApplication::arguments());
    std::printf("| dpi | damage | codes, one call, %% | codes, ladder, %% | sheets, %% | wrong shares | "
                "CPU median, ms | 95 %%, ms |\n"
                "|---|---|---|---|---|---|---|---|\n");
    bool passed = true;
    for (const int dpi : arguments.dpi)
        passed = run(dpi, arguments) && passed;
    return passed ? 0 : 1;
}
