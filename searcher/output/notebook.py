"""Values as a notebook shows them: a piece of HTML without a script, in light and in dark.

Jupyter asks a value for `_repr_html_` (`searcher/value.py`), which asks this module.
"""

import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any, TextIO

from index.turn_record import Entry
from searcher.archive.misheard import Misheard
from searcher.concordance.counts.comparison import Comparison
from searcher.concordance.counts.counts import Counts
from searcher.concordance.counts.dispersion import Dispersion
from searcher.concordance.counts.roll_call import RollCall
from searcher.concordance.counts.talk_share import TalkShare
from searcher.concordance.words.collocates import Collocates
from searcher.concordance.words.keywords import Keywords
from searcher.engines.corrected import CorrectedWords
from searcher.engines.marked import Marked
from searcher.engines.results import Results
from searcher.engines.speaker_list import Speaker
from searcher.kept.saved import SavedSearch
from searcher.output.formats.html import HtmlPrinter, escaped
from searcher.output.messages import notices
from searcher.output.text.heading import heading
from searcher.output.values import rows
from searcher.output.values.attribution import by_program
from searcher.output.values.table import Table
from searcher.passages.passage import Again, Passage
from searcher.quotes.quote import Quote
from searcher.safe_text import counted, one_line
from searcher.verify.verdict import Checked, Verdict

#: So many rows of a table, and turns of a transcript, are shown: a notebook keeps all of them.
MOST = 100

#: Each kind of value of which lists are tables.
_LISTS: Mapping[type, Callable[[Iterable[Any]], Table]] = {
    Entry: rows.programs,
    Speaker: rows.speakers,
    Marked: rows.marks,
    CorrectedWords: rows.corrections,
    Misheard: rows.misheard,
    SavedSearch: rows.saved,
}

# Colours are those of the notebook, which may be light or dark whatever the system is.
_STYLE = """
.searcher-found { line-height: 1.5; max-width: 46rem; }
.searcher-found.wide { max-width: none; }
.searcher-found h2 { font-size: 1.05em; margin: 1.2em 0 0; }
.searcher-found .quiet, .searcher-found figcaption { opacity: .8; font-size: .92em;
  margin: .2em 0; }
.searcher-found figure { margin: .8em 0; }
.searcher-found blockquote { border: 0; border-inline-start: 3px solid rgba(127, 127, 127, .6);
  margin: .3em 0; padding: 0; padding-inline-start: .9em; font-size: 1em; color: inherit; }
.searcher-found blockquote p, .searcher-found .turn p { margin: .3em 0; white-space: pre-line;
  overflow-wrap: anywhere; }
.searcher-found a { color: inherit; }
.searcher-found mark { background: rgba(255, 190, 0, .42); color: inherit; padding: 0; }
.searcher-found div { overflow-x: auto; }
.searcher-found td { vertical-align: top; }
.searcher-found td.text { min-width: 20rem; text-align: start; }
.searcher-found td.number { text-align: end; font-variant-numeric: tabular-nums; }
"""


def html(value: object) -> str | None:
    """What a notebook shows of a value, or of a list of them; None for what has no such form.

    A concordance has none: its lines are read while they are taken, and would be gone. A list with
    nothing in it is shown as Python writes it.
    """
    out = io.StringIO()
    return out.getvalue() if _written(value, _Piece(out)) else None


def _written(value: Any, printer: "_Piece") -> bool:
    """Write a value; whether there is a way to."""
    match value:
        case Quote():
            printer.quote(value)
        case Results():
            printer.results(value)
        case Passage():
            printer.passage(value, Again(value.program.id))
        case Counts():
            printer.counts(value)
        case Comparison():
            printer.comparison(value)
        case TalkShare():
            printer.talk_share(value)
        case RollCall():
            printer.roll_call(value)
        case Dispersion():
            printer.dispersion(value)
        case Collocates():
            printer.collocates(value)
        case Keywords():
            printer.keywords(value)
        case Verdict():
            printer.verdicts(Checked((value,), (), None, 0.0))
        case Checked():
            printer.verdicts(value)
        case [*_]:
            return _listed(value, printer)
        case _:
            return False
    return True


def _listed(values: Sequence[Any], printer: "_Piece") -> bool:
    """Write a list as a table; whether there is a way to."""
    for kind, table in _LISTS.items():
        if values and all(isinstance(one, kind) for one in values):
            printer.table(table(values))
            return True
    return False


class _Piece(HtmlPrinter):
    """Writes a piece of a page, with a style that is for this piece alone."""

    def __init__(self, out: TextIO) -> None:
        super().__init__(out)
        # What is left out at the end, and what it is called.
        self._left: Iterator[object] = iter(())
        self._called = ""

    def quote(self, found: Quote) -> None:
        """Write a quote below the title of its program."""
        self._open()
        self._section([found])
        self._end()

    def results(self, found: Results, *, offset: int = 0, rows: int | None = None) -> None:
        """Write the quotes of a search, or why there are none."""
        self._begin("".join(run.text for run in heading(found, offset, len(found))))
        for group in by_program(found.quotes):
            self._section(group)
        for notice in notices.notices(found):
            self._note(notice)
        self._end()

    def passage(self, found: Passage, again: Again) -> None:
        """Write the first turns of a passage."""
        turns = found.program.turns
        self._left, self._called = iter(turns[MOST:]), "more turn"
        first = replace(found.program, turns=turns[:MOST])
        super().passage(found.replaced(program=first), again)

    def table(self, table: Table) -> None:
        """Write the first rows of a table."""
        left = iter(table.rows)
        self._left, self._called = left, "more row"
        super().table(table.replaced(rows=islice(left, MOST)))

    def _begin(self, title: str, *, wide: bool = False) -> None:
        self._open(wide=wide)
        self._out.write(f"<p dir=auto><strong>{escaped(one_line(title))}</strong></p>\n")

    def _end(self) -> None:
        if left := sum(1 for _ in self._left):
            self._note(f"and {counted(left, self._called)}")
        self._out.write("</div>\n")

    def _open(self, *, wide: bool = False) -> None:
        named = "searcher-found wide" if wide else "searcher-found"
        self._out.write(f'<div class="{named}">\n<style>{_STYLE}</style>\n')

    def _note(self, said: str) -> None:
        self._out.write(f'<p class="quiet" dir=auto>{escaped(one_line(said))}</p>\n')
