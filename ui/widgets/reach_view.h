// ReachView: who and which site can come at which sheets, as a picture: people at the left, sheets in the
// middle, sites at the right, and a line for each way. GUI thread only.
#pragma once

#include "ui/widgets/text.h"

#include <QWidget>

#include <vector>

namespace keyrite::ui {

struct ReachNode
{
    QString name = {};
    QString note = {}; // "one sheet from a quorum"; a word, for colour is never alone
    Tone tone = Tone::Neutral;
    std::vector<int> sheets = {};
};

struct ReachPicture
{
    std::vector<ReachNode> people = {};
    std::vector<ReachNode> sites = {};
    std::vector<int> sheets = {}; // that can be reached
};

class ReachView final : public QWidget
{
    Q_OBJECT

public:
    ReachView(ReachPicture picture, QWidget* parent);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::size_t rows() const;

    ReachPicture m_picture;
};

} // namespace keyrite::ui
