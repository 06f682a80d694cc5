#include "core/plan/delay_loss.h"
#include "core/plan/normal.h"
#include "tests/core/plan/printed.h"
#include "tests/test_main.h"

using namespace keyrite::plan;

class DelayLossTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void checkValues() // of the model, to the printed digits
    {
        VERIFY_PRINTS(expectedShortfallFactor(0.975), "%.4f", "2.3378");
        const HorizonShortfall rows[] = {{10, 10}, {6, 20}, {3, 40}};
        VERIFY_PRINTS(cascadeShortfall(rows), "%.4f", "12.4097");
        VERIFY_PRINTS(barrierProbability(0.10, 0.04, 2), "%.5f", "0.06253");
        VERIFY_PRINTS(linearLoss(100e6, 0.04, 0.5), "%.0f", "1128379"); // 4 million times sqrt(1 / 4 pi)
        VERIFY_PRINTS(tailLoss(1, 1, 1, 3, 0.975), "%.4f", "0.9683"); // 2.3378 (sqrt 2 - 1) = 2.3378 * .41421
        VERIFY_PRINTS(impactFraction(1, 0.04, 0.25), "%.3f", "0.020");
    }

    void noDelayNoLoss()
    {
        const DelayLoss terms[] = {Linear{1e6, 0.04},
                                   Tail{1e6, 0.04, 10},
                                   Cascade{{{10, 10}, {6, 20}}},
                                   Impact{1e6, 0.04, 1, 0.1},
                                   Barrier{1e5, 0.1, 0.04},
                                   Deadline{1e5, 4},
                                   Funding{1e6, 1e-4, 8},
                                   CollateralCall{1e6, 0.02, 4, 2}};
        for (const DelayLoss& term : terms)
            QCOMPARE(delayLoss(term, 0), 0.0);
    }

    void aLongerDelayNeverCostsLess()
    {
        const DelayLoss terms[] = {Linear{1e6, 0.04},
                                   Tail{1e6, 0.04, 10},
                                   Cascade{{{10, 10}, {6, 20}}},
                                   Impact{1e6, 0.04, 1, 0.1, 3},
                                   Barrier{1e5, 0.1, 0.04},
                                   Deadline{1e5, 4},
                                   Funding{1e6, 1e-4, 8},
                                   CollateralCall{1e6, 0.02, 4, 2}};
        for (const DelayLoss& term : terms)
            for (double hours = 0; hours < 100; hours += 0.5)
                QVERIFY(delayLoss(term, hours + 0.5) >= delayLoss(term, hours));
    }

    void deadlinesFallDueAfterThem()
    {
        QCOMPARE(delayLoss(Deadline{5, 4}, 4), 0.0);
        QCOMPARE(delayLoss(Deadline{5, 4}, 4.001), 5.0);
        QCOMPARE(delayLoss(CollateralCall{1e6, 0.02, 4, 2}, 6), 0.0);
        VERIFY_PRINTS(delayLoss(CollateralCall{1e6, 0.02, 4, 2}, 6.1), "%.2f", "25231.33");
        QCOMPARE(delayLoss(Funding{1e6, 1e-4, 8}, 24), 300.0);
        QCOMPARE(delayLoss(Impact{1e6, 0.04, 1, 0.25, 3}, 3), 0.0);
        QCOMPARE(delayLoss(Impact{1e6, 0.04, 1, 0.25, 3}, 4), 20000.0);
    }
};

KEYRITE_TEST_MAIN(DelayLossTest)
#include "delay_loss_test.moc"
