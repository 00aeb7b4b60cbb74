"""Quotes, programs, speakers and transcripts for people to read, with rich."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from corpus.model import Program, Turn
from index.stored import Entry
from searcher.archive import Results
from searcher.engines.speakers import Speaker
from searcher.output.console import text
from searcher.quotes.excerpt import ending, excerpt
from searcher.quotes.quote import Quote
from searcher.safe_text import counted, one_line, shortened
from searcher.syntax.lexer import plain_words

if TYPE_CHECKING:
    # A search prints quotes without the readers.
    from corpus.load import Parsed

# Styles that can be read on a light and on a dark background.
FOUND = "bold red"
TITLE = "bold"
SPEAKER = "bold cyan"
QUIET = "dim"

#: How much of the question is shown above its answer, in characters.
QUESTION = 160

TIERS = {
    "phrase": "said together",
    "all": "all words in one turn",
    "exchange": "all words in a question and its answer",
    "any": "some of the words",
    None: "",
}


def results(found: Results, console: Console) -> None:
    """Print what a search found, grouped by program, with a heading above."""
    _print(_heading(found), console)
    shown = found.tier
    groups: dict[tuple[str | None, str], list[Quote]] = {}
    for quote in found.quotes:
        groups.setdefault((quote.tier, quote.program.id), []).append(quote)
    for quotes in groups.values():
        if quotes[0].tier != shown:
            shown = quotes[0].tier
            console.print()
            console.print(text(f"— further down: {TIERS[shown]} —", QUIET))
        console.print()
        _print(_program_line(quotes[0].program), console)
        for quote in quotes:
            console.print()
            for part in _quote(quote):
                _print(part, console, indent=2)


def programs(entries: Sequence[Entry], console: Console) -> None:
    """Print a table of programs."""
    table = _table("program", "title", "date", "turns", numbers={"turns"})
    for entry in entries:
        program = entry.program
        table.add_row(
            text(one_line(program.id)),
            text(one_line(program.title)),
            text(program.date or ""),
            text(f"{entry.turns:,}"),
        )
    console.print(table)
    turns = sum(entry.turns for entry in entries)
    console.print(text(f"{counted(len(entries), 'program')}, {counted(turns, 'turn')}", QUIET))


def speakers(people: Sequence[Speaker], console: Console) -> None:
    """Print a table of speakers."""
    table = _table("speaker", "labels", "programs", "turns", numbers={"programs", "turns"})
    for person in people:
        name = Text.assemble((one_line(person.name), SPEAKER))
        if person.title is not None:
            name.append(" in ", QUIET).append(one_line(person.title), "italic")
        if person.roles:
            name.append(f"\n{one_line(person.roles[0])}", QUIET)
        others = [label for label in person.labels if label != person.name]
        table.add_row(
            name,
            text(one_line(", ".join(others))),
            text(f"{person.programs:,}"),
            text(f"{person.turns:,}"),
        )
    console.print(table)
    voices = sum(person.program is not None for person in people)
    count = counted(len(people) - voices, "speaker")
    if voices:
        count += f", and {counted(voices, 'voice')} that only a recording names"
    console.print(text(count, QUIET))


def transcript(program: Program, console: Console) -> None:
    """Print a program as it was read: what is known of it, then a table of its turns."""
    _print(_program_line(program), console)
    for line in _facts(program):
        _print(line, console, indent=2)
    table = _table("turn", "speaker", "text", numbers={"turn"})
    for turn in program.turns:
        said = one_line(turn.text)
        short = said if len(said) <= 120 else said[:117].rsplit(" ", 1)[0] + " …"
        table.add_row(text(str(turn.number)), text(_name(turn), SPEAKER), text(short))
    console.print(table)


def explanation(parsed: "Parsed", console: Console) -> None:
    """Print why a program was read as it was: its reader, the labels, what was refused."""
    program = parsed.program
    _print(_program_line(program), console)
    _print(Text.assemble(("reader: ", QUIET), program.format), console, indent=2)
    table = _table("label", "speaker", "turns", numbers={"turns"})
    counts = Counter((turn.label, turn.speaker) for turn in program.turns)
    for (label, speaker), count in counts.most_common():
        table.add_row(
            text(one_line(label or "")), text(one_line(speaker), SPEAKER), text(f"{count:,}")
        )
    console.print(table)
    if parsed.refused:
        refused = _table("refused", "because", numbers=())
        for label, reason in parsed.refused.items():
            refused.add_row(text(one_line(label)), text(one_line(reason), QUIET))
        console.print(refused)


def _facts(program: Program) -> Iterable[Text]:
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
            line.append(one_line(f" (as {', '.join(person.labels)})"), QUIET)
        turns = sum(1 for turn in program.turns if turn.label in person.labels)
        line.append(f" · {counted(turns, 'turn')}", QUIET)
        yield line


def _heading(found: Results) -> Text:
    heading = Text.assemble((counted(found.total, "turn"), TITLE), " for ", shortened(found.asked))
    if TIERS[found.tier] and len(plain_words(found.typed)) > 1:
        heading.append(f", {TIERS[found.tier]}", QUIET)
    if found.total > len(found.quotes):
        heading.append(f" · the first {len(found.quotes)}", QUIET)
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


def _quote(quote: Quote) -> Iterator[Text]:
    """The lines of a quote: what was said before, who speaks, what is said, what comes after."""
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
        # What does not show in two digits is in the JSON.
        if score >= 0.005:
            yield text(f"{score:9.2f} {one_line(part)}", QUIET)


def _print(line: Text, console: Console, *, indent: int = 0) -> None:
    """Print text wrapped and indented, without blanks at the ends of lines."""
    for wrapped in line.wrap(console, console.width - indent):
        wrapped.rstrip()
        console.print(Text(" " * indent).append_text(wrapped) if wrapped else Text())


def _name(turn: Turn) -> str:
    """Who speaks: as printed, or that nobody is named."""
    return one_line(turn.label or turn.speaker)


def _question(turn: Turn) -> Text:
    return text(f"{_name(turn)}: {one_line(ending(turn.text, QUESTION))}", QUIET)


def _neighbour(turn: Turn) -> Text:
    return text(f"{_name(turn)}: {one_line(turn.text)}", QUIET)


def _speaker_line(quote: Quote) -> Text:
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


def _instead(quote: Quote) -> Text:
    """What was said where something else was typed."""
    said = ", ".join(f"“{one_line(words)}”" for words in quote.instead)
    return Text.assemble(("said here: ", QUIET), (said, QUIET))


def _said(quote: Quote) -> Text:
    """The text of a quote, cut where it is long, with its matches in colour."""
    said = quote.turn.text
    cut = excerpt(said, quote.spans)
    whole = text(said)
    for start, end in quote.spans:
        whole.stylize(FOUND, start, end)
    shown = Text()
    for number, (start, end) in enumerate(cut.parts):
        if start > 0 and (number or said[:start].strip()):
            shown.append(" … " if number else "… ", QUIET)
        shown.append_text(whole[start:end])
    if cut.parts and said[cut.parts[-1][1] :].strip():
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
