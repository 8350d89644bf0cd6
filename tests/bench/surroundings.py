# SPDX-License-Identifier: MIT
"""What a figure was measured on: the machine, its load, the versions."""
import os
import platform
import re
import subprocess
import time


def _first_line(*command, cwd=None):
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, cwd=cwd, timeout=10
        )
    except OSError:
        return None
    lines = (done.stdout or done.stderr).strip().splitlines()
    return lines[0] if lines and done.returncode == 0 else None


def _value(path, key):
    try:
        with open(path, encoding="utf-8", errors="replace") as lines:
            for line in lines:
                if line.startswith(key):
                    return line.split(":", 1)[1].strip()
    except OSError:
        pass
    return "unknown"


def _memory():
    kilobytes = re.match(r"\d+", _value("/proc/meminfo", "MemTotal"))
    return "%.1f GB" % (int(kilobytes.group()) / 1e6) if kilobytes else "unknown"


def is_busy():
    return os.getloadavg()[0] > 0.4 * len(os.sched_getaffinity(0))


def load_since(begun):
    """How long it took, and the load that it leaves."""
    minutes = (time.monotonic() - begun) / 60
    return "It took %.1f minutes; load after: %.2f %.2f %.2f" % (minutes, *os.getloadavg())


def text(program, top):
    """Some lines on the machine and the programs."""
    flags = set(_value("/proc/cpuinfo", "flags").split())
    vectors = [name for name in ("sse2", "avx2", "avx512bw") if name in flags]
    commit = _first_line("git", "describe", "--always", "--dirty", cwd=top)
    rows = [
        ("processor", "%s (%s)" % (_value("/proc/cpuinfo", "model name"), " ".join(vectors))),
        ("cores that may be used", str(len(os.sched_getaffinity(0)))),
        ("memory", _memory()),
        ("kernel", "%s %s" % (platform.system(), platform.release())),
        ("load before", "%.2f %.2f %.2f" % os.getloadavg()),
        ("lapidary", _first_line(program, "--version")),
        ("commit", commit),
        ("PCRE2", _first_line("pcre2-config", "--version")),
        ("compiler", _first_line("cc", "--version")),
        ("Python", platform.python_version()),
    ]
    if is_busy():
        rows.append(("busy", "another load is on this machine: figures by the clock are worth little"))
    return "\n".join("%-23s %s" % row for row in rows if row[1])
