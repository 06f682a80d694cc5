#include "ui/widgets/bag_field.h"

#include "ui/tokens.h"
#include "ui/widgets/text.h"

#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMouseEvent>
#include <QRegularExpressionValidator>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keyrite::ui {

namespace {

constexpr int kLeastLength = 4;
constexpr int kMostLength = 32;

QString normal(const QString& typed)
{
    return typed.trimmed().toUpper();
}

// A line that takes keys only: what is pasted was not read from the bag.
class TypedLine final : public QLineEdit
{
public:
    TypedLine(const QString& name, QWidget* parent) : QLineEdit(parent)
    {
        setProperty("role", QStringLiteral("mono"));
        setAccessibleName(name);
        setMaxLength(kMostLength);
        setContextMenuPolicy(Qt::NoContextMenu);
        setAcceptDrops(false);
        static const QRegularExpression allowed(u"[A-Za-z0-9 ./-]*"_s);
        setValidator(new QRegularExpressionValidator(allowed, this));
    }

protected:
    void keyPressEvent(QKeyEvent* event) override
    {
        if (!event->matches(QKeySequence::Paste))
            QLineEdit::keyPressEvent(event);
    }
    void mouseReleaseEvent(QMouseEvent* event) override
    {
        if (event->button() != Qt::MiddleButton)
            QLineEdit::mouseReleaseEvent(event);
    }
};

qsizetype firstDifference(const QString& a, const QString& b)
{
    return std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin();
}

} // namespace

BagField::BagField(QWidget* parent)
    : QWidget(parent), m_first(new TypedLine(tr("Bag number"), this)),
      m_second(new TypedLine(tr("Bag number again"), this)), m_verdict(makeText({}, TextRole::Body, this))
{
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(px(24));
    grid->setVerticalSpacing(px(6));
    grid->addWidget(makeText(tr("Bag number, as printed on the bag"), TextRole::Strong, this), 0, 0);
    grid->addWidget(makeText(tr("Again, read from the bag by the other person"), TextRole::Strong, this), 0,
                    1);
    grid->addWidget(m_first, 1, 0);
    grid->addWidget(m_second, 1, 1);
    grid->addWidget(m_verdict, 2, 0, 1, 2);
    connect(m_first, &QLineEdit::textChanged, this, &BagField::look);
    connect(m_second, &QLineEdit::textChanged, this, &BagField::look);
    look();
}

void BagField::fill(const QString& number)
{
    m_first->setText(number);
    m_second->setText(number);
}

bool BagField::valid() const
{
    const QString first = normal(m_first->text());
    return first.size() >= kLeastLength && first == normal(m_second->text());
}

QString BagField::number() const
{
    return valid() ? normal(m_first->text()) : QString();
}

void BagField::look()
{
    const QString first = normal(m_first->text());
    const QString second = normal(m_second->text());
    Tone tone = Tone::Neutral;
    QString verdict = tr("Two people read the number from the bag itself and each types it once.");
    if (valid()) {
        tone = Tone::Good;
        verdict = tr("✓ Both are the same.");
    } else if (!second.isEmpty() && !first.startsWith(second)) {
        tone = Tone::Bad;
        verdict = tr("✗ They differ at character %1. Look at the bag again.")
                      .arg(firstDifference(first, second) + 1);
    }
    m_verdict->setText(verdict);
    setTone(m_verdict, tone);
    setTone(m_second, tone);
    Q_EMIT changed(valid());
}

} // namespace keyrite::ui
