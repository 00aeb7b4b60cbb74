"""Random damage to samples, searches and segments, for a while: answers, or errors of this program.

A segment gets new checksums after it is damaged, as somebody who makes one up would do it.
"""

import json
import mmap
import os
import random
import struct
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from corpus import load
from corpus.errors import CorpusError, SearcherError
from corpus.files import File
from searcher.archive import Archive
from tests.faults.damage import SEARCHES
from tests.faults.forks import forked
from tests.faults.hostile import Header, unbind, with_header
from tests.faults.outcome import Outcome, Tries, Verdict
from tests.faults.stages import Stage, an_update, places, prepared

REPOSITORY = Path(__file__).resolve().parents[2]
#: Seconds for each of the three kinds; the whole is 20 minutes if FAULTS_FUZZ does not say else.
SECONDS = float(os.environ.get("FAULTS_FUZZ", "1200")) / 3
_SHORT = 3.0
#: Tries in one process: a crash ends it, and the next one goes on.
_BATCH = 200
#: The number of a try, in memory that several processes share.
_NOTE = struct.Struct("=q")
#: CPU seconds that one try may take.
_SLOW = 20.0

#: What is typed: words, operators and what they are made of.
PIECES = (
    "talk", "first", "Ann", "é", "中文", "ﬁ", "\u0301", "-", "AND", "OR", "NOT", "NEAR/2",
    "WITHIN/1", "ONEAR/3", "(", ")", '"', "'", "*", "?", "~", "~2", "/", "/a.*/", "=", ":",
    "speaker:", "date:", "date:2018..2020", "asked:(", "answered:(", ".", ",", "\\", "[", "]",
    "{", "}", "\0", "\n", "9" * 30, "lang:en", "program:one", "><", "a" * 300, " ", "  ",
)  # fmt: skip


def tries(*, short: bool) -> Tries:
    """Fuzz readers, the search language and segments."""
    seconds = _SHORT if short else SECONDS
    with places() as root:
        stage = prepared(an_update, root)
        kinds: tuple[tuple[str, Callable[[random.Random], str | None]], ...] = (
            ("fuzzed transcripts", _samples()),
            ("fuzzed searches", _typed(stage)),
            ("fuzzed segments with the right checksums", _segments(stage)),
        )
        for row, one in kinds:
            ends = time.monotonic() + seconds
            seed = 0
            while time.monotonic() < ends:
                for outcome in _batch(stage, one, seed, ends):
                    yield row, outcome
                seed += _BATCH


def _batch(
    stage: Stage, one: Callable[[random.Random], str | None], seed: int, ends: float
) -> Iterator[Outcome]:
    """Some tries in a process of their own, which notes each before it begins."""
    failure = stage.root / "failure"
    failure.unlink(missing_ok=True)
    # Memory of both: to note a try in a file takes a hundredth of the time of the try.
    noted = mmap.mmap(-1, _NOTE.size)
    _NOTE.pack_into(noted, 0, seed)

    def work() -> int:
        for number in range(seed, seed + _BATCH):
            if time.monotonic() > ends:
                break
            _NOTE.pack_into(noted, 0, number)
            began = time.process_time()
            failed = one(random.Random(number))
            if failed is None and time.process_time() - began > _SLOW:
                failed = f"it takes {time.process_time() - began:.0f} s"
            if failed is not None:
                failure.write_text(failed, "utf-8", "replace")
                return 1
        return 0

    ended = forked(work, stage.root / "printed", limit=300)
    (last,) = _NOTE.unpack_from(noted, 0)
    done = last - seed
    if ended.status:
        if done:
            yield Outcome(Verdict.SURVIVED, tries=done)
        failed = failure.read_text("utf-8") if failure.exists() else ""
        yield Outcome(Verdict.CRASHED, f"seed {last}: {failed} {ended.printed[-500:]}")
        return
    yield Outcome(Verdict.SURVIVED, tries=done + 1)


