"""The printer of one line for each result, as `grep` prints: for lists and for other tools."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TextIO

from corpus.paths import as_text
from searcher.output.layout.styled import (
    QUIET,
    SPEAKER,
    TITLE,
    Line,
    Run,
    breaks,
    columns,
    cut,
    run,
)
from searcher.output.messages import notices
from searcher.output.streams.terminal import Terminal, terminal
from searcher.output.text.heading import heading
from searcher.output.text.quotes import name, on_one_line, one_part_shown
from searcher.output.text.verdicts import unchecked_lines, verdict_words
from searcher.safe_text import clock, counted, one_line, warn

if TYPE_CHECKING:
    # As in the printer of text.
    from corpus.load import Parsed
    from corpus.model import Turn
    from index.library.status import Status
    from index.turn_record import Entry
    from searcher.citation.citation import Citation
    from searcher.concordance.counts.comparison import Comparison
    from searcher.concordance.counts.counts import Counts
    from searcher.concordance.counts.dispersion import Dispersion
    from searcher.concordance.counts.roll_call import RollCall
    from searcher.concordance.counts.talk_share import TalkShare
    from searcher.concordance.kwic.kwic import Kwic
    from searcher.concordance.words.collocates import Collocates
    from searcher.concordance.words.keywords import Keywords
    from searcher.engines.every import Every
    from searcher.engines.results import Results
    from searcher.engines.speaker_list import Speaker
    from searcher.output.values.table import Cell, Table
    from searcher.packet.check import CheckedPacket
    from searcher.passages.passage import Again, Passage
    from searcher.quotes.quote import Quote, Span
    from searcher.verify.verdict import Checked

#: How wide a line is that goes to a file or to another program.
NO_TERMINAL = 160
#: What is said has at least so many columns, however long the id and the name are.
LEAST = 30

#: The columns of counts that say what they are by themselves, and what has none of them.
_NAMED = frozenset(("value", "name", "title", "program", "recording"))
UNKNOWN = "not known"


def printer(out: TextIO) -> "ShortPrinter":
    """The printer of one line for each result on a stream."""
    return ShortPrinter(terminal(out, widest=None, no_terminal=NO_TERMINAL))


class ShortPrinter:
    """Prints one line for each object; how many there are goes to standard error."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal

    def results(self, found: "Results", *, offset: int = 0, rows: int | None = None) -> None:
        """Print a line for each quote: program, turn, speaker, and what is said at the match."""
        for quote in found.quotes:
            self._quote(quote)
        self._terminal.out.flush()
        if found.total > len(found.quotes) or offset:
            warn("".join(part.text for part in heading(found, offset, len(found.quotes))))
        for notice in notices.notices(found, offset=offset):
            warn(notice)

    def every(self, found: "Every") -> None:
        """Print a line for every quote."""
        for quote in found:
            self._quote(quote)
        self._terminal.out.flush()
        for notice in notices.notices(found.found):
            warn(notice)

    def citations(self, cited: "Iterable[Citation]") -> None:
        """Print each reference as a line, whole."""
        for one in cited:
            self._terminal.print([[run(piece.text) for piece in one.reference]])

    def counts(self, found: "Counts", *, limit: int | None = None) -> None:
        """Print a line for each group, and one for the turns whose group is not known."""
        # A search counts nothing; so below.
        from searcher.output.values import count_rows

        self._groups(count_rows.counts(found, limit))

    def comparison(self, found: "Comparison", *, limit: int | None = None) -> None:
        """Print a line for each group."""
        from searcher.output.values import count_rows

        self._groups(count_rows.comparison(found, limit))

    def talk_share(self, found: "TalkShare", *, limit: int | None = None) -> None:
        """Print a line for each group."""
        from searcher.output.values import count_rows

        self._groups(count_rows.talk_share(found, limit))

    def roll_call(self, found: "RollCall") -> None:
        """Print a line for each person."""
        from searcher.output.values import count_rows

        self._groups(count_rows.roll_call(found))

    def dispersion(self, found: "Dispersion") -> None:
        """Print a line for each program."""
        from searcher.output.values import count_rows

        self._groups(count_rows.dispersion(found))

    def _groups(self, table: "Table") -> None:
        """Print the values of each row that has some, each after its name."""
        for row in table.rows:
            pairs = zip(table.header, row, strict=True)
            known = [(name, value) for name, value in pairs if value is not None]
            values = [f"{name} {_number(value)}" for name, value in known if name not in _NAMED]
            named = [str(value) for name, value in known if name in _NAMED]
            first = one_line(named[0] if named else UNKNOWN)
            rest = one_line(" · ".join([*named[1:], *values]))
            self._line(run(first, TITLE), run(f" · {rest}"))

    def kwic(self, found: "Kwic", *, width: int | None = None) -> None:
        """Print a line a match, and how many there are on standard error."""
        # Other commands do not need it.
        from searcher.output.text.kwic import print_lines, what_was_found

        print_lines(found, self._terminal, width)
        warn("".join(part.text for part in what_was_found(found)))

    def collocates(self, found: "Collocates") -> None:
        """Print a line for each collocate."""
        for one in found:
            known = f"{one.together:,} together, {one.expected:,.1f} expected, {one.score:,.2f}"
            self._line(run(one_line(one.word), TITLE), run(f" · {known}"))

    def keywords(self, found: "Keywords") -> None:
        """Print a line for each keyword."""
        for one in found:
            rates = f"{one.rate:,.2f} and {one.reference_rate:,.2f} per 1,000"
            said = f"{one.together:,} and {one.reference:,}"
            self._line(
                run(one_line(one.word), TITLE), run(f" · {said} · {rates} · {one.score:,.2f}")
            )

    def programs(self, entries: Iterable["Entry"]) -> None:
        """Print a line for each program."""
        for entry in entries:
            program = entry.program
            known = [one_line(program.title), program.date or "", counted(entry.turns, "turn")]
            rest = " · ".join(filter(None, known))
            self._line(run(one_line(program.id), TITLE), run(f" · {rest}"))

    def status(self, found: "Status") -> None:
        """Print one line."""
        changed = f"changed {found.changed:%Y-%m-%d %H:%M} UTC"
        held = counted(found.programs, "program"), counted(found.turns, "turn")
        known = [*held, f"{found.size / 1e6:,.1f} MB", changed]
        self._line(run(one_line(as_text(found.path)), TITLE), run(f" · {' · '.join(known)}"))

    def speakers(self, people: Iterable["Speaker"]) -> None:
        """Print a line for each speaker."""
        for person in people:
            known = [counted(person.programs, "program"), counted(person.turns, "turn"),
                     one_line(", ".join(person.labels))]  # fmt: skip
            rest = " · ".join(filter(None, known))
            where = f" in {one_line(person.title)}" if person.title is not None else ""
            self._line(run(one_line(person.name), SPEAKER), run(f"{where} · {rest}"))

    def transcripts(self, parsed: Iterable["Parsed"], *, explain: bool = False) -> None:
        """Print a line for each turn; explained, a line for each label that was refused, too."""
        for one in parsed:
            program = one_line(one.program.id)
            for turn in one.program.turns:
                self._line(
                    run(f"{program}:{turn.number}: ", QUIET),
                    run(name(turn), SPEAKER),
                    run(f": {one_line(turn.text)}"),
                )
            for label, reason in one.refused.items() if explain else ():
                self._line(run(f"{program}: ", QUIET),
                           run(f"refused {one_line(label)}: {one_line(reason)}"))  # fmt: skip

    def verdicts(self, found: "Checked") -> None:
        """Print a line for each quotation: its line, the verdict, who said it where, its words."""
        for verdict in found.verdicts:
            place = verdict.places[0].quote if verdict.places else None
            where = f"{one_line(place.program.id)}:{place.turn.number}: " if place else ""
            self._line(
                run(f"{verdict.line}: " if verdict.line else "", QUIET),
                run(f"{verdict_words(verdict)}: ", TITLE),
                run(where, QUIET),
                run(one_line(verdict.speaker or ""), SPEAKER),
                run(f": “{one_line(verdict.text)}”" if place else f"“{one_line(verdict.text)}”"),
            )
        self._terminal.out.flush()
        for notice in unchecked_lines(found):
            warn(notice)

    def packet(self, found: "CheckedPacket") -> None:
        """Print a line for each thing of a packet that was checked."""
        for one in found.lines:
            note = f": {one_line(one.note)}" if one.note else ""
            self._line(
                run(f"{one.kind}: ", QUIET), run(one_line(one.name)),
                run(f": {one.state}", TITLE), run(note, QUIET),
            )  # fmt: skip

    def passage(self, found: "Passage", again: "Again") -> None:
        """Print a line for each turn, at its match."""
        spans = found.matches.spans if found.matches is not None else {}
        program = one_line(found.program.id)
        for turn in found.program.turns:
            time = f" {clock(turn.start)}" if turn.start is not None else ""
            self._said(f"{program}:{turn.number}{time}: ", turn, spans.get(turn.number, ()))

    def _quote(self, quote: "Quote") -> None:
        turn, at = quote.turn, quote.at
        time = f" {clock(at)}" if at is not None else ""
        self._said(f"{one_line(quote.program.id)}:{turn.number}{time}: ", turn, quote.spans)

    def _said(self, place: str, turn: "Turn", spans: "Sequence[Span]") -> None:
        """Print where and by whom something is said, and as much of it as fits."""
        line = [run(place, QUIET), run(one_line(turn.speaker), SPEAKER), run(": ")]
        room = max(self._terminal.width - sum(columns(one.text) for one in line), LEAST)
        # The ellipses of an excerpt need a little room, too.
        shown = one_part_shown(turn, spans, max(room - 4, LEAST))
        self._line(*line, *on_one_line(shown))

    def _line(self, *runs: Run) -> None:
        """Print runs on one line, which ends at the edge."""
        line: Line = runs
        text = "".join(one.text for one in runs)
        if columns(text) > self._terminal.width:
            _, end = next(iter(breaks(text, self._terminal.width - 2)))
            line = [*cut(runs, 0, end), Run(" …", QUIET)]
        self._terminal.print([line])


def _number(value: "Cell") -> str:
    return f"{value:,}" if isinstance(value, int | float) else str(value)
