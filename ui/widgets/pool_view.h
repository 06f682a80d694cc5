// PoolView: how far a pool of sheets has come: a small card for each group whose sheets fill up.
#pragma once

#include "ui/widgets/text.h"

#include <QWidget>

#include <vector>

namespace keyrite::ui {

struct PoolGroup
{
    QString name = {};  // "Zurich"
    int needed = 1;     // member threshold; 0: not yet known
    int present = 0;    // sheets that are here
    QString state = {}; // "1 more sheet", "✓ complete"
    bool complete = false;
};

struct PoolPicture
{
    int groupsNeeded = 1;
    std::vector<PoolGroup> groups = {};
};

class PoolView final : public QWidget
{
    Q_OBJECT

public:
    explicit PoolView(QWidget* parent);
    void setPicture(const PoolPicture& picture);

private:
    QWidget* m_root = nullptr;
};

} // namespace keyrite::ui
