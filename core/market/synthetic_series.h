// A made-up price series with crashes, for practice rooms without price files: the same on every machine, and
// its first line says that it is not a market's.
#pragma once

#include <string>

namespace keyrite::market {

inline constexpr const char* kSyntheticLabel = "SYNTHETIC PRICES FOR PRACTICE";

// Daily bars (date,open,high,low,close) from 2014-01-01 on, `days` of them, as CSV with the label as its
// first line.
std::string syntheticSeries(int days);

// Whether a comment of an import (SeriesImport::comment) says that its prices are made up.
bool isSynthetic(const std::string& comment);

} // namespace keyrite::market
