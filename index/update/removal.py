"""Programs and files taken out of an index."""

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from corpus.paths import from_text
from index.errors import ProgramUnknown, alike
from index.library.manifest import Manifest
from index.update.destination import Change, Destination
from index.update.transaction import Transaction


@dataclass(slots=True)
class Removed:
    """What was taken out.

    Attributes:
        programs: the ids of the programs.
        copies: how many copies of their files are forgotten, too.
        there: the files that are still there, each with the folder that was indexed, or itself:
            to index that again adds its programs again, under the same ids.
    """

    programs: list[str] = field(default_factory=list)
    copies: int = 0
    there: dict[Path, Path] = field(default_factory=dict)


def remove(directory: "Path | Destination", names: Iterable[str], *, wait: float = 0.0) -> Removed:
    """Take programs out of an index, in one commit.

    Args:
        directory: the index.
        names: ids of programs, or paths of files and folders that were read.
        wait: seconds to wait for another process that writes the index.

    Raises:
        IndexProblem: there is no index, or it cannot be written.
        ProgramUnknown: a name is no program, and nothing was read from such a path.
    """
    # A change would make an index where there is none.
    if isinstance(directory, Path):
        Manifest.read(directory)
    else:
        directory.refuse_missing()
    removed = Removed()
    begun = Transaction(directory, wait) if isinstance(directory, Path) else directory.change(wait)
    with begun as change:
        for name in names:
            _take_out(change, name, removed)
        change.drop(removed.programs)
        change.commit()
    return removed


def _take_out(change: Change, name: str, removed: Removed) -> None:
    """Take a program, or all that was read from a path, out of the sources."""
    sources = change.sources
    chosen = {path: source for path, source in sources.items() if name in source.programs}
    programs = {name} if chosen else None
    if not chosen:
        place = Path(os.path.realpath(name))
        chosen = {p: s for p, s in sources.items() if Path(from_text(p)).is_relative_to(place)}
    if not chosen:
        known = {program for source in sources.values() for program in source.programs}
        # What may not be shown is in no hint. By its whole id it can be removed.
        close = alike(name, sorted(known - change.hidden()))
        raise ProgramUnknown(
            change.directory,
            f"no program is called {name!r}, and nothing was read from such a path",
            f"did you mean {' or '.join(close)}?" if close else "see `searcher programs`",
        )
    for path, source in chosen.items():
        gone = [program for program in source.programs if programs is None or program in programs]
        removed.programs += gone
        if left := tuple(program for program in source.programs if program not in gone):
            sources[path] = source._replace(programs=left)
            continue
        del sources[path]
        if Path(from_text(path)).exists():
            removed.there[Path(from_text(path))] = source.found_by(path)
        for copy in [other for other, known in sources.items() if known.copy_of == path]:
            del sources[copy]
            removed.copies += copy not in chosen
