"""`searcher show`: a transcript, or a part of it, with the matches of a search marked."""

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from searcher import safe_text
from searcher.commands.arguments import Command
from searcher.commands.options import (
    STYLES,
    format_options,
    index_directories,
    indexes_option,
)
from searcher.errors import PassageUnknown
from searcher.output.printer import printer
from searcher.output.streams import screen
from searcher.safe_text import shortened

if TYPE_CHECKING:
    # `--help` starts without the engine.
    from searcher.archive import Archive
    from searcher.passages.last_search import LastSearch
    from searcher.passages.passage import Again, Wanted

# The number of a result, and maybe a place in its program.
_RESULT = re.compile(r"(?P<number>[0-9]{1,6})(?:[:@].+)?")


@click.command("show", cls=Command)
@click.argument("words", nargs=-1, required=True, metavar="PROGRAM[:TURN]")
@click.option(
    "-C",
    "--context",
    metavar="N",
    type=click.IntRange(0),
    help="Show N turns before and after. Default: 2 around a turn, a time or a hit.",
)
@click.option(
    "--find",
    multiple=True,
    metavar="WORDS",
    help="Mark what a search finds; anything that can be searched for. Given again, a turn must "
    "match all.",
)
@click.option(
    "--hit", metavar="N", type=click.IntRange(1), help="Show the Nth turn that the search finds."
)
@click.option(
    "--cite",
    "style",
    type=click.Choice(STYLES),
    help="How to cite the turn, with its time, or else the program.",
)
@format_options
@indexes_option
def command(
    words: tuple[str, ...],
    context: int | None,
    find: tuple[str, ...],
    hit: int | None,
    style: str | None,
    output_format: str,
    directories: tuple[Path | str, ...],
) -> int:
    """Show a transcript, or a part of it.

    PROGRAM is an id, a title or words of it, or the number of a result of the last
    search in this terminal. The words of that search are marked then.

    \b
    searcher show m-protein              the whole, through a pager if it is long
    searcher show m-protein:12           turn 12 and two turns before and after
    searcher show m-protein:12-20        turns 12 to 20; also 12- and -20
    searcher show m-protein@12:34        what is said at 12:34
    searcher show what is my m protein   words of the title
    searcher show 3                      the third result of the last search
    searcher show m-protein --find gel   with the matches of a search marked
    searcher show m-protein --find gel --hit 2
    """  # noqa: D301 - click prints the lines after \b as they are
    # `--help` starts without the engine.
    from searcher.archive import Archive

    typed = " ".join(words)
    last = _last_search(typed, directories)
    indexes = list(last.indexes) if last is not None else index_directories(directories)
    with Archive.open(*indexes) as archive:
        options = _Options(context, find, hit, directories)
        wanted, again = options.of(typed, last, archive)
        if hit is not None and not wanted.find:
            raise click.UsageError("--hit needs a search: --find WORDS")
        found = archive.wanted(wanted)
    if style:
        # Few passages are cited.
        from searcher.citation.citation import cite
        from searcher.output.values.works import of_passage

        printer(output_format).citations([cite(of_passage(found), style)])
        return 0
    if again.program == "":
        again = again.replaced(program=found.program.id)
    with screen.paged(unless=screen.ALL, seek=screen.ASKED) as out:
        printer(output_format, out).passage(found, again)
    # The passage comes first, if both streams go to one terminal.
    sys.stdout.flush()
    for notice in found.notices:
        safe_text.warn(notice)
    if found.matches is None or found.matches.turns:
        return 0
    query = shortened(found.matches.query)
    safe_text.warn(f"no turn of {shortened(found.program.id, 60)} matches {query}")
    return 1


def _last_search(typed: str, directories: tuple[Path | str, ...]) -> "LastSearch | None":
    """The last search, if the number of one of its results may be meant."""
    if not _RESULT.fullmatch(typed):
        return None
    # Few names are numbers.
    from searcher.passages import last_search

    return last_search.recall([*map(str, directories)])


class _Options:
    """The options of the command, from which it is known what is wanted."""

    def __init__(
        self,
        context: int | None,
        find: tuple[str, ...],
        hit: int | None,
        directories: tuple[Path | str, ...],
    ) -> None:
        self._context = context
        self._find = find
        self._hit = hit
        self._indexes = tuple(part for one in directories for part in ("--index", str(one)))

    def of(
        self, typed: str, last: "LastSearch | None", archive: "Archive"
    ) -> "tuple[Wanted, Again]":
        """What is wanted, and how the command is typed for more of it.

        Raises:
            PassageUnknown: a number is neither a result of the last search nor a program.
        """
        from searcher.passages.passage import Again, Wanted

        named = Wanted(typed, self._context, self._find, self._hit)
        again = Again("", self._find, self._indexes, self._context)
        match = _RESULT.fullmatch(typed)
        if match is None:
            return named, again
        number = int(match["number"])
        result = last.results.get(number) if last is not None else None
        if archive.entry(typed) or archive.entry(match["number"]):
            if result is not None:
                where = f"{result.program}:{result.turn}"
                notice = f"{match['number']} is the id of a program; result {number} is {where}"
                named = named.replaced(notices=(notice,))
            return named, again
        if last is None or result is None:
            # A number in a title is no title.
            if any(entry.program.title == typed for entry in archive.called(typed)):
                return named, again
            raise PassageUnknown(_no_result(number, last))
        wanted = named.replaced(result=result)
        if not self._find:
            wanted = wanted.replaced(
                find=last.query,
                filters=last.filters,
                synonyms=last.synonyms,
                sounds_like=last.sounds_like,
            )
        following = number + 1 if number + 1 in last.results else None
        return wanted, again.replaced(program=match["number"], next_result=following)


def _no_result(number: int, last: "LastSearch | None") -> str:
    """Why there is no such result, and what to do."""
    if last is None:
        return (
            f"{number} is no program, and no search is remembered in this terminal; "
            "search first, or give an id"
        )
    numbers = sorted(last.results)
    # Copies and pages may leave gaps.
    shown = f"{numbers[0]} to {numbers[-1]}" if numbers else "none"
    query = shortened(" ".join(last.query), 60)
    return f"there is no result {number}: the last search, for {query}, has the results {shown}"
