"""The lines of a quote for people: its question, its speaker, its text, what is around it."""

import os.path
from collections.abc import Iterator, Sequence
from operator import itemgetter
from pathlib import Path

from corpus.model import Program, Turn
from searcher.output.layout.styled import (
    QUIET,
    SPEAKER,
    TITLE,
    Line,
    Run,
    cut,
    marked,
    run,
    underlined,
)
from searcher.output.streams.terminal import Terminal
from searcher.output.values.attribution import note_of
from searcher.quotes.corrected import SIGN, signed
from searcher.quotes.excerpt import ENOUGH, ending, excerpt
from searcher.quotes.quote import Quote, Span
from searcher.safe_text import clock, one_line, plain, shortened

#: How much of the question is shown above its answer, in characters; and if it matched.
QUESTION = 160
QUESTION_MATCHED = 240
#: How many programs with the same talk are named.
ALSO_IN = 3

#: The indents of who speaks, and of what is said: without colour they tell them apart.
SPEAKERS, TEXT = 2, 4


def quote_lines(
    quote: Quote, terminal: Terminal, enough: int = ENOUGH, number: int | None = None
) -> Iterator[Line]:
    """The turns before a quote, its speaker, its text, the turns after it.

    Args:
        quote: the quote.
        terminal: where it is printed.
        enough: a longer text is shortened.
        number: the number of the result, which stands before the speaker; None for none.
    """
    for above in _above(quote, enough):
        yield from terminal.wrap(*above, indent=SPEAKERS)
    if number is None:
        yield from terminal.wrap(*_speaker(quote), indent=SPEAKERS)
    else:
        margin = f"{number} ".ljust(SPEAKERS)
        for place, line in enumerate(terminal.wrap(*_speaker(quote), indent=len(margin))):
            yield line if place else [Run(margin, QUIET), *line[1:]]
    if quote.instead:
        words = ", ".join(f"“{one_line(each)}”" for each in quote.instead)
        yield from terminal.wrap(run(f"said here: {words}", QUIET), indent=TEXT)
    yield from terminal.wrap(*_said(quote, enough), indent=TEXT)
    if note := note_of(quote):
        yield from terminal.wrap(run(note, QUIET), indent=TEXT)
    if quote.also_in:
        yield from terminal.wrap(run(_also_in(quote.also_in), QUIET), indent=TEXT)
    for turn in quote.after:
        yield from terminal.wrap(run(_beside(turn, enough), QUIET), indent=SPEAKERS)
    if quote.explanation:
        yield from terminal.wrap(run(f"{quote.score:9.2f} score", QUIET), indent=SPEAKERS)
    for part, score in sorted(quote.explanation, key=itemgetter(1), reverse=True):
        # Parts that round to 0.00 are in the JSON.
        if score >= 0.005:
            yield from terminal.wrap(run(f"{score:9.2f} {one_line(part)}", QUIET), indent=SPEAKERS)


def program_line(program: Program) -> list[Run]:
    """The title of a program, which opens its page or its file, and what is known of it."""
    known = [program.series or "", program.date or "", program.id]
    rest = "".join(f" · {one_line(part)}" for part in known if part)
    return [run(one_line(program.title), TITLE, address(program)), run(rest, QUIET)]


def program_lines(program: Program, terminal: Terminal) -> Iterator[Line]:
    """The lines of `program_line`; where a terminal opens no links, the page or the file below."""
    yield from terminal.wrap(*program_line(program))
    if terminal.interactive and not terminal.links and address(program):
        yield from terminal.wrap(run(one_line(where(program)), QUIET))


def where(program: Program) -> str:
    """Where the transcript can be opened: its page, else its file."""
    link = address(program)
    return program.path if not link or link.startswith("file:") else link


def address(program: Program) -> str:
    """The address of the page of a program, or of its file; empty if neither is known."""
    if program.url and program.url.startswith(("https://", "http://")):
        return one_line(program.url)
    # What was read from standard input has no file.
    return Path(plain(program.path)).as_uri() if os.path.isabs(program.path) else ""  # noqa: PTH117 - quicker


def name(turn: Turn) -> str:
    """The label as the transcript prints it; without one, the name for unknown speakers."""
    return one_line(turn.label or turn.speaker)


def parts_shown(turn: Turn, spans: Sequence[Span], style: str, enough: int) -> list[Run]:
    """A text with its matches in colour, shortened around them if it is longer than enough."""
    return _parts(turn, spans, excerpt(turn.text, spans, enough).parts, style)


