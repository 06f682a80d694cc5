#include "core/log/export.h"
#include "core/log/merkle.h"
#include "tests/core/log/sample_log.h"
#include "tests/test_main.h"

#include <QTemporaryDir>
#include <rapidcheck.h>
#include <sys/stat.h>

using namespace keyrite;
using namespace keyrite::log;
namespace fs = std::filesystem;

namespace {

std::string exported(const Store& store, const ExportOptions& options)
{
    std::string text;
    exportLog(store, options, [&](std::string_view piece) {
        text += piece;
        return true;
    }).value();
    return text;
}

std::vector<std::string> lines(const std::string& text)
{
    std::vector<std::string> found;
    std::size_t from = 0;
    for (std::size_t end = text.find('\n'); end != std::string::npos;
         from = end + 1, end = text.find('\n', from))
        found.push_back(text.substr(from, end - from));
    return found;
}

// RFC 4180, read back: the fields of each record.
std::vector<std::vector<std::string>> readCsv(const std::string& text)
{
    std::vector<std::vector<std::string>> records;
    std::vector<std::string> record{""};
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '"' && quoted && i + 1 < text.size() && text[i + 1] == '"')
            record.back() += text[++i];
        else if (c == '"')
            quoted = !quoted;
        else if (c == ',' && !quoted)
            record.emplace_back();
        else if (c == '\r' && !quoted && i + 1 < text.size() && text[i + 1] == '\n') {
            records.push_back(std::exchange(record, {""}));
            ++i;
        } else
            record.back() += c;
    }
    return records;
}

} // namespace

class ExportTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        test::makeLog(path("room.log"), m_key, 20, {8, 20});
    }

    // Whoever has the file has the log: the bodies lead to the root that the notes sign.
    void jsonLinesHoldTheWholeLog()
    {
        const Store store = Store::openReadOnly(path("room.log")).value();
        const auto text = lines(exported(store, {}));
        QCOMPARE(text.size(), std::size_t{1 + 20 + 2});
        const Json head = Json::parse(text.front());
        QCOMPARE(head["export"]["size"].get<int>(), 20);
        QCOMPARE(head["export"]["filter"].get<std::string>(), std::string());
        CompactRange range;
        std::vector<std::string> notes;
        for (std::size_t i = 1; i < text.size(); ++i) {
            const Json line = Json::parse(text[i]);
            if (!line.contains("checkpoint")) {
                QCOMPARE(text[i], store.body(range.size()).value());
                range.append(leafHash(asBytes(text[i])));
                continue;
            }
            notes.push_back(line["checkpoint"]["note"].get<std::string>());
            const Checkpoint checkpoint = openCheckpoint(notes.back(), m_key.verifier()).value();
            QCOMPARE(checkpoint.size, range.size());
            QVERIFY(checkpoint.root == range.root());
        }
        QCOMPARE(notes.size(), std::size_t{2});
        QCOMPARE(head["export"]["root"].get<std::string>(), toBase64(range.root()));
    }

    void aFilteredExport()
    {
        const Store store = Store::openReadOnly(path("room.log")).value();
        const ExportOptions options{.filter = parseFilter("person:Ada kind:step.").value()};
        const auto text = lines(exported(store, options));
        QCOMPARE(text.size(), std::size_t{1 + 9});
        QCOMPARE(Json::parse(text.front())["export"]["filter"].get<std::string>(),
                 std::string("kind:step. person:Ada"));
        for (std::size_t i = 1; i < text.size(); ++i)
            QCOMPARE(parseBody(text[i]).value().actor, std::string("Ada"));
        QCOMPARE(lines(exported(store, {ExportFormat::Csv, options.filter})).size(), std::size_t{10});
    }

    void csvFields()
    {
        for (const auto& [text, field] :
             std::vector<std::pair<std::string, std::string>>{{"", ""},
                                                              {"plain", "plain"},
                                                              {"a,b", "\"a,b\""},
                                                              {"a\"b", "\"a\"\"b\""},
                                                              {"a\r\nb", "\"a\r\nb\""},
                                                              {"=1+1", "'=1+1"},
                                                              {"+1", "'+1"},
                                                              {"-1", "'-1"},
                                                              {"@SUM(A1)", "'@SUM(A1)"},
                                                              {"\t=1", "'\t=1"},
                                                              {"\r=1", "\"'\r=1\""},
                                                              {"\n=1", "\"'\n=1\""},
                                                              {"=\"x\",1", "\"'=\"\"x\"\",1\""},
                                                              {"1=1", "1=1"}})
            QCOMPARE(csvField(text), field);
    }

    void csvReadsBack()
    {
        Store store = Store::openForAppend(path("room.log")).value();
        Entry hostile = test::sampleEntry();
        hostile.actor = "=HYPERLINK(\"http://x\",\"Ada, Ben\")";
        hostile.data = {{"text", "line\nand \"quotes\", and a comma"}};
        store.append({hostile}).value();
        const auto records = readCsv(exported(store, {ExportFormat::Csv, {}}));
        QCOMPARE(records.size(), std::size_t{1 + 21});
        QCOMPARE(records.front(), (std::vector<std::string>{"seq", "time", "ceremony", "step", "kind",
                                                            "actor", "role", "data"}));
        for (std::size_t seq = 0; seq + 1 < records.size(); ++seq) {
            const Entry entry = store.entry(seq).value();
            const auto& record = records[seq + 1];
            const std::string actor = entry.actor.front() == '=' ? "'" + entry.actor : entry.actor;
            QCOMPARE(record, (std::vector<std::string>{std::to_string(seq), toIsoTime(entry.time),
                                                       entry.ceremony, entry.step, entry.kind, actor,
                                                       entry.role, entry.data.dump()}));
        }
    }

    void anyTextSurvivesCsv()
    {
        QVERIFY(rc::check("a field is read back as the text, or the text after an apostrophe",
                          [](const std::string& text) {
                              const auto records = readCsv(csvField(text) + "\r\n");
                              RC_ASSERT(records.size() == 1U);
                              const std::string& field = records.front().front();
                              RC_ASSERT(field == text || field == "'" + text);
                              RC_ASSERT(field.empty() ||
                                        std::string("=+-@\t\r\n").find(field.front()) == std::string::npos);
                          }));
    }

    void theSameBytesAgain()
    {
        const Store store = Store::openReadOnly(path("room.log")).value();
        fs::copy_file(path("room.log"), path("copy.log"));
        const Store copy = Store::openReadOnly(path("copy.log")).value();
        for (const ExportFormat format : {ExportFormat::JsonLines, ExportFormat::Csv})
            QCOMPARE(exported(store, {format, {}}), exported(copy, {format, {}}));
    }

    void intoAFile()
    {
        const Store store = Store::openReadOnly(path("room.log")).value();
        const Exported done = exportLog(store, {}, path("out.jsonl")).value();
        QCOMPARE(done.entries, std::uint64_t{20});
        QVERIFY(done.root == store.root());
        struct stat status
        {
        };
        QCOMPARE(::stat(path("out.jsonl").c_str(), &status), 0);
        QCOMPARE(status.st_mode & 0777U, 0600U);
        QCOMPARE(static_cast<std::size_t>(status.st_size), exported(store, {}).size());
        QCOMPARE(exportLog(store, {}, path("out.jsonl")).error().code, ErrorCode::IoFailed);
        QCOMPARE(exportLog(store, {}, path("missing/out.jsonl")).error().code, ErrorCode::IoFailed);
        QCOMPARE(exportLog(store, {}, path("stopped.jsonl"), [] { return false; }).error().code,
                 ErrorCode::Cancelled);
        QVERIFY(!fs::exists(path("stopped.jsonl")));
        QCOMPARE(exportLog(store, {}, "/dev/full").error().code, ErrorCode::IoFailed);
    }

    // One path through the tree for each entry and each size, against the proof made from all leaves.
    void proofsFromStoredHashes()
    {
        const Store store = Store::openReadOnly(path("room.log")).value();
        std::vector<Digest> leaves;
        for (std::uint64_t seq = 0; seq < store.size(); ++seq)
            leaves.push_back(leafHash(asBytes(store.body(seq).value())));
        for (std::uint64_t size = 1; size <= store.size(); ++size) {
            const std::vector<Digest> some(leaves.begin(),
                                           leaves.begin() + static_cast<std::ptrdiff_t>(size));
            const Digest root = store.rootAt(size).value();
            for (std::uint64_t seq = 0; seq < size; ++seq) {
                const auto proof = store.inclusionProof(seq, size).value();
                QCOMPARE(proof, inclusionProof(seq, some));
                QVERIFY(verifyInclusion(seq, size, leaves[seq], proof, root));
            }
        }
        QVERIFY(store.rootAt(0).value() == emptyRoot());
        QCOMPARE(store.rootAt(21).error().code, ErrorCode::NotFound);
        QCOMPARE(store.inclusionProof(20, 20).error().code, ErrorCode::NotFound);
        QCOMPARE(store.inclusionProof(0, 21).error().code, ErrorCode::NotFound);
        QCOMPARE(store.inclusionProof(0, 0).error().code, ErrorCode::NotFound);
    }

private:
    fs::path path(const char* name) const { return fs::path(m_folder->path().toStdString()) / name; }

    std::unique_ptr<QTemporaryDir> m_folder;
    test::AuditKey m_key{test::kOrigin};
};

KEYRITE_TEST_MAIN(ExportTest)
#include "export_test.moc"
