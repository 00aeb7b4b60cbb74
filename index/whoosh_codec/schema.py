"""The fields of the index (`index.fields`) as Whoosh's schema.

A search does not import this module: it would load more of Whoosh than a search needs.
"""

from collections.abc import Iterator
from typing import Any

from whoosh.analysis import Analyzer, Token
from whoosh.fields import ID, STORED, TEXT, FieldType, Schema

from index.fields import COLUMNS, OPENING, PROGRAM_ID, Column, Kind
from index.fields import TEXT as TEXT_COLUMN
from index.text.tokenizer import positioned


class WordAnalyzer(Analyzer):
    """`positioned` as an analyzer of Whoosh."""

    def __init__(self, *, lines: bool = False) -> None:
        self.lines = lines

    def __call__(self, value: str, **flags: Any) -> Iterator[Token]:
        """The tokens of a value. As everywhere in Whoosh, one object is reused for all tokens."""
        token = Token(positions=True, chars=True, boost=1.0)
        for position, word in positioned(value, lines=self.lines):
            token.text = word.text
            token.pos = position
            token.startchar, token.endchar = word.start, word.end
            token.stopped = False
            yield token


def _field(column: Column) -> FieldType:
    if column.kind is Kind.WHOLE:
        return ID(stored=column is PROGRAM_ID)
    return TEXT(analyzer=WordAnalyzer(lines=column.kind is Kind.LINES))


SCHEMA = Schema(
    **{column.name: _field(column) for column in COLUMNS},
    **{TEXT_COLUMN: TEXT(analyzer=WordAnalyzer()), OPENING: ID()},
    turn=STORED(),
    entry=STORED(),
)
