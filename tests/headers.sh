#!/bin/sh
# SPDX-License-Identifier: MIT
# The public header compiles alone, in every dialect that a plugin may be written in, and twice over.
set -u
header=${top_srcdir:-.}/core
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
printf '#include <lapidary/plugin.h>\n#include <lapidary/plugin.h>\nextern int empty;\n' >"$work/alone.c"
cp "$work/alone.c" "$work/alone.cpp"
cat >"$work/whole.c" <<'TEXT'
#include <lapidary/plugin.h>
static const struct lap_plugin plugin = {LAP_PLUGIN_HEAD, LAP_EXTRACTOR, "whole", "1.0", "Nothing.",
                                         NULL, NULL, NULL, NULL, NULL, NULL, NULL};
const struct lap_plugin *lapidary_plugin_v1(void) { return &plugin; }
TEXT
cp "$work/whole.c" "$work/whole.cpp"

number=0
# compiles DIALECT FILE COMPILER FLAGS...: one case
compiles() {
    file=$2 name="$2 as $1" flag=-std=$1
    shift 2
    number=$((number + 1))
    if ! command -v "$1" >/dev/null 2>&1; then
        echo "ok $number - $name # SKIP no compiler $1"
    elif "$@" "$flag" -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror \
        -I"$header" -c -o "$work/object.o" "$work/$file" 2>"$work/told"; then
        echo "ok $number - $name"
    else
        echo "not ok $number - $name"
        sed 's/^/# /' "$work/told"
    fi
}

echo 1..8
for source in alone whole; do
    for dialect in c99 c11 c17; do
        # shellcheck disable=SC2086 # CC may hold flags
        compiles "$dialect" "$source.c" ${CC:-cc} -Wstrict-prototypes -Wmissing-prototypes
    done
    # shellcheck disable=SC2086 # CXX may hold flags
    compiles c++17 "$source.cpp" ${CXX:-c++}
done
