// Sample pages for the gallery and for tests that walk over every page.
#pragma once

#include "ui/main_window.h"

#include <QDialog>

namespace keyrite::ui::gallery {

// Adds every page of the navigation, filled with samples, to `window`.
void addPages(MainWindow& window, bool longNames);

// The pages that are no entry of the navigation, with their names.
std::vector<std::pair<QWidget*, QString>> lonePages(MainWindow& window, bool longNames);

// The dialogs in which a key of the room's signs.
std::vector<std::pair<QDialog*, QString>> signingDialogs(QWidget* parent);

} // namespace keyrite::ui::gallery
