"""The fields of the index, as Whoosh's schema.

`text` is what was said. The other word fields are what a turn can be found by
besides: `speaker` holds the words of the person's name and of every label of theirs,
`person` that name as a whole, `date` the program's as far as it is known. Documents
are made in `index.update.batch`; a search does without this module, and so without the
parts of Whoosh that it loads.
"""

from collections.abc import Iterator
from typing import Any

from whoosh.analysis import Analyzer, Token
from whoosh.fields import ID, STORED, TEXT, Schema

from index.text.tokenizer import positioned


class WordAnalyzer(Analyzer):
    """`positioned` as Whoosh asks for it."""

    def __init__(self, *, parted: bool = False) -> None:
        self.parted = parted

    def __call__(self, value: str, **flags: Any) -> Iterator[Token]:
        """The tokens of a value; as everywhere in Whoosh one object is handed out again."""
        token = Token(positions=True, chars=True, boost=1.0)
        for position, word in positioned(value, parted=self.parted):
            token.text = word.text
            token.pos = position
            token.startchar, token.endchar = word.start, word.end
            token.stopped = False
            yield token


SCHEMA = Schema(
    text=TEXT(analyzer=WordAnalyzer()),
    speaker=TEXT(analyzer=WordAnalyzer(parted=True)),
    role=TEXT(analyzer=WordAnalyzer()),
    section=TEXT(analyzer=WordAnalyzer()),
    title=TEXT(analyzer=WordAnalyzer()),
    series=TEXT(analyzer=WordAnalyzer()),
    topic=TEXT(analyzer=WordAnalyzer(parted=True)),
    lang=TEXT(analyzer=WordAnalyzer()),
    date=ID(),
    program=ID(stored=True),
    person=ID(),
    opening=ID(),
    turn=STORED(),
    entry=STORED(),
)
