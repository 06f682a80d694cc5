// TaskList: things that the program does or looks at by itself, each with its state in a sign and a word.
#pragma once

#include <QWidget>

#include <vector>

class QVBoxLayout;

namespace keyrite::ui {

enum class TaskState { Waiting, Running, Good, Attention, Failed };

struct Task
{
    QString title = {};
    QString detail = {}; // what was found, or what to do; may be empty
    TaskState state = TaskState::Waiting;
};

// What the words beside the signs speak of: checks ("good", "not fit") or work ("done", "failed").
enum class TaskWords { Checks, Work };

class TaskList final : public QWidget
{
    Q_OBJECT

public:
    TaskList(TaskWords words, QWidget* parent);
    void setTasks(const std::vector<Task>& tasks);

    // How many have the state.
    int count(TaskState state) const;

private:
    TaskWords m_words;
    std::vector<Task> m_tasks;
    QWidget* m_rows = nullptr;
    QVBoxLayout* m_column;
};

} // namespace keyrite::ui
