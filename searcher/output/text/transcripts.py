"""Programs that were read from files, for people: their turns, or how they were read."""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from corpus.model import Program
from searcher.output.layout.styled import QUIET, SPEAKER, Line, Run, run
from searcher.output.layout.table import table, text
from searcher.output.streams.terminal import Terminal
from searcher.output.text.quotes import name, program_line
from searcher.safe_text import counted, one_line

if TYPE_CHECKING:
    # A search prints quotes without the readers.
    from corpus.load import Parsed

#: How much of a turn is shown in the table of a transcript, in characters.
IN_TABLE = 120


def transcript(program: Program, terminal: Terminal) -> Iterator[Line]:
    """The lines of what is known of a program, and of a table of its turns."""
    yield from terminal.wrap(*program_line(program))
    for line in _facts(program):
        yield from terminal.wrap(*line, indent=2)
    rows = []
    for turn in program.turns:
        words = one_line(turn.text)
        if len(words) > IN_TABLE:
            words = words[: IN_TABLE - 3].rsplit(" ", 1)[0] + " …"
        rows.append((text(str(turn.number)), text(name(turn), SPEAKER), text(words)))
    yield []
    yield from table(("turn", "speaker", "text"), rows, terminal.width, {"turn"})
    yield []


def explanation(parsed: "Parsed", terminal: Terminal) -> Iterator[Line]:
    """The lines of how a program was read: the reader, the labels, and the refused labels."""
    program = parsed.program
    yield from terminal.wrap(*program_line(program))
    yield from terminal.wrap(*_format(program), indent=2)
    counts = Counter((turn.label, turn.speaker) for turn in program.turns)
    labels = [
        (text(one_line(label or "")), text(one_line(speaker), SPEAKER), text(f"{count:,}"))
        for (label, speaker), count in counts.most_common()
    ]
    yield []
    yield from table(("label", "speaker", "turns"), labels, terminal.width, {"turns"})
    yield []
    if parsed.refused:
        refused = [
            (text(one_line(label)), text(one_line(reason), QUIET))
            for label, reason in parsed.refused.items()
        ]
        yield from table(("refused", "because"), refused, terminal.width, set())
        yield []


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
            line.append(run(f" (as {one_line(', '.join(person.labels))})", QUIET))
        turns = sum(1 for turn in program.turns if turn.label in person.labels)
        line.append(run(f" · {counted(turns, 'turn')}", QUIET))
        yield line
    if unnamed := sum(1 for turn in program.turns if turn.label is None):
        yield [run(f"speaker not named: {counted(unnamed, 'turn')}", QUIET)]
