#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# The program itself: help, version, manual pages, and words that it does not know.
# shellcheck disable=SC2154,SC2016 # program.bash and bats set variables; inner shells expand
load program

@test "--version tells the version that the package has" {
    ends_with 0 lapidary --version
    [ "$output" = "lapidary $(sed -n 's/^AC_INIT(\[lapidary\], \[\(.*\)\])$/\1/p' "$top/configure.ac")" ]
}

@test "--help names every command" {
    ends_with 0 lapidary --help
    for command in run list show test; do
        [[ $output == *"  $command "* ]]
    done
}

@test "each command's --help begins with an example" {
    for command in run list show test; do
        ends_with 0 lapidary $command --help
        [[ ${lines[0]} == "Example: lapidary $command"* ]]
    done
}

@test "no command is wrong usage, and says where to learn more" {
    ends_with 2 lapidary
    [[ $output == *"lapidary --help"* ]]
}

@test "an unknown command is wrong usage, and the nearest one is named" {
    ends_with 2 lapidary rum
    [[ $output == *"'rum'"* && $output == *"run"* ]]
}

@test "an unknown option is wrong usage, and the nearest one is named" {
    ends_with 2 lapidary run --sprdsheet x -o y
    [[ $output == *"--sprdsheet"* && $output == *"--spreadsheet"* ]]
}

@test "a full disk behind standard output is told" {
    [ -w /dev/full ] || skip "no /dev/full"
    ends_with 3 bash -c '"$0" list >/dev/full' "$LAPIDARY"
}

@test "the manual page of a command names the options that its help names" {
    for command in run list show test; do
        help=$(lapidary $command --help | options_of)
        manual=$(sed 's/\\-/-/g; s/Fl -/--/g' "$top/docs/man/lapidary-$command.1" |
            grep -E '^\.It' | options_of)
        diff <(echo "$help") <(echo "$manual")
    done
}

@test "every manual page lists the four exit statuses" {
    for page in "$top"/docs/man/*.1; do
        for status in 0 1 2 3; do
            sed -n '/^\.Sh EXIT STATUS/,/^\.El/p' "$page" | grep -qx ".It $status"
        done
    done
}
