"""The turns of a program as documents for Whoosh's own writer."""

from collections.abc import Iterator
from typing import Any

from corpus.model import Program
from index import turn_record
from index.fields import COLUMNS, FIRST, FIRST_HIDDEN, HIDDEN, OPENING, TEXT, people_of


def whoosh_documents(program: Program) -> Iterator[dict[str, Any]]:
    """A document for each turn: the values that `index.workers.batch` makes columns of."""
    people = people_of(program)
    for turn in program.turns:
        document: dict[str, Any] = {
            column.name: column.value.read(program, turn, people) or None for column in COLUMNS
        }
        document |= {TEXT: turn.text, "turn": turn_record.turn_values(turn)}
        if turn.is_withheld:
            document |= {TEXT: "", OPENING: HIDDEN}
        if turn.number == 1:
            document[OPENING] = FIRST_HIDDEN if turn.is_withheld else FIRST
            document["entry"] = turn_record.entry_values(program)
        yield document
