"""The catalogue: what is known of an index in a cluster where its searches are answered.

It has the vocabulary of each field, with the number of turns that have each word; the programs with
their outlines; who is who. It has no postings and no text. `catalogue_writer.py` makes it of the
documents of the programs, or of the catalogue of an older generation and what has changed since.
It is kept in a file for each generation, so that a process that starts reads a file. If the file is
gone or damaged, it is made again.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from platformdirs import user_cache_path

from index.columnar.container import Container
from index.columnar.vocabulary import Vocabulary
from index.errors import IndexDamaged, IndexProblem
from index.opensearch import catalogue_writer
from index.opensearch.catalogue_writer import NAME, VERSION
from index.opensearch.client import Client
from index.opensearch.outline import Outline
from index.opensearch.state import State
from index.registry import corrections
from index.registry.registry import Registry
from index.turn_record import Entry, decoded, read_entry

ENVIRONMENT = "SEARCHER_CACHE"
#: How many outlines, and how many entries, are kept in memory.
_KEPT = 4_096
#: How many generations of one index are kept on the disk: others may be searching the last ones.
_GENERATIONS = 2


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a field, ascending, and in how many turns each is."""

    vocabulary: Vocabulary
    turns: npt.NDArray[np.int64]


class Catalogue:
    """The catalogue of one generation of an index.

    Args:
        folder: with its files.
        state: of the index.

    Attributes:
        folder, state: as given.
        turns: how many turns there are.
        mean_length: how many words a turn has on average.
        fields: those of which a turn has a word.
        registry: who is who.

    Raises:
        IndexDamaged: the file is not what was written.
    """

    def __init__(self, folder: Path, state: State) -> None:
        self.folder = folder
        self.state = state
        self._container = Container.open(folder / NAME)
        about = self._container.attributes
        if (about.get("version"), about.get("generation")) != (VERSION, state.generation):
            raise IndexDamaged(folder / NAME, "it is of another generation")
        self.turns: int = about["turns"]
        self.mean_length: float = about["words"] / max(1, self.turns)
        self.fields: list[str] = about["fields"]
        self._fields: dict[str, Words | None] = {}
        self.registry = Registry(state.links, corrections.read(folder))
        self.entry = lru_cache(_KEPT)(self._read_entry)
        self.outline = lru_cache(_KEPT)(self._read_outline)

    @cached_property
    def has_merged_voices(self) -> bool:
        """Whether two names of one program are one person by the registry: no voice says so."""
        for entry in self.entries():
            names = {self.registry.name(entry.program.id, name) for name in entry.turns_by}
            if len(names) < len(entry.turns_by):
                return True
        return any(one.labels for one in self.registry.corrections)

    def close(self) -> None:
        """Close the file."""
        self._fields.clear()
        vars(self).pop("numbers", None)
        self._container.close()

    def words(self, field: str) -> Words | None:
        """The words of a field; None if no turn has one."""
        if field not in self._fields:
            name = f"field/{field}"
            held = f"{name}.words" in self._container
            self._fields[field] = (
                Words(Vocabulary(self._container, name), self._container[f"{name}.turns"])
                if held
                else None
            )
        return self._fields[field]

    @cached_property
    def numbers(self) -> npt.NDArray[np.int64]:
        """The numbers of the programs, ascending: the order of the index."""
        found: npt.NDArray[np.int64] = self._container["programs"]
        return found

    @cached_property
    def places(self) -> dict[str, int]:
        """The place of each program, by its id."""
        return {self.entry(place).program.id: place for place in range(len(self.numbers))}

    def place(self, number: int) -> int | None:
        """The place of the program with a number, or None if it is not there."""
        place = int(np.searchsorted(self.numbers, number))
        return place if place < len(self.numbers) and self.numbers[place] == number else None

    def entries(self) -> Iterator[Entry]:
        """Every program, in the order of the index."""
        return map(self.entry, range(len(self.numbers)))

    def encoded_entry(self, place: int) -> bytes:
        """The entry of a program, as it is stored."""
        return self._blob("entries", place)

    def encoded_outline(self, place: int) -> bytes:
        """The outline of a program, as it is stored."""
        return self._blob("outlines", place)

    def _read_entry(self, place: int) -> Entry:
        return read_entry(decoded(self._blob("entries", place)))

    def _read_outline(self, place: int) -> Outline:
        return Outline.unpacked(decoded(self._blob("outlines", place)))

    def _blob(self, name: str, place: int) -> bytes:
        ends = self._container[f"{name}.ends"]
        start = int(ends[place - 1]) if place else 0
        data: bytes = self._container[f"{name}.data"][start : int(ends[place])].tobytes()
        return data


def cache_folder() -> Path:
    """Where catalogues are kept: `$SEARCHER_CACHE`, else a folder in the user's cache."""
    if named := os.environ.get(ENVIRONMENT):
        return Path(named) / "opensearch"
    return user_cache_path("searcher", appauthor=False) / "opensearch"


def opened(client: Client, now: State) -> Catalogue:
    """The catalogue of a state, which is made where it is not there.

    Raises:
        ClusterProblem: the cluster does not answer.
        IndexProblem: it cannot be written, or what is in the cluster makes no sense.
    """
    root = cache_folder() / now.identity
    folder = root / str(now.generation)
    if (folder / NAME).exists():
        with suppress(IndexProblem, KeyError):
            return Catalogue(folder, now)
    root.mkdir(parents=True, exist_ok=True)
    # It appears under its name whole: another process may make the same one.
    made = Path(tempfile.mkdtemp(dir=root))
    try:
        older = _newest(root, now)
        try:
            catalogue_writer.write(client, now, made, older)
        finally:
            if older is not None:
                older.close()
        for name, text in now.texts.items():
            (made / name).write_text(text, encoding="utf-8")
        shutil.rmtree(folder, ignore_errors=True)
        try:
            made.rename(folder)
        except OSError:
            if not (folder / NAME).exists():
                raise
        _remove_older(root, now.generation)
        return Catalogue(folder, now)
    except OSError as error:
        raise IndexDamaged(
            root, f"the catalogue cannot be written ({error.strerror})",
            f"make room, or set ${ENVIRONMENT} to another folder",
        ) from error  # fmt: skip
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _newest(root: Path, now: State) -> Catalogue | None:
    """The newest catalogue of an older state, or None if there is none that can be read."""
    known = [int(path.name) for path in root.iterdir() if path.name.isdecimal()]
    for generation in sorted((one for one in known if one < now.generation), reverse=True):
        with suppress(IndexProblem, KeyError, OSError):
            return Catalogue(root / str(generation), replace(now, generation=generation))
    return None


def _remove_older(root: Path, generation: int) -> None:
    known = sorted(
        (int(path.name) for path in root.iterdir() if path.name.isdecimal()), reverse=True
    )
    for old in known[_GENERATIONS:]:
        if old < generation:
            shutil.rmtree(root / str(old), ignore_errors=True)
