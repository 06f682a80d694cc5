// The type scale of all documents: few sizes, one look.
#pragma once

#include "core/paper/page.h"

namespace keyrite::paper {

inline constexpr TextStyle kTitle{Face::Strong, 24, Ink::Black, Align::Left};
inline constexpr TextStyle kHeading{Face::Strong, 12, Ink::Black, Align::Left};
inline constexpr TextStyle kLead{Face::Text, 11, Ink::Black, Align::Left};
inline constexpr TextStyle kBody{Face::Text, 9.5, Ink::Black, Align::Left};
inline constexpr TextStyle kBodyStrong{Face::Strong, 9.5, Ink::Black, Align::Left};
inline constexpr TextStyle kSmall{Face::Text, 8, Ink::Grey, Align::Left};
inline constexpr TextStyle kLabel{Face::Text, 7.5, Ink::Grey, Align::Left};
inline constexpr TextStyle kMono{Face::Mono, 9.5, Ink::Black, Align::Left};
inline constexpr TextStyle kMonoStrong{Face::MonoStrong, 9.5, Ink::Black, Align::Left};
inline constexpr TextStyle kMonoSmall{Face::Mono, 7.5, Ink::Black, Align::Left};

// The same style, aligned otherwise.
constexpr TextStyle aligned(TextStyle style, Align align)
{
    style.align = align;
    return style;
}

// The same style in another ink.
constexpr TextStyle inked(TextStyle style, Ink ink)
{
    style.ink = ink;
    return style;
}

} // namespace keyrite::paper
