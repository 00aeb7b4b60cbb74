"""Every range of bytes of every file of an index flipped, zeroed, cut and swapped.

`speakers.toml` and `synonyms.toml` are left out: people write them, so they have no checksum.
"""

import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

from index.columnar import pages
from index.errors import IndexProblem
from index.library.check import check
from index.registry import corrections
from index.update.update import update
from searcher.archive import Archive
from searcher.engines.local.search import SYNONYMS
from tests.faults.outcome import Outcome, Tries, Verdict
from tests.faults.stages import Stage, a_merge, an_update, places, prepared, spread
from tests.faults.state import state

#: The bytes of a range.
RANGE = 16
#: The bytes of the pages of a small segment.
SMALL_PAGE = 8
WAYS = ("flipped", "zeroed", "cut", "swapped")
SEARCHES = ("talk", '"second talk"', "sho*", "tlak", "first")


def answers(directory: Path) -> object:
    """What searches find, with every turn and program that is shown."""
    with Archive.open(directory) as archive:
        found = [archive.search(words, limit=20) for words in SEARCHES]
        quotes = [[quote.to_dict() for quote in results] for results in found]
        entries = archive.programs()
        texts = [archive.program(entry.program.id) for entry in entries]
        return quotes, entries, archive.speakers(), texts


def tries(*, short: bool) -> Tries:
    """Damage under a search, and under an update that merges and one that does not.

    The segments here are small. So that their arrays have several pages, as those of a large
    index, pages are small, too, in one of the two.
    """
    for make, page in ((a_merge, SMALL_PAGE), (an_update, pages.PAGE)):
        with patch.object(pages, "PAGE", page), places() as root:
            stage = prepared(make, root)
            right = answers(stage.before)
            for way, what, directory in _damaged(stage, 8 if short else None):
                what += f", pages of {page} bytes"
                yield f"{way} bytes, under a search", _searched(directory, right, what)
                yield f"{way} bytes, under `check`", _checked(directory, what)
            for way, what, directory in _damaged(stage, 3 if short else None, every=4):
                yield f"{way} bytes, under an update", _updated(stage, directory, what)


def _damaged(stage: Stage, most: int | None, every: int = 1) -> Iterator[tuple[str, str, Path]]:
    """A damaged index for each way and range, in an order in which each part comes early."""
    directory = stage.copy("try")
    ranges = [
        (path, start)
        for path in sorted(directory.iterdir())
        if path.name not in (corrections.NAME, SYNONYMS)
        for start in spread(range(0, path.stat().st_size, RANGE * every), most)
    ]
    random.Random(1).shuffle(ranges)
    for path, start in ranges:
        whole = path.read_bytes()
        for way in WAYS:
            data = damaged(whole, start, way)
            if data != whole:
                path.write_bytes(data)
                yield way, f"{path.name}, {way} from byte {start}", directory
                _restore(stage, directory)


def damaged(whole: bytes, start: int, way: str) -> bytes:
    """Some bytes with a range of them damaged."""
    end, after = start + RANGE, start + 2 * RANGE
    match way:
        case "flipped":
            place = start + start // RANGE % RANGE
            place = min(place, len(whole) - 1)
            flipped = whole[place] ^ 1 << place % 8
            return whole[:place] + bytes([flipped]) + whole[place + 1 :]
        case "zeroed":
            return whole[:start] + bytes(len(whole[start:end])) + whole[end:]
        case "cut":
            return whole[:start]
        case _:
            return whole[:start] + whole[end:after] + whole[start:end] + whole[after:]


def _restore(stage: Stage, directory: Path) -> None:
    """Make an index as it was again."""
    before = {path.name: path for path in stage.before.iterdir()}
    for path in directory.iterdir():
        if path.name not in before:
            path.unlink()
    for name, path in before.items():
        shutil.copyfile(path, directory / name)


def _searched(directory: Path, right: object, what: str) -> Outcome:
    try:
        found = answers(directory)
    except IndexProblem:
        return Outcome(Verdict.SURVIVED)
    except Exception as error:
        return Outcome(Verdict.CRASHED, f"{what}: {type(error).__name__}: {error}")
    return Outcome(Verdict.SURVIVED if found == right else Verdict.WRONG, f"{what}: {found}")


def _checked(directory: Path, what: str) -> Outcome:
    """Whether a check sees the damage, but for the files of the locks, whose content is none."""
    try:
        broken = check(directory).broken
    except IndexProblem:
        return Outcome(Verdict.SURVIVED)
    except Exception as error:
        return Outcome(Verdict.CRASHED, f"{what}: {type(error).__name__}: {error}")
    if broken or what.partition(",")[0].upper().endswith("LOCK"):
        return Outcome(Verdict.SURVIVED)
    return Outcome(Verdict.WRONG, f"{what}: `check` finds it whole")


def _updated(stage: Stage, directory: Path, what: str) -> Outcome:
    """An update does what it would, or refuses and changes nothing."""
    before = {path.name: path.read_bytes() for path in directory.iterdir()}
    try:
        update(directory, [stage.transcripts], workers=1)
    except IndexProblem:
        if {path.name: path.read_bytes() for path in directory.iterdir()} != before:
            return Outcome(Verdict.LOST, f"{what}: an update that was refused changed files")
        return Outcome(Verdict.SURVIVED)
    except Exception as error:
        return Outcome(Verdict.CRASHED, f"{what}: {type(error).__name__}: {error}")
    try:
        found = state(directory)
    except IndexProblem:
        return Outcome(Verdict.SURVIVED)
    except Exception as error:
        return Outcome(Verdict.CRASHED, f"{what}: {type(error).__name__}: {error}")
    return Outcome(Verdict.SURVIVED if found == stage.new else Verdict.WRONG, f"{what}: {found}")
