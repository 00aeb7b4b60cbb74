"""The printer of Markdown: block quotes with an attribution and a link, and tables."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO

from searcher.output.messages import notices
from searcher.output.values.attribution import Piece, attribution, paragraphs, turns_of
from searcher.output.values.rows_printer import RowsPrinter
from searcher.output.values.table import Cell, Table
from searcher.quotes.corrected import signed
from searcher.safe_text import one_line, warn

if TYPE_CHECKING:
    from searcher.engines.every import Every
    from searcher.engines.results import Results
    from searcher.passages.passage import Again, Passage
    from searcher.quotes.quote import Quote

#: What is markup anywhere in a line: of CommonMark, of tables and mathematics, of bare addresses.
_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|~&$]|(?<=www)\.|(?<=http):|(?<=https):", re.IGNORECASE)
#: What is markup at the beginning of a line: lists, rules, headings under a line.
_OPENING = re.compile(r"^([-+=:]|\d{1,9}(?=[.)]))")


def printer(out: TextIO) -> "MarkdownPrinter":
    """The printer of Markdown on a stream."""
    return MarkdownPrinter(out)


class MarkdownPrinter(RowsPrinter):
    """Writes quotes as block quotes, and everything else as tables."""

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def results(self, found: "Results", *, offset: int = 0, rows: int | None = None) -> None:
        """Write the quotes of a search."""
        self._quotes(found.quotes)
        for notice in notices.notices(found, offset=offset):
            warn(notice)

    def every(self, found: "Every") -> None:
        """Write every quote of a search."""
        self._quotes(found)
        for notice in notices.notices(found.found):
            warn(notice)

    def passage(self, found: "Passage", again: "Again") -> None:
        """Write a transcript, or a part of it: a paragraph for each, with who speaks."""
        program = found.program
        about = [one_line(part) for part in (program.series, program.date, program.id) if part]
        self._out.write(f"# {escaped(one_line(program.title))}\n\n")
        self._out.write(f"{_unopened(escaped(' · '.join(about)))}\n")
        for turn in turns_of(found):
            if turn.section:
                self._out.write(f"\n## {escaped(turn.section)}\n")
            time = f"[{turn.time}](<{turn.link}>)" if turn.time and turn.link else turn.time
            who = f"**{escaped(turn.speaker)}**" + (f" ({time})" if time else "") + ":"
            texts = ["".join(map(_piece, pieces)).strip() for pieces in turn.paragraphs]
            for number, text in enumerate(texts):
                lines = "\n".join(map(_unopened, text.split("\n")))
                self._out.write(f"\n{lines if number else f'{who} {lines}'}\n")
            if turn.note:
                self._out.write(f"\n{escaped(turn.note)}\n")

    def table(self, table: Table) -> None:
        """Write a table of pipes."""
        self._row([name.replace("_", " ") for name in table.header])
        self._row(["---"] * len(table.header))
        for row in table.rows:
            self._row([*map(_cell, row)])

    def _row(self, cells: list[str]) -> None:
        self._out.write(f"| {' | '.join(cells)} |\n")

    def _quotes(self, quotes: "Iterable[Quote]") -> None:
        for number, quote in enumerate(quotes):
            between = "\n" if number else ""
            self._out.write(f"{between}{block_quote(quote)}\n")


def block_quote(quote: "Quote") -> str:
    """A quote as a block quote: the question, what is said, the turns around it, who says it."""
    blocks: list[str] = []
    numbers = {turn.number for turn in quote.before}
    if quote.question is not None and quote.question.number not in numbers:
        blocks.append(_turn(quote.question.speaker, signed(quote.question)))
    blocks += [_turn(turn.speaker, signed(turn)) for turn in quote.before]
    for pieces in paragraphs(quote.turn.text, quote.spans, quote.turn.corrections):
        blocks.append("".join(map(_piece, pieces)))
    blocks += [_turn(turn.speaker, signed(turn)) for turn in quote.after]
    blocks.append(_below(quote))
    lines = "\n\n".join(filter(None, map(str.strip, blocks))).split("\n")
    return "\n".join(f"> {_unopened(line)}".rstrip() for line in lines)


def _piece(piece: Piece) -> str:
    return f"**{escaped(piece.text)}**" if piece.marked else escaped(piece.text)


def _turn(speaker: str, text: str) -> str:
    return f"{escaped(one_line(speaker))}: {escaped(one_line(text))}"


def _below(quote: "Quote") -> str:
    """Who said it, where and when."""
    by = attribution(quote)
    who = f"**{escaped(by.speaker)}**" + (f", {escaped(by.role)}" if by.role else "")
    where = [f"*{escaped(by.title)}*", *map(escaped, by.about), f"turn {by.turn}"]
    if by.time:
        where.append(f"[{by.time}](<{by.link}>)" if by.link else by.time)
    elif by.link:
        where[0] = f"[{where[0]}](<{by.link}>)"
    note = f"  \n{escaped(by.note)}" if by.note else ""
    return f"— {who} · {', '.join(where)}{note}"


def escaped(text: str) -> str:
    """Text that is no markup, but for what only opens a line."""
    return _MARKUP.sub(lambda match: f"\\{match[0]}", text)


def _unopened(line: str) -> str:
    """A line that opens neither a list nor a rule nor code. Only texts are indented."""
    return _OPENING.sub(lambda match: _not_opening(match[0]), line.lstrip())


def _not_opening(text: str) -> str:
    return f"{text}\\" if text.isdigit() else f"\\{text}"


def _cell(value: Cell) -> str:
    return (
        escaped(one_line(value)) if isinstance(value, str) else "" if value is None else str(value)
    )
