"""A passage that somebody names, also by the number of a result of the last search."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

from index.opensearch.scheme import is_address
from searcher.commands.index_options import index_directories, opened
from searcher.errors import PassageUnknown
from searcher.safe_text import shortened

if TYPE_CHECKING:
    # `--help` starts without the engine.
    from searcher.archive import Archive
    from searcher.passages.last_search import LastSearch
    from searcher.passages.passage import Again, Passage, Wanted

# The number of a result, and maybe a place in its program.
RESULT = re.compile(r"(?P<number>[0-9]{1,6})(?:[:@].+)?")


def passage_of(words: tuple[str, ...], directories: tuple[Path | str, ...]) -> "Passage":
    """The passage that somebody names, with the turn after it.

    Raises:
        PassageUnknown: there is none.
    """
    typed = " ".join(words)
    last = last_search_of(typed, directories)
    indexes = index_directories(directories if last is None else last.indexes)
    with opened(indexes) as archive:
        wanted, _ = Asked(1, (), None, directories).of(typed, last, archive)
        return archive.wanted(wanted)


def last_search_of(typed: str, directories: tuple[Path | str, ...]) -> "LastSearch | None":
    """The last search, if the number of one of its results may be meant."""
    if not RESULT.fullmatch(typed):
        return None
    # Few names are numbers.
    from searcher.passages import last_search

    return last_search.recall([*map(str, directories)])


class Asked:
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
        self._indexes = tuple(
            part
            for one in directories
            for part in ("--engine" if is_address(one) else "--index", str(one))
        )

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
        match = RESULT.fullmatch(typed)
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
