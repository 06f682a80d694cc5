// PolicyView: a share set as a picture: what it takes at the top, below it the groups (sites) with their
// members (sheets) and how each sheet stands.
#pragma once

#include "ui/widgets/text.h"

#include <QWidget>

#include <vector>

namespace keyrite::ui {

struct MemberPicture
{
    QString name = {};  // "Sheet 3, Mei Tanaka"
    QString state = {}; // "proven 22 Nov 2026"; a word, for colour is never alone
    Tone tone = Tone::Neutral;
};

struct GroupPicture
{
    QString name = {}; // "Zurich"
    int threshold = 1;
    std::vector<MemberPicture> members = {};
    QString state = {}; // "complete", "1 more sheet"; may be empty
    Tone tone = Tone::Neutral;
};

struct PolicyPicture
{
    int groupThreshold = 1;
    std::vector<GroupPicture> groups = {};
};

class PolicyView final : public QWidget
{
    Q_OBJECT

public:
    PolicyView(const PolicyPicture& picture, QWidget* parent);

    // Rebuilds from new values.
    void setPicture(const PolicyPicture& picture);

    // "Any 2 of 3 groups; Zurich: any 2 of 3 sheets; ..." for a screen reader and for a caption.
    static QString sentence(const PolicyPicture& picture);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QWidget* m_root = nullptr;
    QWidget* m_crown = nullptr;
    std::vector<QWidget*> m_groups;
};

} // namespace keyrite::ui
