"""Many small updates: neither the disk nor the open files nor the memory grow with them."""

import gc
import os
import resource
from pathlib import Path

from index.update.update import update
from searcher.archive import Archive
from tests.faults.forks import IS_LINUX
from tests.faults.outcome import Outcome, Tries, Verdict
from tests.faults.stages import places

UPDATES = 2000
#: How much more memory may be used at the end than after the first quarter, in kilobytes.
_SLACK = 24 << 10


def tries(*, short: bool) -> Tries:
    """Updates that each change one of ten files, beside an archive that stays open."""
    count = 60 if short else UPDATES
    with places() as root:
        folder, directory = root / "talks", root / "index"
        folder.mkdir()
        for number in range(10):
            _write(folder, number, 0)
        update(directory, [folder], workers=1)
        small = _disk(directory)
        with Archive.open(directory) as archive:
            archive.search("talk")
            before = (0, 0)
            for number in range(1, count + 1):
                _write(folder, number % 10, number)
                update(directory, [folder], workers=1)
                found = archive.search(f"number{number}")
                if found.total != 1:
                    yield "small updates", Outcome(Verdict.WRONG, f"update {number} is not seen")
                    continue
                yield "small updates", Outcome(Verdict.SURVIVED)
                if number == count // 4:
                    before = _descriptors(), _memory()
            gc.collect()
            files, memory, disk = _descriptors(), _memory(), _disk(directory)
            mapped = _removed_files(directory)
        grown = {
            "open files": files > before[0],
            "memory": memory > before[1] + _SLACK,
            # Deleted turns stay in a segment until it is merged.
            "disk": disk > 4 * small,
            "removed files that are still mapped": mapped > 0,
        }
        for what, has in grown.items():
            verdict = Verdict.LOST if has else Verdict.SURVIVED
            seen = f"files {before[0]} to {files}, memory {before[1]} to {memory} KB"
            seen += f", disk {small} to {disk}, {mapped} still mapped"
            yield f"no growth of {what} by {count:,} updates", Outcome(verdict, seen)


def _write(folder: Path, file: int, number: int) -> None:
    path = folder / f"{file}.md"
    path.write_text(f"**Ann:** A talk, number{number}.\n\n**Ben:** {'Yes. ' * 50}\n")
    os.utime(path, ns=(number, number))


def _disk(directory: Path) -> int:
    return sum(path.stat().st_size for path in directory.iterdir())


def _descriptors() -> int:
    return len(list(Path("/proc/self/fd").iterdir())) if IS_LINUX else 0


def _memory() -> int:
    """Kilobytes in use; at their peak where the system does not tell what is in use now."""
    if not IS_LINUX:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0])


def _removed_files(directory: Path) -> int:
    """How many files of an index this process keeps although they are removed."""
    if not IS_LINUX:
        return 0
    maps = Path("/proc/self/maps").read_text().splitlines()
    return sum(str(directory) in line and line.endswith("(deleted)") for line in maps)
