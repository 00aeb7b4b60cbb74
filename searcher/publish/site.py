"""Writes a site into a folder: all of it, or nothing."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from index import whole_folder
from searcher.archive import Archive
from searcher.errors import SearcherError
from searcher.publish.pages import Listed, Pages, Person, listed
from searcher.publish.turns import Turns
from searcher.publish.words import Words
from searcher.value import Value

#: A folder with this file is a site of ours, and may be replaced.
MARKER = ".searcher-site"
#: What is in a site. What else its folder holds is somebody else's, and stays.
NAMES = frozenset((
    "data", "program", "index.html", "programs.html", "speakers.html", "search.js", "style.css",
    ".nojekyll", MARKER,
))  # fmt: skip
#: What a new repository holds, or the branch of one from which a host takes a site.
_OF_REPOSITORIES = frozenset((
    ".git", ".gitattributes", ".github", ".gitignore", "CNAME", "LICENSE", "README.md",
))  # fmt: skip
_STATIC = Path(__file__).parent / "static"
_STYLE = Path(__file__).resolve().parents[1] / "web" / "static" / "style.css"


class NotPublished(SearcherError):
    """A folder that cannot be a site."""


class Published(Value):
    """What was written.

    Attributes:
        folder: where.
        programs, turns: how many.
        files: how many files.
        bytes: how large all of them are together.
    """

    folder: Path
    programs: int
    turns: int
    files: int
    bytes: int


def publish(
    archive: Archive, folder: Path, title: str, told: Callable[[int, int], None]
) -> Published:
    """Write a site.

    The folder must be new, empty, a repository without other files, or a site that was published
    before, which is replaced when all is written. What else stands in it then stays: a repository,
    or the name of a host.

    Args:
        archive: what is published.
        folder: where.
        title: what the archive is called.
        told: is called with how many programs are done, and of how many.

    Raises:
        NotPublished: the folder holds something else, or the archive holds nothing.
        OSError: it cannot be written.
    """
    whole_folder.recover(folder)
    _refuse_others(folder)
    with whole_folder.replacing(folder, names=NAMES) as new:
        programs, turns = _write(archive, new, title, told)
        files = [path.stat().st_size for path in new.rglob("*") if path.is_file()]
    return Published(folder, programs, turns, len(files), sum(files))


def _write(
    archive: Archive, folder: Path, title: str, told: Callable[[int, int], None]
) -> tuple[int, int]:
    entries = archive.programs()
    if not entries:
        raise NotPublished("the index has no programs; nothing was published")
    data = folder / "data"
    for new in (data, folder / "program"):
        new.mkdir()
    words, shown = Words(), Turns(data)
    pages = Pages(folder, title, len(entries), sum(entry.turns for entry in entries))
    lists: list[Listed] = []
    people: dict[str, list[Listed]] = {}
    counts: dict[str, int] = {}
    for number, entry in enumerate(entries):
        told(number, len(entries))
        program = archive.program(entry.program.id)
        if program is None:
            raise NotPublished("the index was changed while it was published; publish again")
        pages.program(program)
        shown.add(program)
        firsts: dict[str, int] = {}
        for turn in program.turns:
            words.add(turn, program.language)
            firsts.setdefault(turn.speaker, turn.number)
            counts[turn.speaker] = counts.get(turn.speaker, 0) + 1
        lists.append(listed(program, len(program.turns)))
        for name, first in firsts.items():
            people.setdefault(name, []).append(listed(program, len(program.turns), first))
    words.write(data)
    shown.write(title, words.lengths)
    pages.lists(lists, [
        Person(name, f"speaker-{number}", counts[name], tuple(their))
        for number, (name, their) in enumerate(sorted(people.items()), start=1)
    ])  # fmt: skip
    shutil.copyfile(_STYLE, folder / "style.css")
    shutil.copyfile(_STATIC / "search.js", folder / "search.js")
    # GitHub Pages serves the files as they are.
    (folder / ".nojekyll").touch()
    (folder / MARKER).touch()
    return len(lists), sum(counts.values())


def _refuse_others(folder: Path) -> None:
    if folder.is_dir():
        names = {path.name for path in folder.iterdir()}
        if names - _OF_REPOSITORIES and not (folder / MARKER).is_file():
            raise NotPublished(
                f"{folder} holds other files; name a new folder, or one that was published before"
            )
    elif os.path.lexists(folder):
        raise NotPublished(f"{folder} is no folder; name a new one")
