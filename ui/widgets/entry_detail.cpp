#include "ui/widgets/entry_detail.h"

#include "core/log/subject.h"
#include "ui/log_sentences.h"
#include "ui/tokens.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace keyrite::ui {

namespace {

constexpr qsizetype kMostJumps = 6;

QString qt(const std::string& text)
{
    return QString::fromStdString(text);
}

// The tree that is signed soonest after the entry.
void chooseTree(const log::Store& store, EntryView& view)
{
    view.treeSize = store.size();
    if (const auto checkpoints = store.checkpoints())
        for (const log::StoredCheckpoint& one : *checkpoints)
            if (one.size > view.seq && one.size <= store.size()) {
                view.treeSize = one.size;
                view.treeIsSigned = true;
                return;
            }
}

void prove(const log::Store& store, EntryView& view)
{
    chooseTree(store, view);
    const auto proof = store.inclusionProof(view.seq, view.treeSize);
    const auto root = store.rootAt(view.treeSize);
    if (!proof || !root) {
        view.problem = (!proof ? proof.error() : root.error()).message;
        return;
    }
    view.proof = *proof;
    view.root = *root;
    const auto holds = log::verifyInclusion(view.seq, view.treeSize, log::leafHash(asBytes(view.body)),
                                            view.proof, view.root);
    view.problem = holds ? std::string() : holds.error().message;
}

QString hex(const log::Digest& digest)
{
    return qt(toHex(digest));
}

QString proofText(const EntryView& view)
{
    if (!view.problem.empty())
        return EntryDetail::tr("There is no proof: %1 Verify the log.").arg(qt(view.problem));
    QStringList lines{
        view.treeIsSigned
            ? EntryDetail::tr(
                  "Entry %1 is in the tree of the first %2 entries, whose root a stored checkpoint signs.")
                  .arg(view.seq)
                  .arg(view.treeSize)
            : EntryDetail::tr(
                  "Entry %1 is in the tree of the %2 entries that the log has now. No checkpoint covers "
                  "it yet: nothing of this is signed.")
                  .arg(view.seq)
                  .arg(view.treeSize),
        EntryDetail::tr(
            "The hashes below were put together as in RFC 6962, section 2.1.1, and lead to the root."),
        {},
        EntryDetail::tr("leaf  %1").arg(hex(log::leafHash(asBytes(view.body))))};
    for (const log::Digest& sibling : view.proof)
        lines << EntryDetail::tr("      %1").arg(hex(sibling));
    lines << EntryDetail::tr("root  %1").arg(hex(view.root));
    return lines.join(u'\n');
}

// A subject as a button says it, and the line that finds all its entries.
struct Jump
{
    QString text;
    log::Filter filter;
};

std::optional<Jump> jumpOf(const std::string& subject)
{
    const std::size_t slash = subject.find('/');
    const std::string type = subject.substr(0, slash);
    const std::string name = subject.substr(slash + 1);
    if (type == "ceremony")
        return Jump{EntryDetail::tr("Ceremony %1").arg(qt(name)), {.ceremony = name}};
    if (type == "key")
        return Jump{EntryDetail::tr("Key %1").arg(qt(name.substr(0, 8))), {.key = name}};
    if (type == "person")
        return Jump{qt(name), {.person = name}};
    if (type == "sheet") {
        const std::size_t number = name.find('/');
        return Jump{EntryDetail::tr("Sheet %1 of set %2")
                        .arg(qt(name.substr(number + 1)), qt(name.substr(0, number)).toUpper()),
                    {.sheet = name}};
    }
    if (type == "set")
        return Jump{EntryDetail::tr("Share set %1").arg(qt(name).toUpper()), {.sheet = name}};
    return std::nullopt; // a kind
}

} // namespace

Result<EntryView> readEntry(const log::Store& store, std::uint64_t seq)
{
    auto body = store.body(seq);
    if (!body)
        return fail(body.error());
    EntryView view{.seq = seq, .body = std::move(*body)};
    if (auto entry = log::parseBody(view.body))
        view.entry = std::move(*entry);
    prove(store, view);
    return view;
}

EntryDetail::EntryDetail(QWidget* parent)
    : QFrame(parent), m_sentence(makeText({}, TextRole::Subheading, this)),
      m_facts(makeText({}, TextRole::Small, this)), m_jumps(new QHBoxLayout),
      m_showBody(makeButton(tr("As it is stored"), ButtonRole::Quiet, this)),
      m_showProof(makeButton(tr("Proof that it is in the log"), ButtonRole::Quiet, this)),
      m_text(new QPlainTextEdit(this))
{
    setProperty("role", u"card"_s);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(px(20), px(12), px(20), px(12));
    column->setSpacing(px(6));
    column->addWidget(m_sentence);
    column->addWidget(m_facts);
    m_jumps->setSpacing(px(4));
    auto* line = new QHBoxLayout;
    line->addLayout(m_jumps);
    line->addStretch(1);
    auto* which = new QButtonGroup(this);
    for (QPushButton* button : {m_showBody, m_showProof}) {
        button->setCheckable(true);
        which->addButton(button);
        line->addWidget(button);
        connect(button, &QPushButton::clicked, this, &EntryDetail::showText);
    }
    m_showBody->setChecked(true);
    column->addLayout(line);
    m_text->setReadOnly(true);
    m_text->setProperty("role", u"mono"_s);
    m_text->setTabChangesFocus(true);
    column->addWidget(m_text, 1);
    clear({});
}

void EntryDetail::clear(const QString& why)
{
    m_sentence->setText(why);
    m_facts->clear();
    m_body.clear();
    m_proof.clear();
    showJumps({});
    showText();
}

void EntryDetail::show(const EntryView& view)
{
    const auto& entry = view.entry;
    m_sentence->setText(entry ? sentenceOf(*entry)
                              : tr("Entry %1 cannot be read. Verify the log.").arg(view.seq));
    m_facts->setText(
        entry ? tr("Entry %1 · %2 · %3 · %4")
                    .arg(QString::number(view.seq), qt(toIsoTime(entry->time)), qt(entry->kind),
                         qt(entry->role.empty() ? entry->actor : entry->actor + ", " + entry->role))
              : QString());
    m_body = qt(view.body);
    m_proof = proofText(view);
    showJumps(view);
    showText();
}

void EntryDetail::showJumps(const EntryView& view)
{
    while (QLayoutItem* item = m_jumps->takeAt(0)) {
        if (QWidget* button = item->widget()) {
            button->hide();
            button->deleteLater();
        }
        delete item;
    }
    if (!view.entry)
        return;
    for (const std::string& subject : log::subjectsOf(*view.entry))
        if (const auto jump = jumpOf(subject); jump && m_jumps->count() < kMostJumps) {
            const QString shown = fontMetrics().elidedText(jump->text, Qt::ElideRight, px(180));
            auto* button = makeButton(QString(shown).replace(u'&', u"&&"_s), ButtonRole::Quiet, this);
            button->setToolTip(tr("Show all entries of: %1").arg(jump->text));
            button->setAccessibleName(button->toolTip());
            connect(button, &QPushButton::clicked, this,
                    [this, line = qt(log::filterLine(jump->filter))] { Q_EMIT jumpRequested(line); });
            m_jumps->addWidget(button);
        }
}

void EntryDetail::showText()
{
    const bool proof = m_showProof->isChecked();
    m_text->setAccessibleName(proof ? tr("The proof that the entry is in the log")
                                    : tr("The entry as it is stored"));
    m_text->setPlainText(proof ? m_proof : m_body);
}

} // namespace keyrite::ui
