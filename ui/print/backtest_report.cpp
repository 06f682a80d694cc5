#include "ui/print/backtest_report.h"

#include "core/bytes.h"
#include "core/market/fixed_random.h"
#include "ui/backtest_words.h"
#include "ui/tokens.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QImage>
#include <QPainter>
#include <QPdfWriter>
#include <QTextDocument>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace keyrite::ui {
namespace {

constexpr int kDpi = 150;
constexpr QSize kChart{1000, 420}; // design pixels at 96 dpi, drawn twice as fine

struct BacktestReport
{
    Q_DECLARE_TR_FUNCTIONS(keyrite::ui::BacktestReport)
};

QString tr(const char* text)
{
    return BacktestReport::tr(text);
}

QString paragraph(const QString& text)
{
    return u"<p>"_s + text.toHtmlEscaped() + u"</p>"_s;
}

QString heading(const QString& text)
{
    return u"<h2>"_s + text.toHtmlEscaped() + u"</h2>"_s;
}

QString table(const WordTable& words)
{
    QString html = u"<table width=\"100%\" cellspacing=\"0\" cellpadding=\"3\" border=\"0\"><tr>"_s;
    for (const QString& header : words.headers)
        html += u"<th align=\"left\">"_s + header.toHtmlEscaped() + u"</th>"_s;
    html += u"</tr>"_s;
    for (const QStringList& row : words.rows) {
        html += u"<tr>"_s;
        for (const QString& cell : row)
            html += u"<td>"_s + cell.toHtmlEscaped() + u"</td>"_s;
        html += u"</tr>"_s;
    }
    return html + u"</table>"_s;
}

template <typename Paint>
void addChart(QTextDocument& document, const QString& name, Paint paint)
{
    QImage image(kChart * 2, QImage::Format_RGB32);
    image.setDevicePixelRatio(2);
    image.fill(Qt::white);
    QPainter painter(&image);
    paint(painter, QRectF(QPointF(0, 0), QSizeF(kChart)));
    painter.end();
    document.addResource(QTextDocument::ImageResource, QUrl(name), image);
}

QString facts(const BacktestRun& run, const QString& room, std::optional<std::uint64_t> entry)
{
    const market::PriceSeries& series = run.series->series;
    WordTable table{{}, {}};
    table.rows = {
        {tr("Room"), room},
        {tr("Run by"), run.request.runBy},
        {tr("Position"), QString::fromStdString(market::describe(run.request.position.instrument)) + u", "_s +
                             amountText(run.request.position.size)},
        {tr("Policy"), run.request.policySource + u": "_s +
                           QString::fromStdString(run.request.policies.policies().back().policy.text())},
        {tr("Prices"), tr("%1 bars, %2 to %3")
                           .arg(series.size())
                           .arg(barDate(series[0].time), barDate(series[series.size() - 1].time))},
        {tr("SHA-256"), QString::fromStdString(toHex(run.series->sha256))},
        {tr("Random numbers"), tr("mt19937_64, seed %1").arg(market::kSeed)},
        {tr("Entry of the log"), entry ? QString::number(*entry) : tr("not recorded")}};
    return ::keyrite::ui::table(table);
}

QString body(const BacktestRun& run, const QString& room, std::optional<std::uint64_t> entry)
{
    QString html = u"<h1>"_s + tr("Backtest of the recovery policy").toHtmlEscaped() + u"</h1>"_s;
    for (const Message& warning : backtestWarnings(run))
        html += u"<p><b>"_s + warning.headline.toHtmlEscaped() + u".</b> "_s +
                warning.happened.toHtmlEscaped() + u"</p>"_s;
    html += paragraph(backtestHeadline(run)) + facts(run, room, entry);
    html += u"<p><img src=\"losses\" width=\"640\"></p>"_s + table(summaryTable(run));
    html += heading(tr("Worst starts")) + table(worstTable(run));
    if (const WordTable crashes = stressTable(run); !crashes.rows.empty())
        html += heading(tr("Named crashes")) + table(crashes);
    html += heading(tr("How the losses are spread")) + u"<p><img src=\"spread\" width=\"640\"></p>"_s;
    html += heading(tr("By asset class")) + table(classTable(run));
    const TestWords words = testWords(run);
    html += heading(tr("The forecast against what happened")) + u"<p><b>"_s + words.verdict.toHtmlEscaped() +
            u"</b></p>"_s;
    for (const QString& sentence : words.sentences)
        html += paragraph(sentence);
    return html + table(offsetTable(run));
}

} // namespace

QByteArray backtestReport(const BacktestRun& run, const QString& room, std::optional<std::uint64_t> entry)
{
    QTextDocument document;
    document.setDefaultStyleSheet(
        u"body { font-family: Inter; font-size: 9pt; } h1 { font-size: 18pt; } h2 { font-size: 12pt; } "
        "th { color: #4b565e; }"_s);
    const LossCurve curve = lossCurveOf(run);
    const LossDistribution spread = distributionOf(run);
    addChart(document, u"losses"_s, [&](QPainter& painter, const QRectF& rect) {
        LossChart::paint(painter, rect, curve, lightTokens());
    });
    addChart(document, u"spread"_s, [&](QPainter& painter, const QRectF& rect) {
        DistributionChart::paint(painter, rect, spread, lightTokens());
    });
    document.setHtml(u"<body>"_s + body(run, room, entry) + u"</body>"_s);
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setResolution(kDpi);
    writer.setPageSize(QPageSize(QPageSize::A4));
    writer.setPageMargins({0, 0, 0, 0}, QPageLayout::Millimeter); // the document brings its own 2 cm
    writer.setTitle(tr("Backtest of the recovery policy"));
    document.print(&writer);
    return buffer.data();
}

} // namespace keyrite::ui
