"""The printer for people: quotes, programs, speakers and transcripts in a terminal."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import ne
from typing import TYPE_CHECKING, TextIO

from corpus.model import Program
from corpus.paths import as_text
from searcher.output.layout.styled import ITALIC, QUIET, SPEAKER, Line, Run, run
from searcher.output.layout.table import Cell, table, text
from searcher.output.messages import notices
from searcher.output.streams.terminal import Terminal, is_a_terminal, terminal
from searcher.output.text.heading import TIERS, heading
from searcher.output.text.quotes import name, program_line, program_lines, quote_lines
from searcher.quotes.excerpt import ENOUGH
from searcher.quotes.quote import Quote
from searcher.ranking.orders import Order
from searcher.safe_text import counted, one_line, warn

if TYPE_CHECKING:
    # A search prints quotes without the readers.
    from corpus.load import Parsed
    from index.library.status import Root, Status
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
    from searcher.passages.passage import Again, Passage
    from searcher.quotes.quote import Quote
    from searcher.verify.verdict import Checked

#: How much of a turn is shown in the table of a transcript, in characters.
IN_TABLE = 120

#: On a small screen long turns are shortened to this part of it, so that several fit.
SHARE = 6
#: Lines of the screen that are kept: the command above, the hint to go on, the next command.
_FREE = 4


def printer(out: TextIO) -> "TextPrinter":
    """The printer for people on a stream."""
    return TextPrinter(terminal(out))


class TextPrinter:
    """Prints for people; notices go to standard error."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal

    def results(self, found: "Results", *, offset: int = 0, rows: int | None = None) -> None:
        """Print what a search found, grouped by program, with a heading above."""
        said = list(notices.notices(found, offset=offset))
        facets = self._facets(found)
        if found.total:
            if rows is None:
                self._print(heading(found, offset, len(found.quotes)))
                for block in self._blocks(found, offset):
                    self._terminal.print(block)
            else:
                below = sum(1 + len(notice) // self._terminal.width for notice in said)
                self._fitted(found, offset, rows - below - len(facets))
        self._terminal.print(facets)
        # The quotes come first, if both streams go to one terminal.
        self._terminal.out.flush()
        for notice in said:
            warn(notice)

    def every(self, found: "Every") -> None:
        """Print every quote of a search, grouped by program, with a heading above."""
        if found.found.total:
            self._print(heading(found.found, 0, found.found.total))
            # They come program by program.
            groups = (each for _, each in groupby(found, lambda quote: quote.program.path))
            for block in self._grouped(groups, found.found, ENOUGH, {}):
                self._terminal.print(block)
        self._terminal.out.flush()
        for notice in notices.notices(found.found):
            warn(notice)

    def citations(self, cited: Iterable["Citation"]) -> None:
        """Print each reference, with titles in italics, and below it what stands in the text."""
        for number, one in enumerate(cited):
            if number:
                self._terminal.print([[]])
            for pieces, indent in ((one.reference, 0), (one.in_text, 4)):
                runs = [run(piece.text, ITALIC if piece.is_italic else "") for piece in pieces]
                # Whoever copies a line from a file wants the whole of it.
                wrapped = self._terminal.wrap(*runs, indent=indent)
                lines = wrapped if is_a_terminal(self._terminal.out) else [runs]
                self._terminal.print(lines)

    def counts(self, found: "Counts", *, limit: int | None = None) -> None:
        """Print tables with bars, and trends over time."""
        # A search counts nothing; so below.
        from searcher.output.text.counts import counts

        self._terminal.print(counts(found, self._terminal, limit))

    def comparison(self, found: "Comparison", *, limit: int | None = None) -> None:
        """Print a table with the measures of each group."""
        from searcher.output.text.counts import comparison

        self._terminal.print(comparison(found, self._terminal, limit))

    def talk_share(self, found: "TalkShare", *, limit: int | None = None) -> None:
        """Print a table with bars."""
        from searcher.output.text.counts import talk_share

        self._terminal.print(talk_share(found, self._terminal, limit))

    def roll_call(self, found: "RollCall") -> None:
        """Print a block for each person."""
        from searcher.output.text.roll_call import roll_call

        self._terminal.print(roll_call(found, self._terminal))

    def dispersion(self, found: "Dispersion") -> None:
        """Print a line for each program."""
        from searcher.output.text.dispersion import dispersion

        self._terminal.print(dispersion(found, self._terminal))

    def _facets(self, found: "Results") -> list[Line]:
        """The lines of facets, after a blank one."""
        if found.facets is None or not found.total:
            return []
        # Few searches want them.
        from searcher.output.text.facets import facets

        return [[], *facets(found.facets, self._terminal)]

    def kwic(self, found: "Kwic", *, width: int | None = None) -> None:
        """Print a concordance: how much was found, then a line a match."""
        # Other commands do not need it.
        from searcher.output.text.kwic import print_kwic

        # Its lines are not wrapped, and as long as there is room.
        print_kwic(found, terminal(self._terminal.out, widest=None), width)

    def collocates(self, found: "Collocates") -> None:
        """Print a table of the collocates, with what was counted above."""
        # As above.
        from searcher.output.text.words import print_collocates

        print_collocates(found, self._terminal)

    def keywords(self, found: "Keywords") -> None:
        """Print a table of the keywords, with what was compared above."""
        # As above.
        from searcher.output.text.words import print_keywords

        print_keywords(found, self._terminal)

    def programs(self, entries: Iterable["Entry"]) -> None:
        """Print a table of programs."""
        known = list(entries)
        rows = [
            (
                text(one_line(entry.program.id)),
                text(one_line(entry.program.title)),
                text(entry.program.date or ""),
                text(f"{entry.turns:,}"),
            )
            for entry in known
        ]
        self._table(("program", "title", "date", "turns"), rows, {"turns"}, first=True)
        turns = counted(sum(entry.turns for entry in known), "turn")
        self._print([run(f"{counted(len(known), 'program')}, {turns}", QUIET)])

    def status(self, found: "Status") -> None:
        """Print what an index is: a line for each fact, then its folders and copies."""
        changed = found.changed.astimezone()
        facts = {
            "index": as_text(found.path),
            "holds": ", ".join((
                counted(found.programs, "program"), counted(found.turns, "turn"),
                _speakers(found.speakers, found.voices),
            )),
            "corrections": counted(found.corrections, "speaker") if found.corrections else "none",
            **({} if found.encoded is None else {"meaning": _encoded(found)}),
            "size": _size(found.size),
            "changed": f"{changed:%Y-%m-%d %H:%M} ({counted(found.generation, 'change')})",
            "format": f"version {found.version}",
        }  # fmt: skip
        for what, fact in facts.items():
            self._fact(what, fact)
        for root in found.roots:
            self._fact("from", _root(root))
        for copy, original in found.copies:
            self._fact("copy", f"{as_text(copy)} is a copy of {as_text(original)}")

    def _fact(self, what: str, fact: str) -> None:
        names = f"{what:<12}"
        if max(map(len, one_line(fact).split()), default=0) > self._terminal.width - len(names):
            # A path is not broken for the sake of the indentation.
            self._print([run(names, QUIET), run(one_line(fact))])
            return
        lines = [*self._terminal.wrap(run(one_line(fact)), indent=len(names))]
        # The name stands in the indentation of the first line.
        indentation, *rest = lines[0]
        lines[0] = [indentation._replace(text=names, style=QUIET), *rest]
        self._terminal.print(lines)

    def speakers(self, people: Iterable["Speaker"]) -> None:
        """Print a table of speakers."""
        people = list(people)
        # In the column of the names a role looks like one of them.
        with_roles = any(person.roles for person in people)
        rows: list[tuple[Cell, ...]] = []
        voices = 0
        for person in people:
            who = [run(one_line(person.name), SPEAKER)]
            if person.title is not None:
                who += [run(" in ", QUIET), run(one_line(person.title), ITALIC)]
                voices += 1
            others = [label for label in person.labels if label != person.name]
            rows.append(
                (
                    who,
                    *([text(one_line(next(iter(person.roles), "")), QUIET)] if with_roles else []),
                    text(one_line(", ".join(others))),
                    text(f"{person.programs:,}"),
                    text(f"{person.turns:,}"),
                )
            )
        names = ("speaker", *(["role"] if with_roles else []), "labels", "programs", "turns")
        self._table(names, rows, {"programs", "turns"}, first=True)
        self._print([run(_speakers(len(rows) - voices, voices), QUIET)])

    def transcripts(self, parsed: Iterable["Parsed"], *, explain: bool = False) -> None:
        """Print programs that were read: their turns, or how they were read."""
        for one in parsed:
            if explain:
                self._explanation(one)
            else:
                self._transcript(one.program)

    def verdicts(self, found: "Checked") -> None:
        """Print the verdict on each quotation, then how many there are of each kind."""
        # Few commands print verdicts.
        from searcher.output.text.verdicts import summary_lines, verdict_lines

        for number, verdict in enumerate(found.verdicts):
            if number:
                self._terminal.print([[]])
            self._terminal.print(verdict_lines(verdict, self._terminal))
        if lines := [*summary_lines(found, self._terminal)]:
            self._terminal.print([[], *lines] if found.verdicts else lines)

    def passage(self, found: "Passage", again: "Again") -> None:
        """Print a transcript, or a part of it: what is known of it, then its turns."""
        # A search prints quotes.
        from searcher.output.text.passage import lines

        self._terminal.print(lines(found, again, self._terminal))

    def _fitted(self, found: "Results", offset: int, rows: int) -> None:
        """Print as many quotes as fit, at least one, and how to see the next ones."""
        rows -= len(list(self._terminal.wrap(*heading(found, offset, 1)))) + _FREE
        lines: list[Line] = []
        shown = 0
        enough = min(ENOUGH, rows * self._terminal.width // SHARE)
        for page in self._pages(found, offset, enough):
            if shown and len(page) > rows:
                break
            lines = page
            shown += 1
        self._print(heading(found, offset, shown))
        self._terminal.print(lines)
        following = offset + shown if shown < len(found.quotes) else found.next_offset
        if following is not None and (shown < len(found.quotes) or following < found.total):
            longer = f", or --limit {len(found.quotes)} to scroll" * (shown < len(found.quotes))
            self._terminal.print([[]])
            read_on = f". Read on: searcher show {offset + 1}" * self._terminal.numbers
            self._print([run(f"More: --offset {following}{longer}{read_on}", QUIET)])

    def _pages(self, found: "Results", offset: int, enough: int) -> Iterator[list[Line]]:
        """The lines of the first quote, of the first two quotes, and so on."""
        programs = [(quote.tier, quote.program.id, quote.program.path) for quote in found.quotes]
        lines: list[Line] = []
        if sum(map(ne, programs, programs[1:])) + 1 == len(set(programs)):
            for block in self._blocks(found, offset, enough):
                lines = [*lines, *block]
                yield lines
            return
        # The quotes of a program are put together, so a later one may come before an earlier one.
        for count in range(1, len(found.quotes) + 1):
            some = found.replaced(quotes=found.quotes[:count])
            yield [line for block in self._blocks(some, offset, enough) for line in block]

    def _blocks(self, found: "Results", offset: int, enough: int = ENOUGH) -> Iterator[list[Line]]:
        """The lines of each quote, with the headings above it; see `quote_lines`."""
        groups: dict[tuple[str | None, str, str], list[Quote]] = {}
        for quote in found.quotes:
            program = quote.program
            groups.setdefault((quote.tier, program.id, program.path), []).append(quote)
        ranks = {id(quote): rank for rank, quote in enumerate(found.quotes, start=offset + 1)}
        return self._grouped(groups.values(), found, enough, ranks)

    def _grouped(
        self,
        groups: Iterable[Iterable[Quote]],
        found: "Results",
        enough: int,
        ranks: Mapping[int, int],
    ) -> Iterator[list[Line]]:
        """The lines of each quote; each group is of one tier and of one program.

        Those that have a rank, by their `id`, have it before them.
        """
        shown, undated = found.tier, False
        by_date = found.order in (Order.DATE, Order.LATEST)
        for quotes in groups:
            lines: list[Line] = []
            is_first = True
            for quote in quotes:
                if is_first and quote.tier != shown:
                    shown, undated = quote.tier, False
                    lines.append([])
                    lines += self._terminal.wrap(run(f"Less exact: {TIERS[shown]}", QUIET))
                if is_first and by_date and not undated and quote.program.date is None:
                    undated = True
                    lines.append([])
                    lines += self._terminal.wrap(run("Programs without a date come last:", QUIET))
                if is_first:
                    lines.append([])
                    lines += program_lines(quote.program, self._terminal)
                    is_first = False
                lines.append([])
                # `searcher show NUMBER` is for whoever types the next command.
                rank = ranks.get(id(quote)) if self._terminal.numbers else None
                lines += quote_lines(quote, self._terminal, enough, rank)
                yield lines
                lines = []

    def _transcript(self, program: Program) -> None:
        """Print what is known of a program, then a table of its turns."""
        self._print(program_line(program))
        for line in _facts(program):
            self._print(line, indent=2)
        rows = []
        for turn in program.turns:
            words = one_line(turn.text)
            if len(words) > IN_TABLE:
                words = words[: IN_TABLE - 3].rsplit(" ", 1)[0] + " …"
            rows.append((text(str(turn.number)), text(name(turn), SPEAKER), text(words)))
        self._table(("turn", "speaker", "text"), rows, {"turn"})

    def _explanation(self, parsed: "Parsed") -> None:
        """Print how a program was read: the reader, the labels, and the refused labels."""
        program = parsed.program
        self._print(program_line(program))
        self._print(_format(program), indent=2)
        counts = Counter((turn.label, turn.speaker) for turn in program.turns)
        self._table(
            ("label", "speaker", "turns"),
            [
                (text(one_line(label or "")), text(one_line(speaker), SPEAKER), text(f"{count:,}"))
                for (label, speaker), count in counts.most_common()
            ],
            {"turns"},
        )
        if parsed.refused:
            refused = [
                (text(one_line(label)), text(one_line(reason), QUIET))
                for label, reason in parsed.refused.items()
            ]
            # The table above ends with a blank line.
            self._table(("refused", "because"), refused, first=True)

    def _print(self, runs: Line, *, indent: int = 0) -> None:
        self._terminal.print(self._terminal.wrap(*runs, indent=indent))

    def _table(
        self,
        names: tuple[str, ...],
        rows: Sequence[Sequence[Cell]],
        numbers: Iterable[str] = (),
        *,
        first: bool = False,
    ) -> None:
        """Print a table between blank lines; the first output has none above."""
        lines = table(names, rows, self._terminal.width, set(numbers))
        self._terminal.print([*([] if first else [[]]), *lines, []])


def _speakers(speakers: int, voices: int) -> str:
    """How many speakers there are, and what is counted."""
    more = f", and {counted(voices, 'voice')} that only a recording names" if voices else ""
    return counted(speakers, "speaker") + more


def _encoded(found: "Status") -> str:
    """How many turns have vectors."""
    if found.encoded == found.turns:
        return "all turns have vectors"
    return f"{found.encoded or 0:,} of {counted(found.turns, 'turn')} have vectors"


def _size(count: int) -> str:
    """A number of bytes in the unit that suits it."""
    return f"{count / 1e6:,.1f} MB" if count >= 1e6 else f"{max(1, round(count / 1e3)):,} KB"


def _root(root: "Root") -> str:
    """From where files were read: a folder, a file, or standard input, which has no folder."""
    if not root.path.is_absolute():
        return f"{as_text(root.path)} (standard input)"
    gone = "" if root.is_there else "; it is not there now"
    return f"{as_text(root.path)} ({counted(root.files, 'file')}{gone})"


def _format(program: Program) -> list[Run]:
    """The reader of a program, and what it reads."""
    # Only `searcher parse` knows the readers.
    from corpus.readers import MEANINGS

    meaning = MEANINGS.get(program.format)
    return [run("format: ", QUIET), run(program.format + f": {meaning}" * bool(meaning))]


def _facts(program: Program) -> Iterator[list[Run]]:
    facts = {
        "language": program.language or "",
        "topics": ", ".join(program.topics),
        "produced by": program.credits.producer or "",
        "with": ", ".join(program.credits.partners),
        "thanks to": ", ".join(program.credits.sponsors),
        "related": "; ".join(related.title for related in program.related),
        "media": program.media_url or "",
    }
    yield _format(program)
    for fact, value in facts.items():
        if value:
            yield [run(f"{fact}: ", QUIET), run(one_line(value))]
    for person in program.participants:
        line = [run("speaker: ", QUIET), run(one_line(person.name), SPEAKER)]
        if person.role:
            line.append(run(f", {one_line(person.role)}"))
        if person.labels != (person.name,):
            line.append(run(one_line(f" (as {', '.join(person.labels)})"), QUIET))
        turns = sum(1 for turn in program.turns if turn.label in person.labels)
        line.append(run(f" · {counted(turns, 'turn')}", QUIET))
        yield line
    if unnamed := sum(1 for turn in program.turns if turn.label is None):
        yield [run(f"speaker not named: {counted(unnamed, 'turn')}", QUIET)]
