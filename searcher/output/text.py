"""The printer for people: quotes, programs, speakers and transcripts in a terminal, with rich."""

from collections import Counter
from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import TYPE_CHECKING, TextIO

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from corpus.model import Program, Turn
from corpus.paths import as_text
from searcher.output import notices
from searcher.output.console import console, text
from searcher.quotes.excerpt import ending, excerpt
from searcher.safe_text import counted, one_line, shortened, warn
from searcher.syntax.lexer import plain_words

if TYPE_CHECKING:
    # A search prints quotes without the readers.
    from corpus.load import Parsed
    from index.library.status import Status
    from index.stored import Entry
    from searcher.engines.results import Results
    from searcher.engines.speakers import Speaker
    from searcher.quotes.quote import Quote

# Styles that are readable on light and on dark backgrounds.
FOUND = "bold red"
TITLE = "bold"
SPEAKER = "bold cyan"
QUIET = "dim"

#: How much of the question is shown above its answer, in characters.
QUESTION = 160
#: How much of a turn is shown in the table of a transcript, in characters.
IN_TABLE = 120

#: The meaning of each tier; a search that is matched exactly as typed has none.
TIERS = {
    "phrase": "as a phrase",
    "all": "all the words in one turn",
    "exchange": "all the words in a question and its answer",
    "any": "some of the words",
    None: "",
}


def printer(out: TextIO) -> "TextPrinter":
    """The printer for people on a stream."""
    return TextPrinter(console(out))


