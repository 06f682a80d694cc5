#include "ui/procedure_text.h"

#include "core/ceremony/papers.h"

#include <QLocale>

namespace keyrite::ui {

std::string interfaceLanguage()
{
    return QLocale().name().section(u'_', 0, 0).toStdString();
}

QString textOf(const ceremony::Text& text)
{
    return QString::fromStdString(text.in(interfaceLanguage()));
}

QString filled(const ceremony::State& state, const ceremony::Text& text)
{
    return QString::fromStdString(ceremony::filledIn(text.in(interfaceLanguage()), state, state.run()));
}

} // namespace keyrite::ui
