# SPDX-License-Identifier: MIT
"""The inputs of the measurements: a sample of papers as JSON Lines, repeated to the size wanted."""
import glob
import gzip
import json
import os
import shutil

import made_up

SHARED = "../shared/corpora/*.jsonl.gz"
BLOCK = 1 << 20


def write_sample(path, top, sample=None, papers=None):
    """Writes the given sample, or the large one beside the project, or `papers` made-up papers where
    that number is given or neither is there; says which it is."""
    packed = sorted(glob.glob(os.path.join(top, SHARED)))
    if sample:
        shutil.copyfile(sample, path)
        return sample
    if packed and not papers:
        with gzip.open(packed[0]) as source, open(path, "wb") as out:
            shutil.copyfileobj(source, out, BLOCK)
        return os.path.relpath(packed[0], top) + ", unpacked"
    with open(path, "w", encoding="utf-8") as out:
        made_up.write(out, papers or made_up.SAMPLE_PAPERS)
    return "made up by tests/bench/made_up.py"


def repeat(sample, path, size):
    """Writes the sample again and again, whole lines, as long as the file stays within that size."""
    with open(sample, "rb") as source:
        block = source.read()
    with open(path, "wb") as out:
        for _ in range(size // len(block)):
            out.write(block)
        rest = block[: size % len(block)]
        out.write(rest[: rest.rfind(b"\n") + 1])
        return out.tell()


def write_lines(sample, path, size):
    """The papers as plain text, title and abstract of each in a line, to about that size."""
    with open(sample, encoding="utf-8", errors="replace") as source:
        papers = [json.loads(line) for line in source]
    texts = [" ".join((paper.get(key) or "" for key in ("title", "abstract"))) for paper in papers]
    block = "".join(" ".join(text.split()) + "\n" for text in texts).encode()
    with open(path + ".once", "wb") as out:
        out.write(block)
    written = repeat(path + ".once", path, size)
    os.remove(path + ".once")
    return written


def pour(sample, size, pipe, own_ids):
    """Writes the sample into a pipe until that size is reached; with own_ids no id comes twice."""
    with open(sample, "rb") as source:
        block = source.read()
    poured = turn = 0
    while poured < size:
        turn += 1
        piece = block.replace(b'{"id": "', b'{"id": "%d-' % turn) if own_ids else block
        pipe.write(piece)
        poured += len(piece)
    return poured
