"""A packet compared with its files, its sources and the index, line by line."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from corpus.model import REDACTED, Program
from searcher.archive import Archive
from searcher.packet.checksums import Digest, digest, listed, size_inside
from searcher.packet.packet import RECORD, SUMS, Packet, PacketFile, Source
from searcher.packet.places import Places, QuoteState
from searcher.packet.record import bytes_of, names, read
from searcher.packet.sources import on_disk, paths_of
from searcher.value import Value

#: How many files that are not of the packet are named.
_STRANGERS = 20
#: The kinds of lines that are about neither a quote nor a source.
_FILE, _QUOTE, _INDEX = "file", "quote", "index"


class CheckedLine(Value):
    """One thing of a packet that was checked.

    Attributes:
        kind: `file`, `quote`, `transcript`, `recording` or `index`.
        name: which.
        state: what has become of it, in a word or two.
        holds: whether it is as the packet has it; None for what is only said.
        note: what else there is to say, or "".
    """

    kind: str
    name: str
    state: str
    holds: bool | None
    note: str = ""

    def to_dict(self) -> dict[str, Any]:
        """The line as `searcher verify --packet --json` prints it, without `type` and `schema`."""
        record: dict[str, Any] = {name: getattr(self, name) for name in self.__match_args__}
        return {**record, "note": self.note or None}


class CheckedPacket(Value):
    """A packet with all that was checked.

    Attributes:
        folder: as it was given.
        packet: what the packet says of itself.
        sha256: the checksum of its list of checksums; None if there is none.
        lines: what was checked.
        seconds: how long it took.
    """

    folder: str
    packet: Packet
    sha256: str | None
    lines: tuple[CheckedLine, ...]
    seconds: float

    @property
    def holds(self) -> bool:
        """Whether everything is as the packet has it."""
        return not self.count(holds=False)

    def count(self, *, holds: bool) -> int:
        """How many things hold, or do not."""
        return sum(line.holds is holds for line in self.lines)


def check(folder: Path, archive: Archive, told: Callable[[int, int], None]) -> CheckedPacket:
    """Check a packet.

    Nothing is read but the files of the packet that are in its folder, and those sources that the
    index knows.

    Args:
        folder: the packet.
        archive: the index that it was made from.
        told: is called with how many quotes were looked for, and of how many.

    Raises:
        searcher.packet.packet.PacketProblem: it is no packet.
    """
    began = time.perf_counter()
    packet, data = read(folder)
    known = _Index(packet, archive)
    lines = [*_files(folder, packet, data), *known.quotes(told), *known.sources()]
    lines.append(known.line())
    sums = bytes_of(folder, SUMS)
    sha256 = None if sums is None else digest(folder / SUMS).sha256
    return CheckedPacket(str(folder), packet, sha256, tuple(lines), time.perf_counter() - began)


def _files(folder: Path, packet: Packet, record: bytes) -> Iterator[CheckedLine]:
    """Each file of the packet, then its record and its list, then what is not of the packet."""
    for file in packet.files:
        state = _state(folder, file)
        yield CheckedLine(_FILE, file.path, state, state == "same")
    sums = bytes_of(folder, SUMS)
    lines = (sums or b"").decode("utf-8", "replace").splitlines()
    end = f"  {RECORD}"
    sha256 = next((line.removesuffix(end) for line in lines if line.endswith(end)), None)
    state = "same" if sha256 == digest(folder / RECORD).sha256 else "changed"
    yield CheckedLine(_FILE, RECORD, state, state == "same")
    whole = listed([*packet.files, PacketFile(RECORD, sha256 or "", len(record))])
    state = "missing" if sums is None else "same" if sums == whole else "changed"
    note = f"it does not have the files of {RECORD}" if state == "changed" else ""
    yield CheckedLine(_FILE, SUMS, state, state == "same", note)
    for path in _strangers(folder, packet):
        yield CheckedLine(_FILE, path, "added", None, "not of the packet")


def _state(folder: Path, file: PacketFile) -> str:
    try:
        size = size_inside(folder, file.path)
        if size is None:
            return "no file"
        # What has another size has changed: a file that is made up may be huge.
        same = size == file.size and digest(folder / file.path).sha256 == file.sha256
    except (FileNotFoundError, NotADirectoryError):
        return "missing"
    except OSError:
        return "unreadable"
    return "same" if same else "changed"


def _strangers(folder: Path, packet: Packet) -> Iterator[str]:
    """Some of what is beside the files of the packet, in its folder and in those of its files."""
    own = {*names(packet)}
    inside = {path.partition("/")[0] for path in own if "/" in path}
    count = 0
    for path in sorted(folder.iterdir()):
        listed_ones = [path]
        if path.name in inside and path.is_dir() and not path.is_symlink():
            listed_ones = sorted(path.iterdir())
        for each in listed_ones:
            name = each.relative_to(folder).as_posix()
            if name not in own and count < _STRANGERS:
                count += 1
                yield name


class _Index:
    """Checks what a packet has of an index.

    Args:
        packet: the packet.
        archive: the index.
    """

    def __init__(self, packet: Packet, archive: Archive) -> None:
        self._packet = packet
        self._archive = archive
        # Where the quotes of each source are now, and what is known of the programs of before.
        self._now: dict[str, list[Program]] = {}

    def quotes(self, told: Callable[[int, int], None]) -> list[CheckedLine]:
        """Each quote: whether its words are in the index, by the same speaker, in the same turn."""
        places = Places(self._archive)
        lines: dict[int, CheckedLine] = {}
        # A program is read once for all of its quotes.
        quotes = self._packet.quotes
        for place in sorted(range(len(quotes)), key=lambda place: quotes[place].program):
            quote = quotes[place]
            found = places.of(quote)
            for path in (quote.source, quote.recording):
                if path is not None and found.program is not None:
                    self._now.setdefault(path, []).append(found.program)
            lines[place] = CheckedLine(
                _QUOTE, quote.name, found.state.value, found.state is QuoteState.SAME, found.note
            )
            told(len(lines), len(quotes))
        return [lines[place] for place in range(len(quotes))]

    def sources(self) -> Iterator[CheckedLine]:
        """Each source that the index knows; the others are not read."""
        digests: dict[str, Digest | None] = {}
        for source in self._packet.sources:
            yield self._source(source, digests)

    def _source(self, source: Source, digests: "dict[str, Digest | None]") -> CheckedLine:
        kind = source.kind.value
        if source.sha256 is None:
            note = "it could not be read when the packet was made"
            return CheckedLine(kind, source.path, "not checked", None, note)
        # Where a program is shown under another name, its path would tell which one.
        programs = [
            program
            for program in self._now.get(source.path, ())
            if program.access != REDACTED or program.path == source.path
        ]
        known = sorted(paths_of(programs, source.kind))
        if not known:
            note = "the index does not know it any more, so it is not read"
            return CheckedLine(kind, source.path, "unknown", False, note)
        moved = source.path not in known
        path = known[0] if moved else source.path
        note = f"now {path}" if moved else ""
        try:
            found = digest(on_disk(path))
        except (FileNotFoundError, NotADirectoryError):
            return CheckedLine(kind, source.path, "missing", False, note)
        except OSError as error:
            return CheckedLine(kind, source.path, "unreadable", False, error.strerror or "")
        if found.sha256 != source.sha256:
            return CheckedLine(kind, source.path, "changed", False, note)
        # The same bytes elsewhere prove as much.
        return CheckedLine(kind, source.path, "moved" if moved else "same", True, note)

    def line(self) -> CheckedLine:
        """Whether the index is as it was; it may be another one with the same programs."""
        same = self._packet.index.get("state") == self._archive.state
        state = "same" if same else "changed"
        note = "" if same else "since the packet was made: the lines above say what that means"
        return CheckedLine(_INDEX, "state", state, None, note)
