"""The printer of one self-contained page of HTML: no script, no other file, light and dark."""

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING, TextIO

from corpus.model import Program, Turn
from searcher.output.messages import notices
from searcher.output.text.heading import heading
from searcher.output.values.attribution import (
    Piece,
    address,
    attribution,
    by_program,
    neighbours,
    paragraphs,
    turns_of,
)
from searcher.output.values.rows_printer import RowsPrinter
from searcher.output.values.table import Cell, Table
from searcher.quotes.corrected import signed
from searcher.safe_text import one_line, plain_xml, warn

if TYPE_CHECKING:
    from searcher.engines.every import Every
    from searcher.engines.results import Results
    from searcher.passages.passage import Again, Passage
    from searcher.quotes.quote import Quote

_STYLE = """
:root { color-scheme: light dark; --quiet: #5a5a5a; --line: #c8c8c8; --mark: #ffe58a; }
@media (prefers-color-scheme: dark) {
  :root { --quiet: #a8a8a8; --line: #4a4a4a; --mark: #6b5600; }
}
body { font: 1rem/1.55 system-ui, sans-serif; margin: 2rem auto; max-width: 46rem;
  padding: 0 1rem; }
body.wide { max-width: none; }
h1 { font-size: 1.35rem; }
h2 { font-size: 1.1rem; margin: 2.5rem 0 0; }
.quiet, figcaption { color: var(--quiet); font-size: .9rem; margin: .2rem 0;
  overflow-wrap: anywhere; }
figure { margin: 1.4rem 0; break-inside: avoid; }
blockquote { border-inline-start: .2rem solid var(--line); margin: .4rem 0;
  padding-inline-start: 1rem; }
blockquote p { margin: .5rem 0; overflow-wrap: anywhere; white-space: pre-line; }
figcaption b { color: CanvasText; }
a { color: inherit; }
mark { background: var(--mark); color: inherit; }
p.who { margin: 1.2rem 0 0; }
.turn p { overflow-wrap: anywhere; white-space: pre-line; }
.turn p + p { margin-block-start: .3rem; }
div { overflow-x: auto; }
table { border-collapse: collapse; font-size: .9rem; }
th, td { border-bottom: 1px solid var(--line); padding: .3rem .6rem; text-align: start;
  vertical-align: top; }
td.text { min-width: 20rem; }
td.number { text-align: end; font-variant-numeric: tabular-nums; }
@media print {
  body { margin: 0; max-width: none; }
  a { text-decoration: none; }
  figcaption a::after { content: " <" attr(href) ">"; overflow-wrap: anywhere; }
}
"""

# No script and nothing from elsewhere, whatever is in the texts.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
# A cell of a table with more characters is a text: it gets the width to be read.
_LONG = 60
#: The end of a page.
ENDING = "</body>\n</html>\n"


def printer(out: TextIO) -> "HtmlPrinter":
    """The printer of HTML on a stream."""
    return HtmlPrinter(out)


class HtmlPrinter(RowsPrinter):
    """Writes a page: quotes in sections by program, and everything else as a table."""

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def results(self, found: "Results", *, offset: int = 0, rows: int | None = None) -> None:
        """Write the quotes of a search."""
        self._page(found, by_program(found.quotes), offset, len(found.quotes))
        for notice in notices.notices(found, offset=offset):
            warn(notice)

    def every(self, found: "Every") -> None:
        """Write every quote of a search, each before the next one is read."""
        self._page(found.found, neighbours(found), 0, found.found.total)
        for notice in notices.notices(found.found):
            warn(notice)

    def passage(self, found: "Passage", again: "Again") -> None:
        """Write a transcript, or a part of it."""
        program = found.program
        self._begin(program.title)
        known = [one_line(part) for part in (program.series, program.date, program.id) if part]
        self._out.write(f"<p class=quiet dir=auto>{escaped(' · '.join(known))}</p>\n")
        language = _language(program)
        for turn in turns_of(found):
            if turn.section:
                self._out.write(f"<h2 dir=auto{language}>{escaped(turn.section)}</h2>\n")
            time = escaped(turn.time)
            if time and turn.link:
                time = f'<a href="{escaped(turn.link)}">{time}</a>'
            who = " · ".join(filter(None, [f"<b>{escaped(turn.speaker)}</b>", time]))
            note = f"<p class=quiet dir=auto>{escaped(turn.note)}</p>\n" if turn.note else ""
            self._out.write(
                f"<div class=turn>\n<p class=who dir=auto>{who}</p>\n"
                f"{_paragraphs(turn.paragraphs, language)}\n{note}</div>\n"
            )
        self._end()

    def table(self, table: Table) -> None:
        """Write a table."""
        self._begin(table.name.capitalize(), wide=True)
        names = "".join(
            f"<th scope=col>{escaped(name.replace('_', ' '))}</th>" for name in table.header
        )
        self._out.write(f"<div><table>\n<thead><tr>{names}</tr></thead>\n<tbody>\n")
        for row in table.rows:
            self._out.write(f"<tr>{''.join(map(_cell, row))}</tr>\n")
        self._out.write("</tbody>\n</table></div>\n")
        self._end()

    def _page(
        self, found: "Results", groups: "Iterable[Iterable[Quote]]", offset: int, shown: int
    ) -> None:
        self._begin("".join(run.text for run in heading(found, offset, shown)))
        for group in groups:
            self._section(group)
        self._end()

    def _begin(self, title: str, *, wide: bool = False) -> None:
        self._out.write(beginning(title, wide=wide))

    def _end(self) -> None:
        self._out.write(ENDING)

    def _section(self, quotes: "Iterable[Quote]") -> None:
        """The quotes of one program below its title."""
        is_first = True
        for quote in quotes:
            if is_first:
                self._out.write(_heading(quote.program))
                is_first = False
            self._out.write(figure(quote))
        self._out.write("</section>\n")


