#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# The program itself: help, version, manual pages, and words that it does not know.
# shellcheck disable=SC2154,SC2016 # program.bash and bats set variables; inner shells expand
load program

commands='run list show test explain score verify'

# The exit statuses that a manual page lists.
statuses_of() {
    sed -n '/^\.Sh EXIT STATUS/,/^\.El/s/^\.It //p' "$1"
}

@test "--version tells the version that the package has" {
    ends_with 0 lapidary --version
    [ "$output" = "lapidary $(sed -n 's/^AC_INIT(\[lapidary\], \[\(.*\)\])$/\1/p' "$top/configure.ac")" ]
}

@test "--help names every command, and those that are tested here" {
    ends_with 0 lapidary --help
    told=$(sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p' <<<"$output" | paste -sd ' ')
    [ "$told" = "$commands" ]
}

@test "each command's --help begins with an example" {
    for command in $commands; do
        ends_with 0 lapidary "$command" --help
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

@test "an empty argument is wrong usage" {
    for words in "run '' -o out" "run -o out -- ''" "verify ''" "show ''" "score tables ''"; do
        eval "ends_with 2 lapidary $words"
        [[ $output == *"an argument is empty; leave it out, or say what it names; see"* ]]
    done
    ends_with 2 lapidary list --plugin-path ''
    [[ $output == *"lapidary: '': this folder of the plugin path cannot be read"* ]]
}

@test "too small a stack is told" {
    ulimit -Ss 255
    ends_with 3 lapidary list
    [[ $output == "lapidary: the limit on the stack is 255 KiB; raise it (ulimit -s 256)" ]]
    ulimit -Ss 256
    ends_with 0 lapidary run --quiet -o out "$examples/papers.jsonl"
}

@test "too few descriptors are told, and are no fault of a plugin or of a run" {
    lapidary run --quiet -o out "$examples/papers.jsonl"
    for words in list "show speedups" "test text" "explain speedups --text x" "score out out" "verify out"; do
        # shellcheck disable=SC2086 # words
        ends_with 3 bash -c 'ulimit -Sn 15; exec "$@"' bash "$LAPIDARY" $words
        [[ $output == "lapidary: 15 descriptors are too few: Too many open files; let the program open more files (ulimit -n)" ]]
    done
}

@test "behind -- there are no options" {
    grep -q __asan_ "$LAPIDARY" || ulimit -v 400000 # it once took words for ever
    cp "$examples/papers.jsonl" ./-papers.jsonl
    ends_with 0 lapidary run --quiet -o -- -- -papers.jsonl
    mv -- -- out
    ends_with 0 lapidary verify -- out
    ends_with 0 lapidary test --plugin-path . -- text jsonl
    ends_with 2 lapidary verify -- out --json
    [[ $output == *"one word too many"* ]]
}

@test "a full disk behind standard output is told" {
    [ -w /dev/full ] || skip "no /dev/full"
    ends_with 3 bash -c '"$0" list >/dev/full' "$LAPIDARY"
    for command in $commands; do
        ends_with 3 bash -c '"$0" "$1" --help >/dev/full' "$LAPIDARY" "$command"
        statuses_of "$top/docs/man/lapidary-$command.1" | grep -qx 3
    done
}

@test "the manual page of a command names the options that its help names" {
    for command in $commands; do
        help=$(lapidary "$command" --help | options_of)
        manual=$(sed 's/\\-/-/g; s/Fl -/--/g' "$top/docs/man/lapidary-$command.1" |
            grep -E '^\.It' | options_of)
        diff <(echo "$help") <(echo "$manual")
    done
}

@test "the manual page of a command lists the exit statuses that its help lists" {
    for command in $commands; do
        lapidary "$command" --help | sed -n '/^Exit status/,$p' | grep -o '[0-9]' >statuses
        statuses_of "$top/docs/man/lapidary-$command.1" | diff statuses -
    done
    [ "$(statuses_of "$top/docs/man/lapidary.1" | tr '\n' ' ')" = "0 1 2 3 " ]
}

# The commands that the manual pages and the helps show, a line each.
shown_commands() {
    sed -n 's/^\.Dl //p; /^\.Bd/,/^\.Ed/s/^lapidary /&/p' "$top"/docs/man/*.1 | sed 's/\\e/\\/g; s/\\-/-/g'
    for command in $commands; do
        lapidary "$command" --help | sed -n '1s/^Example: //p'
    done
}

# What those commands take: pages, papers, a folder of plugins, and rows that were marked by hand.
make_what_is_shown() {
    mkdir -p archive pages my/plugins
    cp "$examples/spaced.txt" saved_page.txt
    cp "$examples/spaced.txt" monday.txt
    cp "$examples/glued.txt" tuesday.txt
    cp "$examples/dated.txt" archive
    cp "$examples/dated.txt" pages
    printf 'We sort twice as fast.\nWe need half the memory.\n' >notes.txt
    for number in {1..12}; do
        text="We sort $number.5x faster on CIFAR-10."
        echo "{\"id\": \"$number\", \"title\": \"Pebbles\", \"abstract\": \"$text\", \"text\": \"$text\"}"
    done >papers.jsonl
    lapidary run --quiet papers.jsonl -o marked
}

@test "each command that a manual page or a help shows runs as it stands there" {
    make_what_is_shown
    shown_commands >shown
    [ "$(wc -l <shown)" -ge 20 ]
    while read -r line; do
        case $line in
        *'lapidary run'*) rm -rf tables ;;
        *) [ -d tables ] || cp -r marked tables ;;
        esac
        eval "$line" >told 2>&1 </dev/null || { echo "$line"; cat told; return 1; }
        [ -s told ]
        [[ $line != *'lapidary run'* ]] || [ "$(wc -l <tables/speedups.csv)" -gt 1 ]
    done <shown
}

@test "the run declaration that the manual page shows is one" {
    make_what_is_shown
    sed -n '/^\.Bd/,/^\.Ed/{/^\./!p}' "$top/docs/man/lapidary-run.1" >shown.yaml
    ends_with 0 lapidary run --config shown.yaml
    [ "$(wc -l <tables/speedups.csv)" -gt 12 ]
}