def _samples() -> Callable[[random.Random], str | None]:
    """Damage a sample of any format, and read it."""
    folders = [REPOSITORY / "tests" / "data", REPOSITORY / "corpus" / "samples"]
    paths = sorted(
        path
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file() and path.suffix not in (".py", ".pyc") and path.stat().st_size < 200_000
    )
    whole = {path: path.read_bytes() for path in paths}

    def one(chance: random.Random) -> str | None:
        path = chance.choice(paths)
        data = mutated(whole[path], chance)
        file = File(path, path.stem, None, data=data)
        try:
            load.parse(file)
        except CorpusError:
            return None
        except Exception as error:
            return f"{path.name}: {type(error).__name__}: {error}"
        return None

    return one


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Some bytes changed, removed, doubled, moved or put in."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        start = chance.randrange(len(changed) + 1)
        end = min(len(changed), start + chance.choice((1, 2, 8, 64, 1024)))
        match chance.randrange(6):
            case 0 if changed:
                changed[start % len(changed)] ^= 1 << chance.randrange(8)
            case 1:
                del changed[start:end]
            case 2:
                changed[start:start] = changed[start:end] * chance.choice((1, 2, 50))
            case 3:
                changed[start:end] = bytes(chance.randrange(256) for _ in range(end - start))
            case 4:
                other = chance.randrange(len(changed) + 1)
                changed[start:end] = changed[other : other + end - start]
            case _:
                odd = (b"\0", b"\xff", b"\n", b"<", b"{", b"[" * 300, b"&#0;", b"9" * 40, b":")
                changed[start:start] = chance.choice(odd)
    return bytes(changed)


def _typed(stage: Stage) -> Callable[[random.Random], str | None]:
    """Type something, and search for it."""
    archive = Archive.open(stage.before)

    def one(chance: random.Random) -> str | None:
        arguments = [
            chance.choice(("", " ")).join(chance.choices(PIECES, k=chance.randrange(1, 9)))
            for _ in range(chance.randrange(1, 4))
        ]
        try:
            archive.search(*arguments, strict=chance.random() < 0.3)
        except SearcherError as error:
            str(error)
        except Exception as error:
            return f"{arguments}: {type(error).__name__}: {error}"
        return None

    return one


def _segments(stage: Stage) -> Callable[[random.Random], str | None]:
    """Damage a segment, give it the right checksums, and search it."""
    directory = stage.copy("fuzzed")
    unbind(directory)
    whole = {path: path.read_bytes() for path in directory.glob("*.columns")}

    def one(chance: random.Random) -> str | None:
        path = chance.choice(sorted(whole))
        try:
            path.write_bytes(_forged(whole[path], chance))
            return _searched(directory)
        finally:
            path.write_bytes(whole[path])

    return one


def _forged(data: bytes, chance: random.Random) -> bytes:
    """A segment with bytes of its arrays, or of its header, changed, and checksums that agree."""
    length = int.from_bytes(data[16:24], "little")
    base = -(-(36 + length) // 64) * 64
    body = bytearray(data[base:])
    for _ in range(chance.choice((1, 1, 3, 20))):
        place = chance.randrange(len(body))
        body[place] = chance.choice((0, 1, 127, 255, chance.randrange(256)))

    def change(header: Header) -> None:
        if chance.random() < 0.2:
            array = header["arrays"][chance.choice(sorted(header["arrays"]))]
            array[1] = max(0, array[1] + chance.choice((-1, 1, -8)))

    return with_header(data[:base] + bytes(body), change)


def _searched(directory: Path) -> str | None:
    try:
        with Archive.open(directory) as archive:
            for words in SEARCHES:
                for quote in archive.search(words, context=1):
                    json.dumps(quote.to_dict())
            archive.speakers()
            for entry in archive.programs():
                archive.program(entry.program.id)
    except SearcherError:
        return None
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return None
