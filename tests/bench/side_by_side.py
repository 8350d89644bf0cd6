# SPDX-License-Identifier: MIT
"""lapidary beside the searching tools that are installed, on the same patterns and the same text."""


def measure(contest):
    del contest
