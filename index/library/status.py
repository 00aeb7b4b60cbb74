"""What an index holds, how large and how old it is, and which files it was made of."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from corpus.paths import from_text
from index.fields import VERSION
from index.library.library import Library
from index.library.manifest import NAME, Manifest, read_sources
from index.meaning import names
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
    """What an index is.

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
        files = Counter(source.root or path for path, source in sources.items())
        parts = appearances(library.entries(), library.registry, library.turns_by_label)
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
        )
        changed = (directory / NAME).stat().st_mtime
        return Status(
            directory,
            VERSION,
            manifest.generation,
            datetime.fromtimestamp(changed, UTC),
            sum(1 for _ in library.entries()),
            library.turn_count,
            len(people) - voices,
            voices,
            len(library.registry.corrections),
            sum(path.stat().st_size for path in directory.iterdir() if path.is_file()),
            _encoded(directory, manifest.generation),
            tuple(roots),
            tuple(copies),
        )