def beginning(title: str, *, wide: bool = False) -> str:
    """A page down to its first heading."""
    said = escaped(one_line(title))
    return (
        "<!DOCTYPE html>\n<html lang=en>\n<head>\n<meta charset=utf-8>\n"
        '<meta name=viewport content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv=Content-Security-Policy content="{_POLICY}">\n'
        f"<title>{said}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body{' class=wide' * wide}>\n<h1 dir=auto>{said}</h1>\n"
    )


def _heading(program: Program) -> str:
    title = escaped(one_line(program.title))
    if link := address(program.url or ""):
        title = f'<a href="{escaped(link)}">{title}</a>'
    known = [one_line(part) for part in (program.series, program.date, program.id) if part]
    about = escaped(" · ".join(known))
    return f"<section>\n<h2 dir=auto>{title}</h2>\n<p class=quiet dir=auto>{about}</p>\n"


def figure(quote: "Quote") -> str:
    """A quote: the talk around it, what is said with its matches marked, who says it."""
    by = attribution(quote)
    numbers = {turn.number for turn in quote.before}
    above = [*quote.before]
    if quote.question is not None and quote.question.number not in numbers:
        above.insert(0, quote.question)
    language = _language(quote.program)
    cite = f' cite="{escaped(by.link)}"' if by.link else ""
    said = _paragraphs(paragraphs(quote.turn.text, quote.spans, quote.turn.corrections))
    time = by.time or ("link" if by.link else "")
    if by.link:
        time = f'<a href="{escaped(by.link)}">{time}</a>'
    who = f"<b>{escaped(by.speaker)}</b>" + (f", {escaped(by.role)}" if by.role else "")
    where = " · ".join(filter(None, [who, f"turn {by.turn}", time]))
    note = f"<br>{escaped(by.note)}" if by.note else ""
    return (
        f"<figure>\n{''.join(_beside(turn, language) for turn in above)}"
        f"<blockquote dir=auto{language}{cite}>\n{said}\n</blockquote>\n"
        f"{''.join(_beside(turn, language) for turn in quote.after)}"
        f"<figcaption dir=auto>{where}{note}</figcaption>\n</figure>\n"
    )


def _beside(turn: Turn, language: str) -> str:
    said = escaped(f"{one_line(turn.speaker)}: {one_line(signed(turn))}")
    return f"<p class=quiet dir=auto{language}>{said}</p>\n"


def _language(program: Program) -> str:
    """The attribute of what is said."""
    return f' lang="{escaped(program.language)}"' if program.language else ""


def _paragraphs(said: Iterable[Iterable[Piece]], language: str = "") -> str:
    direction = f" dir=auto{language}" if language else ""
    return "\n".join(f"<p{direction}>{''.join(map(_piece, pieces))}</p>" for pieces in said)


def _piece(piece: Piece) -> str:
    text = escaped(piece.text)
    if piece.source:
        title = escaped(f"corrected by hand; the file has “{piece.source}”")
        text = f'<u title="{title}">{text}</u>'
    return f"<mark>{text}</mark>" if piece.marked else text


def escaped(text: str) -> str:
    """Text with no markup in it, and no control characters."""
    return escape(plain_xml(text))


def _cell(value: Cell) -> str:
    if isinstance(value, str):
        kind = " class=text" if len(value) > _LONG else ""
        return f"<td{kind} dir=auto>{escaped(value)}</td>"
    return f"<td class=number>{'' if value is None else value}</td>"
