"""Where in the signs of an argument its reader is, and the errors that name the place."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from searcher.errors import QueryError
from searcher.syntax.lexer import LONGEST, Sign, signs

DEEPEST = 50
MOST_PARTS = 1_000

EXAMPLE = "'\"M protein\"'"


class Cursor:
    """The signs of one argument, read from left to right.

    Args:
        argument: as it was typed.
        counts: what was counted in the arguments of the search before this one.

    Raises:
        QueryError: the argument is too long, or has no signs.
    """

    def __init__(self, argument: str, counts: Counter[str] | None = None) -> None:
        self.argument = argument
        if len(argument) > LONGEST:
            # What is too long is not parted first.
            raise self.error(
                Sign("end", "", LONGEST),
                f"a search has at most {LONGEST:,} characters, this has {len(argument):,}",
            )
        self.signs = [*signs(argument)]
        self.next = 0
        self.depth = 0
        self.counts = Counter() if counts is None else counts
        if len(self.signs) > MOST_PARTS:
            raise self.error(self.signs[MOST_PARTS], f"a search has at most {MOST_PARTS:,} parts")
        if not self.signs:
            raise self.error(Sign("end", "", 0), "there is nothing to search for", "maintenance")
        self.signs.append(Sign("end", "", len(argument)))

    def peek(self) -> Sign:
        """The next sign; behind the last one is one of the kind `end`."""
        return self.signs[self.next]

    def take(self) -> Sign:
        """The next sign, which is not the end; the cursor goes behind it."""
        sign = self.signs[self.next]
        self.next += 1
        return sign

    def comes(self, kind: str, *texts: str) -> bool:
        """Whether the next sign is of a kind, and one of the texts where there are any."""
        sign = self.signs[self.next]
        return sign.kind == kind and (not texts or sign.text in texts)

    @contextmanager
    def deeper(self, sign: Sign) -> Iterator[None]:
        """Read what a bracket, a NOT or a field holds; how deep they stand is bounded."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.error(sign, f"brackets, NOT and fields go at most {DEEPEST} deep")
        yield
        self.depth -= 1

    def count(self, sign: Sign, most: int, noun: str) -> None:
        """Count a sign that takes time to answer, of which there are at most so many."""
        self.counts[sign.kind] += 1
        if self.counts[sign.kind] > most:
            raise self.error(sign, f"a search has at most {most:,} {noun}")

    def error(self, sign: Sign, reason: str, example: str = EXAMPLE) -> QueryError:
        """An error at the place of a sign."""
        return QueryError(self.argument, sign.place, reason, example)
