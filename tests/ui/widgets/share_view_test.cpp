#include "ui/widgets/share_view.h"

#include "tests/test_main.h"

#include <QAccessible>
#include <QPushButton>
#include <QSignalSpy>
#include <QTimer>

using namespace keyrite;
using namespace keyrite::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr int kVisibleSeconds = 60;

slip39::Mnemonic words()
{
    std::array<std::uint16_t, 33> indices{};
    for (std::size_t i = 0; i < indices.size(); ++i)
        indices[i] = static_cast<std::uint16_t>(31 * i);
    return slip39::Mnemonic::fromIndices(indices).value();
}

} // namespace

class ShareViewTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void coveredUntilAsked()
    {
        ShareView view(u"sheet 3"_s, kVisibleSeconds, nullptr);
        view.resize(820, 320);
        const QSignalSpy asked(&view, &ShareView::revealRequested);
        QVERIFY(view.isCovered());
        const QImage before = view.grab().toImage();
        view.findChild<QPushButton*>()->click();
        QCOMPARE(asked.count(), 1);
        QVERIFY(view.isCovered()); // asking is not getting
        view.reveal(words());
        QVERIFY(!view.isCovered());
        QVERIFY(view.grab().toImage() != before);
        view.cover();
        QVERIFY(view.grab().toImage() == before);
    }

    void coversWhenTheKeyboardGoes()
    {
        ShareView view(u"sheet 3"_s, kVisibleSeconds, nullptr);
        const QSignalSpy covered(&view, &ShareView::covered);
        view.reveal(words());
        QFocusEvent out(QEvent::FocusOut);
        QCoreApplication::sendEvent(&view, &out);
        QVERIFY(view.isCovered());
        QCOMPARE(covered.count(), 1);
    }

    void coversOnAnyKeyAndWhenHidden()
    {
        ShareView view(u"sheet 3"_s, kVisibleSeconds, nullptr);
        view.reveal(words());
        QTest::keyClick(&view, Qt::Key_Space);
        QVERIFY(view.isCovered());
        view.show();
        view.reveal(words());
        view.hide();
        QVERIFY(view.isCovered());
    }

    void coversWhenTheTimeIsOver()
    {
        ShareView view(u"sheet 3"_s, kVisibleSeconds, nullptr);
        view.reveal(words());
        auto* timer = view.findChild<QTimer*>();
        QVERIFY(timer && timer->isActive());
        const auto tick = [timer] {
            QTimerEvent second(timer->timerId());
            QCoreApplication::sendEvent(timer, &second);
        };
        for (int second = 1; second < kVisibleSeconds; ++second)
            tick();
        QVERIFY(!view.isCovered());
        tick();
        QVERIFY(view.isCovered());
    }

    void nothingForAScreenReader()
    {
        ShareView view(u"sheet 3"_s, kVisibleSeconds, nullptr);
        view.reveal(words());
        QAccessibleInterface* accessible = QAccessible::queryAccessibleInterface(&view);
        QVERIFY(accessible && !accessible->textInterface());
        QCOMPARE(accessible->text(QAccessible::Name), u"Words of sheet 3, shown on the screen only"_s);
        QVERIFY(accessible->text(QAccessible::Value).isEmpty());
    }
};

KEYRITE_GUI_TEST_MAIN(ShareViewTest)
#include "share_view_test.moc"
