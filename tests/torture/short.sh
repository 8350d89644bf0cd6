#!/bin/sh
# SPDX-License-Identifier: MIT
# A little of the torture: a few kills and faults of each kind, always the same. `make torture` does it all.
command -v python3 >/dev/null || { echo "1..0 # SKIP python3 is not installed"; exit 0; }
exec python3 "$(dirname "$0")/torture" -n 4 --seed 1
