// A small log in a temporary folder, with an entry of each kind that the window has words for.
#pragma once

#include "core/log/store.h"
#include "ui/pages/collection_page.h"

class QDialog;

namespace keyrite::ui::gallery {

// A read-only store over some 300 entries; its file is removed at once, as the open store does not need its
// name.
log::Store sampleLog();
log::Store emptyLog();
log::Store logOf(std::vector<log::Entry> entries);

// An entry that names a ceremony, two people, a key, a share set and a sheet of it.
log::Entry aboutEverything(int minute);

// The logs of other rooms: one verified, one forked, one not read, one that nobody verified.
CollectionView sampleCollection(bool longNames);

// The dialogs of the log, each in the states that it has, with the name of its picture.
std::vector<std::pair<QDialog*, QString>> logDialogs(QWidget* parent, bool longNames);

// The entries themselves, without sequence numbers.
std::vector<log::Entry> sampleEntries();

} // namespace keyrite::ui::gallery
