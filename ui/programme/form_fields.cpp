#include "ui/programme/form_fields.h"

using namespace Qt::StringLiterals;

namespace keyrite::ui {

std::optional<Day> day(const FormValues& values, const QString& id)
{
    const auto read = fromIsoDay(text(values, id));
    return read ? std::optional(*read) : std::nullopt;
}

std::vector<std::string> list(const FormValues& values, const QString& id)
{
    std::vector<std::string> all;
    for (const QString& one : values.at(id).split(u',', Qt::SkipEmptyParts))
        all.push_back(one.trimmed().toStdString());
    return all;
}

QString joined(const std::vector<std::string>& texts)
{
    QStringList all;
    for (const std::string& one : texts)
        all << qt(one);
    return all.join(u", "_s);
}

FormField line(const char* id, const QString& label, const QString& help, const QString& value)
{
    return {QString::fromLatin1(id), label, help, FieldKind::Line, value};
}

FormField dayField(const char* id, const QString& label)
{
    return {QString::fromLatin1(id), label, {}, FieldKind::Day};
}

FormField optionalDay(const char* id, const QString& label, const QString& help, const QString& value)
{
    return {QString::fromLatin1(id), label, help, FieldKind::Day, value, {}, true};
}

FormField numberField(const char* id, const QString& label, const QString& help, const QString& value)
{
    return {QString::fromLatin1(id), label, help, FieldKind::Number, value};
}

FormField choice(const char* id, const QString& label, FormOptions options, const QString& value)
{
    return {QString::fromLatin1(id), label, {}, FieldKind::Choice, value, std::move(options)};
}

} // namespace keyrite::ui
