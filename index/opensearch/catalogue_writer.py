"""Makes the catalogue of an index: of the documents of its programs, or of what has changed.

The words of a program that is gone are subtracted: its document stays until the next process writes
to the index. If it was deleted already, all programs are read.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from index.columnar.container_writer import ContainerWriter
from index.columnar.vocabulary import VocabularyWriter
from index.errors import IndexDamaged
from index.opensearch import mapping, state
from index.opensearch.client import Client, as_line
from index.opensearch.outline import Outline, unpacked_words
from index.opensearch.scroll import scrolled
from index.opensearch.state import State
from index.turn_record import decoded

if TYPE_CHECKING:
    from index.opensearch.catalogue import Catalogue

NAME = "catalogue.columns"
#: The format of the file. Raise it with every change that an older reader cannot read.
VERSION = 2
#: The programs that are read at once: their words are the larger part of them.
_PAGE = 200
#: If more of the programs than one in so many have changed, all are read.
_CHANGED = 2

_Hit = dict[str, Any]


class _Program(NamedTuple):
    """What the catalogue keeps of a program, as bytes, and its numbers of turns and words."""

    entry: bytes
    outline: bytes
    turns: int
    words: int


class _Sums:
    """Programs by their numbers, and in how many turns each word of each field is."""

    def __init__(self) -> None:
        self.programs: dict[int, _Program] = {}
        self.turns: defaultdict[str, Counter[str]] = defaultdict(Counter)

    @classmethod
    def of(cls, older: "Catalogue") -> "_Sums":
        """Those of a catalogue."""
        sums = cls()
        for place, number in enumerate(older.numbers.tolist()):
            encoded = older.encoded_outline(place)
            entry = older.encoded_entry(place)
            sums.programs[number] = _program(entry, encoded, decoded(encoded))
        for field in older.fields:
            held = older.words(field)
            if held is not None:
                words = map(bytes.decode, held.vocabulary.words(0, len(held.vocabulary)))
                sums.turns[field] = Counter(dict(zip(words, held.turns.tolist(), strict=True)))
        return sums

    def add(self, hit: _Hit) -> None:
        """Add a program."""
        source = hit["_source"]
        body = source["body"]
        entry = body["entry"].encode("utf-8", "surrogatepass")
        self.programs[source["p"]] = _program(entry, as_line(body["outline"]), body["outline"])
        self._count(body["words"], 1)

    def subtract(self, hit: _Hit) -> None:
        """Let go of a program."""
        source = hit["_source"]
        del self.programs[source["p"]]
        self._count(source["body"]["words"], -1)

    def _count(self, packed: str, sign: int) -> None:
        for field, (words, counts) in unpacked_words(packed).items():
            total = self.turns[field]
            for word, count in zip(words, counts, strict=True):
                total[word] += sign * count

    def write(self, folder: Path, generation: int) -> None:
        """Write the catalogue."""
        container = ContainerWriter(folder)
        known = [self.programs[number] for number in sorted(self.programs)]
        fields = [
            name for name, total in self.turns.items() if _write_words(container, name, total)
        ]
        try:
            container.append("programs", np.array(sorted(self.programs), "<i8"))
            _write_pieces(container, "entries", [one.entry for one in known])
            _write_pieces(container, "outlines", [one.outline for one in known])
            container.attributes.update(
                version=VERSION,
                generation=generation,
                fields=fields,
                turns=sum(one.turns for one in known),
                words=sum(one.words for one in known),
            )
            container.save(folder / NAME, durable=False)
        finally:
            container.close()


def write(client: Client, now: State, folder: Path, older: "Catalogue | None") -> None:
    """Write the catalogue of a state.

    Args:
        client: of the index.
        now: its state.
        folder: where it is written.
        older: that of an older state; None if there is none.

    Raises:
        ClusterProblem: the cluster does not answer.
    """
    sums = None
    if older is not None:
        # One that is damaged is as good as none.
        with suppress(IndexDamaged, LookupError, ValueError):
            sums = _changed(client, now, older)
    if sums is None:
        sums = _Sums()
        for hit in _programs(client, state.visible(now)):
            sums.add(hit)
    sums.write(folder, now.generation)


def _changed(client: Client, now: State, older: "Catalogue") -> _Sums | None:
    """An older catalogue with what has changed since; None if all programs must be read."""
    there = {hit["_source"]["p"] for hit in _programs(client, state.visible(now), ["p"])}
    before = set(older.numbers.tolist())
    gone, new = before - there, there - before
    if _CHANGED * (len(gone) + len(new)) > len(before):
        return None
    sums = _Sums.of(older)
    subtracted = 0
    for hit in _programs(client, {"terms": {"p": sorted(gone)}}):
        sums.subtract(hit)
        subtracted += 1
    if subtracted < len(gone):
        return None
    for hit in _programs(client, {"terms": {"p": sorted(new)}}):
        sums.add(hit)
    return sums


def _programs(
    client: Client, query: dict[str, Any], fields: list[str] | None = None
) -> Iterator[_Hit]:
    wanted = {"bool": {"filter": [{"term": {"kind": "program"}}, query]}}
    index = mapping.programs_of(client.address.name)
    page = _PAGE if fields is None else 50 * _PAGE
    return scrolled(client, index, wanted, fields=fields, page=page, sort="p")


def _program(entry: bytes, outline: bytes, values: dict[str, Any]) -> _Program:
    lengths = Outline.unpacked(values).lengths
    return _Program(entry, outline, len(lengths), int(lengths.sum()))


def _write_words(container: ContainerWriter, field: str, total: Counter[str]) -> bool:
    """Write the words of a field; whether any turn has one."""
    encoded = sorted(
        (word.encode("utf-8", "surrogatepass"), turns) for word, turns in total.items() if turns
    )
    if not encoded:
        return False
    writer = VocabularyWriter(container, f"field/{field}")
    writer.append([word for word, _ in encoded])
    container.append(f"field/{field}.turns", np.array([turns for _, turns in encoded], "<i8"))
    return True


def _write_pieces(container: ContainerWriter, name: str, pieces: Iterable[bytes]) -> None:
    """Write pieces of bytes one after the other, with their ends."""
    held = list(pieces)
    ends = np.cumsum(np.array([*map(len, held)], np.int64)).astype("<i8")
    container.append(f"{name}.ends", ends)
    container.append(f"{name}.data", np.frombuffer(b"".join(held), np.uint8))
