#include "ui/pages/log_page.h"

#include "ui/icon.h"
#include "ui/log_sentences.h"
#include "ui/models/log_model.h"
#include "ui/tokens.h"
#include "ui/widgets/text.h"
#include "ui/widgets/text_table.h"

#include <QItemSelectionModel>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace keyrite::ui {

LogPage::LogPage(QWidget* parent)
    : QWidget(parent), m_verify(makeButton(tr("Verify the log"), ButtonRole::Ordinary, this)),
      m_export(makeButton(tr("Export"), ButtonRole::Ordinary, this)), m_filter(new QLineEdit(this)),
      m_table(new TextTable(tr("Entries of the log"), this)),
      m_sentence(makeText({}, TextRole::Subheading, this)), m_facts(makeText({}, TextRole::Small, this)),
      m_body(new QPlainTextEdit(this))
{
    constexpr int kBodyHeightPx = 96;
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(px(40), px(40), px(40), px(24));
    column->setSpacing(px(12));
    column->addWidget(makeText(tr("Log"), TextRole::Title, this));
    auto* line = new QHBoxLayout;
    line->setSpacing(px(12));
    m_filter->setPlaceholderText(tr("Show only: KC-2026-0001, share., exception.raised"));
    m_filter->setAccessibleName(tr("Show only entries of a ceremony or a kind"));
    m_filter->setClearButtonEnabled(true);
    setButtonIcon(m_verify, icon(u"shield-check"_s));
    setButtonIcon(m_export, icon(u"file"_s));
    line->addWidget(m_filter, 1);
    line->addWidget(m_verify);
    line->addWidget(m_export);
    column->addLayout(line);
    column->addWidget(m_table, 1);
    auto* card = new Card(this);
    card->body()->setContentsMargins(px(20), px(14), px(20), px(14));
    card->body()->setSpacing(px(6));
    m_body->setReadOnly(true);
    m_body->setProperty("role", u"mono"_s);
    m_body->setAccessibleName(tr("The entry as it is stored"));
    m_body->setTabChangesFocus(true);
    m_body->setFixedHeight(px(kBodyHeightPx));
    for (QWidget* widget :
         {static_cast<QWidget*>(m_sentence), static_cast<QWidget*>(m_facts), static_cast<QWidget*>(m_body)})
        card->body()->addWidget(widget);
    column->addWidget(card);
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString& typed) {
        if (m_model)
            m_model->setFilter(filterOf(typed));
    });
    connect(m_verify, &QPushButton::clicked, this, &LogPage::verifyRequested);
    connect(m_export, &QPushButton::clicked, this, &LogPage::exportRequested);
    offer(false, false);
}

void LogPage::offer(bool verify, bool saveAs)
{
    m_verify->setVisible(verify);
    m_export->setVisible(saveAs);
}

void LogPage::setStore(log::Store store)
{
    delete m_model;
    m_model = new LogModel(std::move(store), this);
    m_model->setFilter(filterOf(m_filter->text()));
    m_table->setModel(m_model);
    m_table->setColumns({64, 190, 300, 130, 150}, LogModel::SentenceColumn);
    m_table->scrollToBottom();
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &LogPage::showSelected);
    if (m_model->rowCount() > 0)
        m_table->selectRow(m_model->rowCount() - 1);
}

void LogPage::refresh()
{
    if (m_model)
        m_model->refresh();
}

void LogPage::filterCeremony(const QString& id)
{
    m_filter->setText(id);
}

log::Filter LogPage::filterOf(const QString& typed)
{
    log::Filter filter;
    for (const QString& word : typed.split(u' ', Qt::SkipEmptyParts)) {
        if (word.startsWith(u"KC-"_s, Qt::CaseInsensitive))
            filter.ceremony = word.toUpper().toStdString();
        else
            filter.kind = word.toLower().toStdString();
    }
    return filter;
}

void LogPage::showSelected()
{
    const QModelIndex index = m_table->currentIndex();
    const auto entry =
        index.isValid() ? m_model->entryAt(index.row()) : Result<log::Entry>(fail(ErrorCode::NotFound, {}));
    const auto body = index.isValid() ? m_model->bodyAt(index.row()) : Result<std::string>(std::string());
    m_sentence->setText(entry ? sentenceOf(*entry) : QString());
    m_facts->setText(
        entry ? tr("%1 · %2 · %3")
                    .arg(QString::fromStdString(toIsoTime(entry->time)), QString::fromStdString(entry->kind),
                         QString::fromStdString(entry->role.empty() ? entry->actor
                                                                    : entry->actor + ", " + entry->role))
              : QString());
    m_body->setPlainText(body ? QString::fromStdString(*body) : QString::fromStdString(body.error().message));
}

} // namespace keyrite::ui
