#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# What a newcomer meets first: quickstart and configure, where something is missing.
# shellcheck disable=SC2154,SC2016 # program.bash and bats set variables; inner shells expand
load program

# A system on which no package is installed and nobody may install any.
poor_system() {
    mkdir -p poor
    printf '#!/bin/sh\nexit 1\n' | tee poor/dpkg-query >poor/sudo
    printf '#!/bin/sh\necho 1000\n' >poor/id
    chmod +x poor/*
    PATH=$PWD/poor:$PATH
}

@test "quickstart wants one of its two words" {
    ends_with 2 "$top/quickstart"
    ends_with 2 "$top/quickstart" walk
    ends_with 2 "$top/quickstart" run --again
    ends_with 0 "$top/quickstart" --help
}

@test "quickstart says what is missing, what each is for, and what to do where it may not install" {
    poor_system
    ends_with 3 "$top/quickstart" run
    [[ $output == *"libpcre2-dev     PCRE2: the patterns"* ]]
    [[ $output == *"apt-get install --no-install-recommends gcc "*" nettle-dev"* ]]
    [[ $output != *bats* ]]
}

@test "quickstart check also wants what the tests need" {
    poor_system
    ends_with 3 "$top/quickstart" check
    [[ $output == *"bats             the tests of the commands"* ]]
}

# A source folder that is configured, on a system where all packages are there; configure and tests/run
# only say that they were called.
configured_with() {
    mkdir -p rich tests plugins schemas
    printf '#!/bin/sh\necho installed\n' >rich/dpkg-query
    printf '#!/bin/sh\necho all: >Makefile\n: >configured\n' >configure
    printf '#!/bin/sh\necho 1 passed, 0 failed\n' >tests/run
    chmod +x rich/dpkg-query configure tests/run
    : >configure.ac
    touch -d '1 day ago' configure.ac
    cp "$top/quickstart" .
    printf '%s\nall:\n' "$1" >Makefile
    PATH=$PWD/rich:$PATH
}

@test "quickstart check configures again what was configured without the tests' packages" {
    for line in 'BATS = no' 'CXX = no' 'CMOCKA_LIBS = '; do
        rm -f configured
        configured_with "$line"
        ends_with 0 ./quickstart check
        [ -e configured ]
    done
    rm configured
    configured_with 'BATS = bats'
    ends_with 0 ./quickstart check
    [ ! -e configured ]
}

# What configure needs to run in this folder, and no more.
copy_configure() {
    mkdir -p core/lapidary
    cp "$top/core/lapidary/plugin.h" core/lapidary/
    cp -r "$top"/{configure,build-aux,Makefile.in,lapidary.pc.in} .
}

@test "configure refuses a folder to install into that libtool cannot do with" {
    copy_configure
    for folder in --prefix='/opt/a b' --libdir=$'/opt/a\tb'; do
        ends_with 1 ./configure "$folder"
        [[ $output == *"error: a folder to install into holds white space"*"give another --prefix" ]]
    done
}

@test "configure tells all that is missing at once, with its Debian package" {
    copy_configure
    ends_with 1 ./configure PKG_CONFIG_LIBDIR=/nonexistent ac_cv_header_csv_h=no
    for package in libpcre2-dev libfyaml-dev libyajl-dev nettle-dev libseccomp-dev libarchive-dev zlib1g-dev libexpat1-dev libcsv-dev; do
        [[ $output == *"    $package "* ]]
    done
    [[ $output == *"apt-get install libpcre2-dev libfyaml-dev libyajl-dev nettle-dev libseccomp-dev libarchive-dev zlib1g-dev libexpat1-dev libcsv-dev"* ]]
}

@test "what an installed document links to is installed beside it" {
    local document links=0
    make -s -C "$(dirname "$LAPIDARY")" DESTDIR="$PWD" docdir=/doc install-nobase_docDATA
    while read -r document; do
        while read -r link; do
            [ -e "$(dirname "$document")/$link" ] || { echo "$document: $link"; return 1; }
            links=$((links + 1))
        done < <(grep -oP '\]\(\K(?!https?:)[^)#]+' "$document")
    done < <(find doc -name '*.md')
    [ "$links" -gt 5 ]
}
