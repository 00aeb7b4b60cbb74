"""The names in an index: who speaks, which programs there are, what people keep there."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.model import Program
from index.fields import LANGUAGE, PROGRAM, ROLE, SERIES, SPEAKER, TOPIC
from searcher.commands.completing.candidate import Name
from searcher.commands.completing.values import SAVED
from searcher.safe_text import counted
from searcher.syntax.lexer import TAG

if TYPE_CHECKING:
    from searcher.archive import Archive


#: The values of a program for the fields that have a few.
_OF_PROGRAM: dict[str, Callable[[Program], Iterable[str | None]]] = {
    SERIES.name: lambda program: [program.series],
    TOPIC.name: lambda program: program.topics,
    LANGUAGE.name: lambda program: [program.language],
}


def names(archive: "Archive", folders: Iterable[Path], field: str) -> Iterable[Name]:
    """The names that a field holds; nothing for other fields.

    Args:
        archive: the open indexes.
        folders: their folders.
        field: the name of a field, or `values.SAVED`.
    """
    if field == SPEAKER.name:
        return (
            Name(
                f"{one.name} in {one.title}" if one.title else one.name,
                counted(one.turns, "turn"),
                one.title is not None,
            )
            for one in archive.speakers()
        )
    if field == PROGRAM.name:
        return (Name(one.program.id, one.program.title, True) for one in archive.programs())
    if field == TAG:
        # Most lines name no tag.
        from index.annotation.marks import MarksFile

        # Where the turns are now is not asked: that takes longer than anybody waits for a name.
        marks = (mark for folder in folders for mark in MarksFile(folder).marks())
        return _most_frequent((mark.code for mark in marks if mark.code), "turn")
    if field == SAVED:
        return (Name(one.name, " ".join(one.query), True) for one in archive.saved())
    if field == ROLE.name:
        return _most_frequent((role for one in archive.speakers() for role in one.roles), "person")
    if field in _OF_PROGRAM:
        programs = (one.program for one in archive.programs())
        values = (value for one in programs for value in _OF_PROGRAM[field](one) if value)
        return _most_frequent(values, "program")
    return ()


def _most_frequent(values: Iterable[str], what: str) -> Iterator[Name]:
    for value, count in Counter(values).most_common():
        yield Name(value, counted(count, what))
