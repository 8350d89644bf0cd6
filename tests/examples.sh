#!/bin/sh
# SPDX-License-Identifier: MIT
# The examples and counterexamples of all declarations, as the program itself runs them.
exec "${LAPIDARY:-./lapidary}" test
