"""The printer for people: quotes, programs, speakers and transcripts in a terminal."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, TextIO

from corpus.paths import as_text
from searcher.output.layout.styled import ITALIC, QUIET, SPEAKER, Line, run
from searcher.output.layout.table import Cell, table, text
from searcher.output.messages import notices
from searcher.output.streams.terminal import Terminal, is_a_terminal, terminal
from searcher.output.text.heading import heading
from searcher.output.text.results import ResultsText
from searcher.quotes.excerpt import ENOUGH
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
    from searcher.packet.check import CheckedPacket
    from searcher.passages.passage import Again, Passage
    from searcher.verify.verdict import Checked


def printer(out: TextIO) -> "TextPrinter":
    """The printer for people on a stream."""
    return TextPrinter(terminal(out))


class TextPrinter:
    """Prints for people; notices go to standard error."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self._results = ResultsText(terminal)

    def results(self, found: "Results", *, offset: int = 0, rows: int | None = None) -> None:
        """Print what a search found, grouped by program, with a heading above."""
        said = list(notices.notices(found, offset=offset))
        facets = self._facets(found)
        if found.total:
            if rows is None:
                self._print(heading(found, offset, len(found.quotes)))
                for block in self._results.blocks(found, offset):
                    self._terminal.print(block)
            else:
                below = sum(1 + len(notice) // self._terminal.width for notice in said)
                self._results.print_fitted(found, offset, rows - below - len(facets))
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
            for block in self._results.grouped(groups, found.found, ENOUGH, {}):
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
            **_kept_back(found),
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
        # A search prints quotes; so below.
        from searcher.output.text.transcripts import explanation, transcript

        for one in parsed:
            if explain:
                self._terminal.print(explanation(one, self._terminal))
            else:
                self._terminal.print(transcript(one.program, self._terminal))

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

    def packet(self, found: "CheckedPacket") -> None:
        """Print what has become of each thing of a packet, then whether all holds."""
        # As above.
        from searcher.output.text.packet import lines

        self._terminal.print(lines(found, self._terminal))

    def passage(self, found: "Passage", again: "Again") -> None:
        """Print a transcript, or a part of it: what is known of it, then its turns."""
        # A search prints quotes.
        from searcher.output.text.passage import lines

        self._terminal.print(lines(found, again, self._terminal))

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


def _kept_back(found: "Status") -> dict[str, str]:
    """What may not be shown, and what is not shown as it is; nothing where there is none."""
    people = "person" if found.restricted_people == 1 else "people"
    restricted = {
        counted(found.restricted, "program"): found.restricted,
        f"{found.restricted_people:,} {people}": found.restricted_people,
    }
    redacted = {
        counted(found.pseudonyms, "pseudonym"): found.pseudonyms,
        f"names or words replaced in {counted(found.redacted, 'program')}": found.redacted,
    }
    facts = {"restricted": restricted, "redacted": redacted}
    shown = {
        what: ", ".join(fact for fact, number in each.items() if number)
        for what, each in facts.items()
    }
    return {what: fact for what, fact in shown.items() if fact}


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
