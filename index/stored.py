"""What is stored of a turn, and of a program with the first of its turns, read back.

A document is a turn. `index.update.batch` makes documents; a search only reads them.
"""

from dataclasses import dataclass
from typing import Any

from corpus.model import Program, Turn

#: Raised whenever an index of the version before could not be read any more.
VERSION = 4

#: The only word of the field `opening`: it marks the first turn of every program.
OPENING = "1"


@dataclass(frozen=True, slots=True)
class Entry:
    """A program as the index lists it.

    Attributes:
        program: what is known of it, without its turns.
        turns: how many it has.
        turns_by: how many turns each speaker has, by name.
    """

    program: Program
    turns: int
    turns_by: dict[str, int]


def read_turn(stored: dict[str, Any]) -> Turn:
    """The turn in what is stored of a document."""
    return Turn.from_dict({"label": None, **stored["turn"]})


def read_entry(stored: dict[str, Any]) -> Entry:
    """The program in what is stored of the first of its documents."""
    entry = stored["entry"]
    return Entry(Program.from_dict(entry["program"]), entry["turns"], entry["turns_by"])
