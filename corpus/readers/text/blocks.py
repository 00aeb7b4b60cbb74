"""A document as blocks: paragraphs, items of lists, headings, tables and code."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "item", "heading", "table", "code"]

# `Key:` at the beginning of a line, which may be a speaker or a heading.
KEY = re.compile(r"\W{0,4}(?P<label>[^\W\d_][^:：|\n]{0,49}?)[*_]{0,2}[:：][*_]{0,2}(?=\s|$)")
# A dash at the beginning of a line, as before what somebody says.
DASH = re.compile(r"[-–—―][ \t]*(?=[^\W_]|[¿¡\"“«])")
# The end of a line that ends a sentence.
ENDED = re.compile(r"[.!?…؟۔।。！？:;][\"'”’»)\]*_]*$")
# A row of a table.
COLUMNS = re.compile(r".*(?:\|.*\||\t.*\t)")


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a document.

    Attributes:
        kind: a paragraph, an item of a list, a heading, rows of a table, or code.
        lines: its lines, without the marks of its kind.
        marked: it is bold or in italics as a whole, as questions of an interview are.
    """

    kind: Kind
    lines: Sequence[str]
    marked: bool = False

    @property
    def text(self) -> str:
        """The lines as one, white space folded."""
        return " ".join(" ".join(self.lines).split())


def of_lines(lines: Sequence[str]) -> Iterator[Block]:
    """The blocks of a plain text: paragraphs, rows of a table, lines that begin with a dash."""
    block: list[str] = []
    table = False
    for line in [*lines, ""]:
        row = COLUMNS.match(line[:500]) is not None
        dashed = DASH.match(line[:20].lstrip()) is not None
        if block and (not line.strip() or dashed or row != table):
            yield Block("table" if table else "text", block)
            block = []
        if dashed:
            block = [line]
        elif line.strip():
            block.append(line)
        table = row
