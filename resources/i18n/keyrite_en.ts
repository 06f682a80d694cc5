<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<!-- English needs only its plurals: all other texts are in the source. -->
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>keyrite::ui::BacktestWords</name>
    <message numerus="yes">
        <source>%n defective row(s) of the file are not in the series.</source>
        <translation>
            <numerusform>%n defective row of the file is not in the series.</numerusform>
            <numerusform>%n defective rows of the file are not in the series.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>keyrite::ui::BacktestSeries</name>
    <message numerus="yes">
        <source>Go on without the %n defective row(s), named above and counted in the report.</source>
        <translation>
            <numerusform>Go on without the defective row, named above and counted in the report.</numerusform>
            <numerusform>Go on without the %n defective rows, named above and counted in the report.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>keyrite::ui::DistributionChart</name>
    <message numerus="yes">
        <source>%n start(s) from %1 to %2</source>
        <translation>
            <numerusform>%n start from %1 to %2</numerusform>
            <numerusform>%n starts from %1 to %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>keyrite::ui::LossChart</name>
    <message numerus="yes">
        <source>%n start(s). The arrow keys read them out.</source>
        <translation>
            <numerusform>%n start. The arrow keys read it out.</numerusform>
            <numerusform>%n starts. The arrow keys read them out.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>keyrite::ui::CompareStep</name>
    <message numerus="yes">
        <source>Heard all %n group(s) and they match</source>
        <translation>
            <numerusform>Heard the group and it matches</numerusform>
            <numerusform>Heard all %n groups and they match</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>keyrite::ui::GenerateStep</name>
    <message numerus="yes">
        <source>✓ %n throw(s): enough.</source>
        <translation>
            <numerusform>✓ %n throw: enough.</numerusform>
            <numerusform>✓ %n throws: enough.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>keyrite::ui::PrintDocumentsStep</name>
    <message numerus="yes">
        <source>%n page(s)</source>
        <translation>
            <numerusform>%n page</numerusform>
            <numerusform>%n pages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n copy(ies)</source>
        <translation>
            <numerusform>%n copy</numerusform>
            <numerusform>%n copies</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>keyrite::ui::ShareEnterStep</name>
    <message numerus="yes">
        <source>%n more sheet(s)</source>
        <translation>
            <numerusform>%n more sheet</numerusform>
            <numerusform>%n more sheets</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>keyrite::ui::ShareIssueStep</name>
    <message numerus="yes">
        <source>✓ Sent to the printer %n time(s). Only paper counts: look at it.</source>
        <translation>
            <numerusform>✓ Sent to the printer. Only paper counts: look at it.</numerusform>
            <numerusform>✓ Sent to the printer %n times. Only paper counts: look at it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>keyrite::ui::ShareView</name>
    <message numerus="yes">
        <source>Covers itself in %n second(s). Any key covers it now.</source>
        <translation>
            <numerusform>Covers itself in %n second. Any key covers it now.</numerusform>
            <numerusform>Covers itself in %n seconds. Any key covers it now.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>keyrite::ui::SignOffStep</name>
    <message numerus="yes">
        <source>%n exception(s) are noted and were read out.</source>
        <translation>
            <numerusform>%n exception is noted and was read out.</numerusform>
            <numerusform>%n exceptions are noted and were read out.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>keyrite::ui::SplitStep</name>
    <message numerus="yes">
        <source>%n sheet(s)</source>
        <translation>
            <numerusform>%n sheet</numerusform>
            <numerusform>%n sheets</numerusform>
        </translation>
    </message>
</context>
</TS>
