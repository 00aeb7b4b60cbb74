"""What an index holds, how large and how old it is, and which files it was made of."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from corpus.model import REDACTED
from corpus.paths import from_text
from index.fields import VERSION
from index.library.library import Library
from index.library.listing import names_in
from index.library.manifest import NAME, NO_SOURCE, Manifest, read_sources
from index.meaning import names
from index.registry import corrections
from index.registry.appearances import appearances


@dataclass(frozen=True, slots=True)
class Root:
    """A folder, or a file, that was given to be read.

    Attributes:
        path: where it is.
        files: how many files of it are in the index, copies of others included.
        is_there: whether it is there now.
    """

    path: Path
    files: int
    is_there: bool


@dataclass(frozen=True, slots=True)
class Status:
    """What an index is: what may not be shown is counted apart, and nowhere else.

    Attributes:
        path: its folder.
        version: of its format.
        generation: how many times it was changed.
        changed: when it was changed last.
        programs, turns, speakers: how many it holds.
        voices: how many more speakers only a recording names, as in `Speaker 1`.
        corrections: how many people are corrected by hand.
        size: bytes on the disk.
        roots: from where its files are.
        encoded: how many turns have vectors; None without usable vectors.
        copies: files with the content of another one, which is in the index instead of them.
        restricted: how many more programs it holds that may not be shown.
        redacted: how many of its programs have other names, or words that are withheld.
        restricted_people, pseudonyms: how many people are restricted, or have a pseudonym.
    """

    path: Path
    version: int
    generation: int
    changed: datetime
    programs: int
    turns: int
    speakers: int
    voices: int
    corrections: int
    size: int
    encoded: int | None
    roots: tuple[Root, ...]
    copies: tuple[tuple[Path, Path], ...]
    restricted: int = 0
    redacted: int = 0
    restricted_people: int = 0
    pseudonyms: int = 0


def _encoded(directory: Path, generation: int) -> int | None:
    if not (directory / names.NAME).exists():
        return None
    # Few indexes have vectors.
    from index.meaning.vectors import covered

    return covered(directory, generation)


def status(directory: Path) -> Status:
    """What the index in a folder is.

    Raises:
        IndexProblem: there is none, or it cannot be read.
    """
    with Library.open(directory) as library:
        manifest = Manifest.read(directory)
        sources = read_sources(directory, manifest.generation)
        entries = list(library.entries())
        by_hand = corrections.read(directory)
        redacted = sum(entry.program.access == REDACTED for entry in entries)
        hidden = names_in(directory, manifest.restrictions.segments).programs
        files = Counter(source.root or path for path, source in sources.items())
        parts = appearances(entries, library.registry, library.turns_by_label)
        people = {(part.name, part.voice_in) for part in parts}
        voices = sum(program is not None for _, program in people)
        roots = (
            Root(path, count, path.exists())
            for path, count in sorted((Path(from_text(root)), n) for root, n in files.items())
        )
        copies = (
            (Path(from_text(path)), Path(from_text(source.copy_of)))
            for path, source in sorted(sources.items())
            if source.copy_of is not None
            and hidden.isdisjoint(sources.get(source.copy_of, NO_SOURCE).programs)
        )
        changed = (directory / NAME).stat().st_mtime
        return Status(
            directory,
            VERSION,
            manifest.generation,
            datetime.fromtimestamp(changed, UTC),
            len(entries),
            library.turn_count,
            len(people) - voices,
            voices,
            len(by_hand),
            sum(path.stat().st_size for path in directory.iterdir() if path.is_file()),
            _encoded(directory, manifest.generation),
            tuple(roots),
            tuple(copies),
            len(hidden) - redacted,
            redacted,
            sum(one.restricted for one in by_hand),
            sum(one.pseudonym is not None for one in by_hand),
        )
