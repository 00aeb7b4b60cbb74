"""Faults that are put into a copy of the program, one at a time: each is caught by a line of tests.

    python -m tests.faults.planted [NAME...]

A table of tests that finds nothing says nothing, unless it finds what is known to be there.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tests.faults.outcome import Row

REPOSITORY = Path(__file__).resolve().parents[2]
#: Seconds that a command may take under a fault by which it may wait for ever.
_LIMIT = "15"
_COPIED = ("corpus", "index", "searcher", "tests/faults", "tests/data")


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault, and the line of tests that must catch it.

    Attributes:
        name: what is wrong.
        module: the file that is changed.
        old, new: the text that is replaced, once.
        line: the line of tests.
        stage: the change under which the line finds it; empty where that is its first one, or where
            it has none.
    """

    name: str
    module: str
    old: str
    new: str
    line: str
    stage: str = ""


FAULTS = (
    Fault(
        "a new file is not flushed",
        "index/atomic.py",
        "                os.fsync(file.fileno())\n        temporary.replace",
        "                pass\n        temporary.replace",
        "power",
    ),
    Fault(
        "the folder is not flushed before the manifest",
        "index/update/transaction.py",
        "        atomic.flush_folder(self.directory)\n        self._written",
        "        self._written",
        "power",
    ),
    Fault(
        "the folder is not flushed after the manifest",
        "index/library/manifest.py",
        "atomic.replace(directory / NAME, checksummed_json.encode(record))",
        "atomic.write(directory / NAME, checksummed_json.encode(record))",
        "power",
    ),
    Fault(
        "a file is renamed before it is written",
        "index/atomic.py",
        "            yield file\n",
        "            temporary.replace(path)\n"
        "            temporary = path\n"
        "            yield file\n",
        "signals",
    ),
    Fault(
        "the manifest is replaced before its files are there",
        "index/update/transaction.py",
        "        write_sources(self.directory, generation, self.sources)\n",
        "        Manifest(generation, segments, None).write(self.directory)\n"
        "        write_sources(self.directory, generation, self.sources)\n",
        "signals",
    ),
    Fault(
        "the files are cleaned up by what is remembered",
        "index/update/transaction.py",
        "            now = self._on_disk()\n            if",
        "            now = self._written\n            if",
        "signals",
        "an_update",
    ),
    Fault(
        "the checksum of a record is not compared",
        "index/checksummed_json.py",
        "    if seal and zlib.crc32(data[:-_SEAL_LENGTH]) != int(seal[1], 16):",
        "    if False and seal:",
        "damage",
    ),
    Fault(
        "the checksum of an array is not compared",
        "index/columnar/container.py",
        "        if zlib.crc32(data) != self._arrays[name][3]:",
        "        if False:",
        "damage",
    ),
    Fault(
        "the checksum of a page is not compared",
        "index/columnar/pages.py",
        "            if page_checksum(self._data[page * size : (page + 1) * size]) != sums[page]:",
        "            if False:",
        "damage",
    ),
    Fault(
        "a worker inherits the lock, and outlives its parent",
        "index/workers/worker.py",
        "        if forked and self.lock is not None:\n            self.lock.leave()\n",
        "        return\n",
        "workers",
    ),
    Fault(
        "a folder that cannot be listed is taken for empty",
        "corpus/files/walk.py",
        "        for place, folders, names in os.walk(root, onerror=failed):",
        "        for place, folders, names in os.walk(root):",
        "listing",
    ),
    Fault(
        "two corrections do not lock each other out",
        "index/correction/corrector.py",
        "        self._lock.acquire(WAIT)\n        try:\n            # Another",
        "        try:\n            # Another",
        "writers",
    ),
    Fault(
        "a pipe in the place of a file is waited for",
        "index/atomic.py",
        "os.open(path, os.O_RDONLY | _READING)",
        "os.open(path, os.O_RDONLY)",
        "hostile",
    ),
    Fault(
        "an open archive does not look for commits",
        "searcher/archive/lifetime.py",
        "                renewed = self._renew(used)",
        "                renewed = False",
        "readers",
    ),
    Fault(
        "a file that was cut is read all the same",
        "searcher/engines/local/engine.py",
        "        self._listing.refuse_shorter()\n",
        "",
        "truncation",
    ),
)


class Caught(NamedTuple):
    """What became of a fault.

    Attributes:
        name: the fault.
        line: the line of tests.
        failed: how many tries of it did not survive.
        tries: how many there were.
        is_caught: whether at least one did not survive.
        seen: the first of them.
    """

    name: str
    line: str
    failed: int
    tries: int
    is_caught: bool
    seen: str


def caught(fault: Fault) -> Caught:
    """Plant a fault, and run its line of tests until a try has failed."""
    began = time.monotonic()
    with TemporaryDirectory(prefix="planted-") as folder:
        root = Path(folder)
        for name in _COPIED:
            # What is compiled already stays so; what is changed below is compiled anew.
            ignored = shutil.ignore_patterns("results")
            shutil.copytree(REPOSITORY / name, root / name, ignore=ignored)
        plant(fault, root)
        arguments = [sys.executable, "-m", "tests.faults", "--line", fault.line, "--planted"]
        done = subprocess.run(
            [*arguments, *(["--stage", fault.stage] if fault.stage else [])],
            cwd=root,
            env={**compiling(), "PYTHONPATH": str(root), "FAULTS_LIMIT": _LIMIT},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
    try:
        rows = [Row.from_json(row) for row in json.loads(done.stdout)]
    except ValueError:
        # The line itself fails: the fault is seen, and by nothing that was counted.
        return Caught(fault.name, fault.line, 1, 1, bool(done.returncode), done.stderr[-300:])
    failed = sum(row.failed for row in rows)
    seen = next((failure for row in rows for failure in row.failures), "")
    tries = sum(row.tries for row in rows)
    seconds = time.monotonic() - began
    told = f"planted: {fault.name}: {failed} of {tries:,} did not survive; {seconds:.0f} s"
    print(told, file=sys.stderr)
    return Caught(fault.name, fault.line, failed, tries, failed > 0, seen[:300])


def compiling() -> dict[str, str]:
    """The variables of this process, but for the one by which Python compiles at each start."""
    return {name: each for name, each in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def plant(fault: Fault, root: Path) -> None:
    """Change the copy of the program in a folder.

    Raises:
        ValueError: the text that is to be replaced is not there once.
    """
    path = root / fault.module
    text = path.read_text("utf-8")
    if text.count(fault.old) != 1:
        raise ValueError(f"{fault.module} has {text.count(fault.old)} times: {fault.old!r}")
    path.write_text(text.replace(fault.old, fault.new), "utf-8")


def table(found: Iterable[Caught]) -> str:
    """The table as Markdown."""
    lines = ["| planted fault | caught by | tries | of them failed |", "|---|---|---:|---:|"]
    for one in found:
        by = one.line if one.is_caught else "**nothing**"
        lines.append(f"| {one.name} | {by} | {one.tries:,} | {one.failed:,} |")
    return "\n".join(lines)


def main() -> int:
    """Plant the faults that are named, or all; 1 where one is not caught."""
    chosen = [f for f in FAULTS if not sys.argv[1:] or any(a in f.name for a in sys.argv[1:])]
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        found = list(pool.map(caught, chosen))
    print(table(found))
    for one in found:
        print(f"\n{one.name}: {one.seen}")
    return 0 if all(one.is_caught for one in found) else 1


if __name__ == "__main__":
    sys.exit(main())
