# SPDX-License-Identifier: MIT
"""One run of a command: wall clock, CPU time, and the memory of all its processes."""
import collections
import hashlib
import os
import statistics
import subprocess
import time

SAMPLE_SECONDS = 0.02

# Seconds of the clock; seconds of user and system time of the command and all that it waited for.
Run = collections.namedtuple("Run", "wall cpu status")
# Of commands that run at once.
Together = collections.namedtuple("Together", "wall statuses")
# In bytes: the largest sum of Pss that was seen, and the sum of what each process held at most.
Peak = collections.namedtuple("Peak", "pss marks status samples")


def read_once(path):
    """So that the input is in memory before a run, whatever stood there last."""
    buffer = bytearray(1 << 20)
    with open(path, "rb", buffering=0) as file:
        while file.readinto(buffer):
            pass


def hash_rate(path):
    """MB/s of CPU time at which SHA-256 goes over a file: the middle one of three times."""
    with open(path, "rb") as file:
        content = file.read()
    seconds = []
    for _ in range(3):
        begun = time.thread_time()
        hashlib.sha256(content).digest()
        seconds.append(time.thread_time() - begun)
    return len(content) / 1e6 / statistics.median(seconds)


def timed(command, told, stdin=None, env=None):
    """Runs the command to its end; what it prints goes to the file `told`."""
    with open(told, "wb") as out:
        begun = time.monotonic()
        process = subprocess.Popen(command, stdin=stdin, stdout=out, stderr=out, env=env)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    return Run(wall, usage.ru_utime + usage.ru_stime, process.returncode)


def together(commands, told):
    """Runs commands that begin at once to the end of all."""
    with open(told, "wb") as out:
        begun = time.monotonic()
        processes = [subprocess.Popen(command, stdout=out, stderr=out) for command in commands]
        statuses = [process.wait() for process in processes]
        return Together(time.monotonic() - begun, statuses)


def _children(pid):
    try:
        for task in os.listdir("/proc/%d/task" % pid):
            with open("/proc/%d/task/%s/children" % (pid, task), encoding="ascii") as file:
                yield from map(int, file.read().split())
    except OSError:  # it has ended
        return


def tree(pid):
    """The process and all that came from it."""
    found = [pid]
    for one in found:
        found.extend(_children(one))
    return found


def _kilobytes(pid, file, key):
    """A figure of /proc/PID/FILE in bytes; 0 where the process has ended."""
    try:
        with open("/proc/%d/%s" % (pid, file), encoding="ascii", errors="replace") as lines:
            for line in lines:
                if line.startswith(key):
                    return int(line.split()[1]) * 1024
    except (FileNotFoundError, ProcessLookupError):
        pass
    return 0


def _pss(pid):
    """Where Pss may not be read, all that the process has in memory: that is never less."""
    try:
        return _kilobytes(pid, "smaps_rollup", "Pss:")
    except PermissionError:
        return _kilobytes(pid, "status", "VmRSS:")


def peak(command, told, stdin=None, env=None):
    """Runs the command and looks at the memory of its processes every SAMPLE_SECONDS."""
    most = samples = 0
    marks = {}
    with open(told, "wb") as out:
        process = subprocess.Popen(command, stdin=stdin, stdout=out, stderr=out, env=env)
        while process.poll() is None:
            pids = tree(process.pid)
            most = max(most, sum(map(_pss, pids)))
            for pid in pids:
                marks[pid] = max(marks.get(pid, 0), _kilobytes(pid, "status", "VmHWM:"))
            samples += 1
            time.sleep(SAMPLE_SECONDS)
    return Peak(most, sum(marks.values()), process.returncode, samples)
