#!/bin/sh
# Checks who includes whom (docs/architecture.md): app -> ui -> core; inside core each layer includes only earlier
# ones, and siblings never include each other; core never includes Qt. With --self-test, shows that it can fail.
set -eu
root=$1
status=0

# The rank of a folder of core; folders of one rank are siblings.
rank() {
    case $1 in
    "") echo 0 ;;
    crypto) echo 1 ;;
    slip39 | hsm | log | vault | plan | market) echo 2 ;;
    registry | paper) echo 3 ;;
    ceremony) echo 4 ;;
    drill | watch | evidence) echo 5 ;;
    *) echo 99 ;;
    esac
}

refuse() {
    echo "$1 includes $2: $3"
    status=1
}

folder_of() { # core/log/store.h -> log; core/result.h -> ""
    case $1 in
    core/*/*) rest=${1#core/}; echo "${rest%%/*}" ;;
    *) echo "" ;;
    esac
}

check() {
    file=$1 target=$2
    case $file in
    core/*)
        case $target in
        Q[A-Z]* | Qt*/*) refuse "$file" "$target" "core is Qt-free" ;;
        ui/* | app/* | tests/*) refuse "$file" "$target" "core includes only core" ;;
        core/*)
            from=$(folder_of "$file")
            to=$(folder_of "$target")
            if [ "$from" != "$to" ] && [ "$(rank "$to")" -ge "$(rank "$from")" ]; then
                refuse "$file" "$target" "a layer includes only earlier layers"
            fi
            ;;
        esac
        ;;
    ui/*) case $target in app/* | tests/*) refuse "$file" "$target" "ui includes only ui and core" ;; esac ;;
    app/keyrite-cli/*)
        case $target in Q[A-Z]* | ui/* | tests/*) refuse "$file" "$target" "keyrite-cli links core alone" ;; esac
        ;;
    app/*) case $target in tests/*) refuse "$file" "$target" "app includes no tests" ;; esac ;;
    esac
}

cd "$root"
find core ui app -name '*.h' -o -name '*.cpp' -o -name '*.in' | xargs grep -HoE '^#include [<"][^>"]+' |
    sed -E 's/:#include [<"]/ /' >"${TMPDIR:-/tmp}/includes.$$"
trap 'rm -f "${TMPDIR:-/tmp}/includes.$$"' EXIT
while read -r file target; do
    check "$file" "$target"
done <"${TMPDIR:-/tmp}/includes.$$"

# A check that cannot fail is none.
real=$status
for pair in "core/log/a.h core/slip39/share.h" "core/crypto/a.h core/hsm/module.h" "core/a.h QString" "ui/a.h app/b.h" "core/log/a.cpp core/ceremony/room.h"; do
    status=0
    # shellcheck disable=SC2086
    check $pair >/dev/null
    [ $status = 1 ] || { echo "The check itself is broken: it accepted $pair"; real=1; }
done
[ "$real" = 0 ] && echo "$(wc -l <"${TMPDIR:-/tmp}/includes.$$") includes point in the right direction."
exit $real
