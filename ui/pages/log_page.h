// LogPage: the log as sentences, a filter line, and the raw body of the entry that is selected.
#pragma once

#include "core/log/store.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace keyrite::ui {

class LogModel;
class TextTable;

class LogPage final : public QWidget
{
    Q_OBJECT

public:
    explicit LogPage(QWidget* parent);

    // Shows a log; takes a read-only store.
    void setStore(log::Store store);

    // Shows the buttons whose signals somebody answers; none of them at first.
    void offer(bool verify, bool saveAs);

    // Looks whether entries were added.
    void refresh();

    // Shows the entries of one ceremony.
    void filterCeremony(const QString& id);

    // "KC-2026-0001 share." -> ceremony and kind. A word that begins like a ceremony's number names one, any
    // other is a kind or the beginning of kinds.
    static log::Filter filterOf(const QString& typed);

Q_SIGNALS:
    void verifyRequested();
    void exportRequested();

private:
    void showSelected();

    LogModel* m_model = nullptr;
    QPushButton* m_verify;
    QPushButton* m_export;
    QLineEdit* m_filter;
    TextTable* m_table;
    QLabel* m_sentence;
    QLabel* m_facts;
    QPlainTextEdit* m_body;
};

} // namespace keyrite::ui
