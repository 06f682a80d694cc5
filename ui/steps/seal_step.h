// SealStep: something goes into a bag or comes out of one; the bag's number is typed twice.
#pragma once

#include "ui/steps/step_view.h"

namespace keyrite::ui {

class BagField;
class CheckList;

struct SealView
{
    QString what = {};            // "Sheet 3 of 5, Mei Tanaka"
    bool unseal = false;          // the bag is opened
    QString expectedNumber = {};  // of the bag that is opened, from the log; empty when sealing
    QString suggestedNumber = {}; // filled in already, in practice; empty: people type it
};

class SealStep final : public StepView
{
    Q_OBJECT

public:
    SealStep(const SealView& view, QWidget* parent);
    QString bagNumber() const; // agreed by both typings; empty before
    const QString& expectedNumber() const { return m_view.expectedNumber; }
    bool isExchanged() const; // both typings agree on another number than that of the log
    QWidget* firstFocus() override;

private:
    void look();

    SealView m_view;
    BagField* m_bag;
    CheckList* m_list;
};

} // namespace keyrite::ui