def one_part_shown(turn: Turn, spans: Sequence[Span], enough: int) -> list[Run]:
    """One part of a text: where the most different words match, with its matches in colour."""
    text = turn.text

    def words_near(span: Span) -> int:
        near = [other for other in spans if 0 <= other[0] - span[0] <= enough // 2]
        return len({text[start:end].lower() for start, end in near})

    best = max(spans, key=words_near, default=None)
    return _parts(turn, spans, excerpt(text, [best] if best else [], enough).parts, "")


def _above(quote: Quote, enough: int) -> Iterator[list[Run]]:
    """The question, unless it is among the turns before; then those."""
    question, spans = quote.question, quote.question_spans
    number = question.number if question is not None else 0
    among = any(turn.number == number for turn in quote.before)
    if question is not None and not among and (spans or not quote.before):
        shown = (
            parts_shown(question, spans, QUIET, min(QUESTION_MATCHED, enough))
            if spans
            else [run(ending(signed(question), min(QUESTION, enough // 2)), QUIET)]
        )
        yield [run(f"{one_line(question.speaker)}: ", QUIET), *on_one_line(shown)]
    for turn in quote.before:
        if turn.number == number:
            runs = on_one_line(said_runs(turn, spans, QUIET))
            yield [run(f"{one_line(turn.speaker)}: ", QUIET), *runs]
        else:
            yield [run(_beside(turn, enough), QUIET)]


def _beside(turn: Turn, enough: int) -> str:
    return f"{one_line(turn.speaker)}: {shortened(one_line(signed(turn)), enough)}"


def _speaker(quote: Quote) -> list[Run]:
    turn, at = quote.turn, quote.at
    line = [run(one_line(turn.speaker), SPEAKER)]
    if turn.role:
        line.append(run(f", {one_line(turn.role)}"))
    line.append(run(f" · turn {turn.number}", QUIET))
    if at is not None:
        line += [run(" · ", QUIET), run(clock(at), QUIET, one_line(quote.link or ""))]
    if quote.question_spans and not quote.spans:
        line.append(run(" · only its question matches", QUIET))
    return line


def _said(quote: Quote, enough: int) -> list[Run]:
    """The text of a quote, shortened if it is long, with its matches in colour."""
    spoken = quote.turn.text
    found = excerpt(spoken, quote.spans, enough)
    shown = _parts(quote.turn, quote.spans, found.parts, "")
    if found.shown < found.sentences:
        # Blanks at which no line is broken.
        share = f"({found.shown} of {found.sentences} sentences)".replace(" ", "\N{NO-BREAK SPACE}")
        shown.append(run(f" {share}", QUIET))
    return shown


def said_runs(turn: Turn, spans: Sequence[Span] = (), style: str = "") -> list[Run]:
    """What is said in a turn, with its matches in colour and signs after corrected words."""
    return _cut(turn, marked(turn.text, spans, style), 0, len(turn.text))


def _cut(turn: Turn, runs: Sequence[Run], start: int, end: int) -> list[Run]:
    """A part of the runs of a turn; corrected words are underlined, with a sign after each."""
    if not turn.corrections:
        return cut(runs, start, end)
    shown: list[Run] = []
    done = start
    for one in turn.corrections:
        first, last = max(one.start, start), min(one.end, end)
        if first >= last:
            continue
        shown += cut(runs, done, first)
        words = cut(runs, first, last)
        shown += (each._replace(style=underlined(each.style)) for each in words)
        if last == one.end:
            shown.append(Run(SIGN, QUIET))
        done = last
    return [*shown, *cut(runs, done, end)]


def _parts(turn: Turn, spans: Sequence[Span], parts: Sequence[Span], style: str) -> list[Run]:
    """Parts of a text, with ellipses where something is left out."""
    text = turn.text
    whole = marked(text, spans, style)
    shown: list[Run] = []
    for number, (start, end) in enumerate(parts):
        if start > 0 and (number or text[:start].strip()):
            shown.append(Run(" … " if number else "… ", QUIET))
        shown += _cut(turn, whole, start, end)
    if parts and text[parts[-1][1] :].strip():
        shown.append(Run(" …", QUIET))
    return shown


def on_one_line(runs: Sequence[Run]) -> Iterator[Run]:
    """The runs without line ends."""
    for one in runs:
        yield one._replace(text=one.text.replace("\n\n", " ").replace("\n", " "))


def _also_in(programs: Sequence[str]) -> str:
    named = ", ".join(shortened(each, 60) for each in programs[:ALSO_IN])
    more = len(programs) - ALSO_IN
    return f"also in {named}" + (f" and {more:,} more" if more > 0 else "")
