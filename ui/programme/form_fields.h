// The answers of a form read, and its fields made: for the forms of the programme alone. GUI thread only.
#pragma once

#include "ui/programme/form_options.h"

namespace keyrite::ui {

inline QString qt(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

inline std::string text(const FormValues& values, const QString& id)
{
    return values.at(id).toStdString();
}

// Empty where nothing was typed.
std::optional<Day> day(const FormValues& values, const QString& id);
// What stands between commas.
std::vector<std::string> list(const FormValues& values, const QString& id);
QString joined(const std::vector<std::string>& texts);

FormField line(const char* id, const QString& label, const QString& help = {}, const QString& value = {});
FormField dayField(const char* id, const QString& label);
FormField optionalDay(const char* id, const QString& label, const QString& help, const QString& value = {});
FormField numberField(const char* id, const QString& label, const QString& help, const QString& value);
FormField choice(const char* id, const QString& label, FormOptions options, const QString& value = {});

} // namespace keyrite::ui