class TextPrinter:
    """Prints for people; notices go to standard error."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def results(self, found: "Results", *, offset: int = 0) -> None:
        """Print what a search found, grouped by program, with a heading above."""
        if found.total:
            self._lines(_heading(found, offset))
            self._quotes(found)
        # The quotes come first, if both streams go to one terminal.
        self._console.file.flush()
        for notice in notices.notices(found, offset=offset):
            warn(notice)

    def programs(self, entries: Iterable["Entry"]) -> None:
        """Print a table of programs."""
        table = _table("program", "title", "date", "turns", numbers={"turns"})
        turns = 0
        for entry in entries:
            program = entry.program
            table.add_row(
                text(one_line(program.id)),
                text(one_line(program.title)),
                text(program.date or ""),
                text(f"{entry.turns:,}"),
            )
            turns += entry.turns
        self._console.print(table)
        total = f"{counted(table.row_count, 'program')}, {counted(turns, 'turn')}"
        self._console.print(text(total, QUIET))

    def status(self, found: "Status") -> None:
        """Print what an index is: a line for each fact, then its folders and copies."""
        changed = found.changed.astimezone()
        facts = {
            "index": as_text(found.path),
            "holds": ", ".join(
                counted(number, noun)
                for number, noun in (
                    (found.programs, "program"), (found.turns, "turn"), (found.speakers, "speaker")
                )
            ),
            "corrections": counted(found.corrections, "speaker"),
            "size": f"{found.size / 1e6:,.1f} MB",
            "changed": f"{changed:%Y-%m-%d %H:%M} ({counted(found.generation, 'change')})",
            "format": f"version {found.version}",
        }  # fmt: skip
        for name, fact in facts.items():
            self._console.print(text(f"{name:<12}", QUIET), text(one_line(fact)), sep="")
        for root in found.roots:
            gone = "" if root.is_there else "; it is not there now"
            files = f" ({counted(root.files, 'file')}{gone})"
            self._console.print(
                text(f"{'from':<12}", QUIET), text(one_line(as_text(root.path)) + files), sep=""
            )
        for copy, original in found.copies:
            told = f"{as_text(copy)} is a copy of {as_text(original)}"
            self._console.print(text(f"{'copy':<12}", QUIET), text(one_line(told)), sep="")

    def speakers(self, people: Iterable["Speaker"]) -> None:
        """Print a table of speakers."""
        table = _table("speaker", "labels", "programs", "turns", numbers={"programs", "turns"})
        voices = 0
        for person in people:
            name = Text.assemble((one_line(person.name), SPEAKER))
            if person.title is not None:
                name.append(" in ", QUIET).append(one_line(person.title), "italic")
                voices += 1
            if person.roles:
                name.append(f"\n{one_line(person.roles[0])}", QUIET)
            others = [label for label in person.labels if label != person.name]
            table.add_row(
                name,
                text(one_line(", ".join(others))),
                text(f"{person.programs:,}"),
                text(f"{person.turns:,}"),
            )
        self._console.print(table)
        count = counted(table.row_count - voices, "speaker")
        if voices:
            count += f", and {counted(voices, 'voice')} that only a recording names"
        self._console.print(text(count, QUIET))

    def transcripts(self, parsed: Iterable["Parsed"], *, explain: bool = False) -> None:
        """Print programs that were read: their turns, or how they were read."""
        for one in parsed:
            if explain:
                self._explanation(one)
            else:
                self._transcript(one.program)

    def _quotes(self, found: "Results") -> None:
        shown = found.tier
        groups: dict[tuple[str | None, str], list[Quote]] = {}
        for quote in found.quotes:
            groups.setdefault((quote.tier, quote.program.id), []).append(quote)
        for quotes in groups.values():
            if quotes[0].tier != shown:
                shown = quotes[0].tier
                self._console.print()
                self._lines(text(f"Less exact: {TIERS[shown]}", QUIET))
            self._console.print()
            self._lines(_program_line(quotes[0].program))
            for quote in quotes:
                self._console.print()
                for part in _quote(quote):
                    self._lines(part, indent=2)

    def _transcript(self, program: Program) -> None:
        """Print what is known of a program, then a table of its turns."""
        self._lines(_program_line(program))
        for line in _facts(program):
            self._lines(line, indent=2)
        table = _table("turn", "speaker", "text", numbers={"turn"})
        for turn in program.turns:
            words = one_line(turn.text)
            if len(words) > IN_TABLE:
                words = words[: IN_TABLE - 3].rsplit(" ", 1)[0] + " …"
            table.add_row(text(str(turn.number)), text(_name(turn), SPEAKER), text(words))
        self._console.print(table)

    def _explanation(self, parsed: "Parsed") -> None:
        """Print how a program was read: the reader, the labels, and the refused labels."""
        program = parsed.program
        self._lines(_program_line(program))
        self._lines(Text.assemble(("format: ", QUIET), program.format), indent=2)
        table = _table("label", "speaker", "turns", numbers={"turns"})
        counts = Counter((turn.label, turn.speaker) for turn in program.turns)
        for (label, speaker), count in counts.most_common():
            table.add_row(
                text(one_line(label or "")), text(one_line(speaker), SPEAKER), text(f"{count:,}")
            )
        self._console.print(table)
        if parsed.refused:
            refused = _table("refused", "because", numbers=())
            for label, reason in parsed.refused.items():
                refused.add_row(text(one_line(label)), text(one_line(reason), QUIET))
            self._console.print(refused)

    def _lines(self, line: Text, *, indent: int = 0) -> None:
        """Print text wrapped and indented, without spaces at the ends of lines."""
        for wrapped in line.wrap(self._console, self._console.width - indent):
            wrapped.rstrip()
            self._console.print(Text(" " * indent).append_text(wrapped) if wrapped else Text())


def _facts(program: Program) -> Iterator[Text]:
    facts = {
        "format": program.format,
        "language": program.language or "",
        "topics": ", ".join(program.topics),
        "produced by": program.credits.producer or "",
        "with": ", ".join(program.credits.partners),
        "thanks to": ", ".join(program.credits.sponsors),
        "related": "; ".join(related.title for related in program.related),
        "media": program.media_url or "",
    }
    for name, value in facts.items():
        if value:
            yield Text.assemble((f"{name}: ", QUIET), one_line(value))
    for person in program.participants:
        line = Text.assemble(("speaker: ", QUIET), (one_line(person.name), SPEAKER))
        if person.role:
            line.append(f", {one_line(person.role)}")
        if person.labels != (person.name,):
            line.append(" ").append(one_line(f"(as {', '.join(person.labels)})"), QUIET)
        turns = sum(1 for turn in program.turns if turn.label in person.labels)
        line.append(f" · {counted(turns, 'turn')}", QUIET)
        yield line
    if unnamed := sum(1 for turn in program.turns if turn.label is None):
        yield Text.assemble(("speaker not named: ", QUIET), (counted(unnamed, "turn"), QUIET))


def _heading(found: "Results", offset: int) -> Text:
    heading = Text.assemble(
        (counted(found.total, "turn"), TITLE), " for ", shortened(found.query_and_synonyms)
    )
    if TIERS[found.tier] and len(plain_words(found.query_text)) > 1:
        heading.append(f", {TIERS[found.tier]}", QUIET)
    shown = len(found.quotes)
    if offset:
        place = f"{offset + 1:,} to {offset + shown:,}" if shown else f"none after {offset:,}"
        heading.append(f" · {place}", QUIET)
    elif found.total > shown:
        heading.append(f" · the first {shown:,}", QUIET)
    return heading


def _program_line(program: Program) -> Text:
    style = TITLE
    if program.url and program.url.startswith(("https://", "http://")):
        style += f" link {one_line(program.url).replace(' ', '%20')}"
    line = Text.assemble((one_line(program.title), style))
    known = [program.series or "", program.date or "", program.id]
    for part in filter(None, known):
        line.append(f" · {one_line(part)}", QUIET)
    return line


def _quote(quote: "Quote") -> Iterator[Text]:
    """The lines of a quote: the turns before it, its speaker, its text, the turns after it."""
    if quote.question is not None and not quote.before:
        yield _question(quote.question)
    for turn in quote.before:
        yield _neighbour(turn)
    yield _speaker_line(quote)
    if quote.instead:
        yield _instead(quote)
    yield _said(quote)
    for turn in quote.after:
        yield _neighbour(turn)
    if quote.explanation:
        yield text(f"{quote.score:9.2f} score", QUIET)
    for part, score in sorted(quote.explanation, key=itemgetter(1), reverse=True):
        # Parts that round to 0.00 are in the JSON.
        if score >= 0.005:
            yield text(f"{score:9.2f} {one_line(part)}", QUIET)


def _name(turn: Turn) -> str:
    """The label as the transcript prints it; without one, the name for unknown speakers."""
    return one_line(turn.label or turn.speaker)


def _question(turn: Turn) -> Text:
    return text(f"{_name(turn)}: {one_line(ending(turn.text, QUESTION))}", QUIET)


def _neighbour(turn: Turn) -> Text:
    return text(f"{_name(turn)}: {one_line(turn.text)}", QUIET)


def _speaker_line(quote: "Quote") -> Text:
    turn, at, moment = quote.turn, quote.at, quote.link
    line = Text.assemble((one_line(turn.speaker), SPEAKER))
    if turn.role:
        line.append(f", {one_line(turn.role)}")
    line.append(f" · turn {turn.number}", QUIET)
    if at is not None:
        link = f" link {one_line(moment).replace(' ', '%20')}" if moment else ""
        line.append(" · ", QUIET)
        line.append(_clock(at), QUIET + link)
    return line


def _instead(quote: "Quote") -> Text:
    """The words that matched in place of those that were typed, by their sound."""
    words = ", ".join(f"“{one_line(each)}”" for each in quote.instead)
    return Text.assemble(("said here: ", QUIET), (words, QUIET))


def _said(quote: "Quote") -> Text:
    """The text of a quote, shortened if it is long, with its matches in colour."""
    spoken = quote.turn.text
    cut = excerpt(spoken, quote.spans)
    whole = text(spoken)
    for start, end in quote.spans:
        whole.stylize(FOUND, start, end)
    shown = Text()
    for number, (start, end) in enumerate(cut.parts):
        if start > 0 and (number or spoken[:start].strip()):
            shown.append(" … " if number else "… ", QUIET)
        shown.append_text(whole[start:end])
    if cut.parts and spoken[cut.parts[-1][1] :].strip():
        shown.append(" …", QUIET)
    if cut.shown < cut.sentences:
        shown.append(f"  ({cut.shown} of {cut.sentences} sentences)", QUIET)
    return shown


def _clock(seconds: float) -> str:
    minutes, second = divmod(int(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"


def _table(*columns: str, numbers: Iterable[str]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style=QUIET)
    for column in columns:
        table.add_column(column, justify="right" if column in numbers else "left", overflow="fold")
    return table
