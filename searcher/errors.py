"""The errors of this package: a search that cannot be read."""

from dataclasses import dataclass


@dataclass
class QueryError(Exception):
    """A search that cannot be read.

    Attributes:
        source: the argument as it was typed.
        place: where in it, in characters from 0.
        reason: what is wrong there.
        example: a search of this kind that can be read.
    """

    source: str
    place: int
    reason: str
    example: str

    def __str__(self) -> str:
        place = f"at character {self.place + 1} of {self.source!r}"
        return f"{self.reason} {place}; such as {self.example}"
