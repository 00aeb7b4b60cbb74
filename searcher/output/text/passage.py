"""The lines of a transcript for people: what is known of it, its turns, and how to read on."""

from collections.abc import Iterator

from corpus.model import Program, Turn
from searcher.output.layout.speaker_colours import speaker_styles
from searcher.output.layout.styled import (
    QUIET,
    TITLE,
    Line,
    Run,
    columns,
    cut,
    marked,
    run,
    wrapped,
)
from searcher.output.streams.screen import ASKED
from searcher.output.streams.terminal import Terminal
from searcher.output.text.passage_heading import NARROW, counted_matches, facts, heading
from searcher.output.text.quotes import said_runs
from searcher.passages.passage import Again, Matches, Passage
from searcher.quotes.corrected import note
from searcher.safe_text import clock, one_line

#: The sign in the margin of a turn that matches; `ASKED` is that of the turn that was asked for.
HIT = "•"
#: How many turns are shown next.
NEXT = 10


def lines(found: Passage, again: Again, terminal: Terminal) -> Iterator[Line]:
    """A passage: its heading, its turns, and how to go on."""
    yield from heading(found, terminal)
    if found.is_whole:
        yield from facts(found.program, terminal)
    if found.matches is not None:
        yield []
        yield from terminal.wrap(*counted_matches(found.matches))
    yield from turns(found, terminal)
    following = list(_go_on(found, again))
    if following:
        yield []
    for line in following:
        yield from terminal.wrap(run(line, QUIET))


def turns(found: Passage, terminal: Terminal) -> Iterator[Line]:
    """The turns: who speaks, in a line with the number and the time; what is said below."""
    shown = found.program.turns
    digits = len(f"{shown[-1].number}") if shown else 1
    wide = terminal.width >= NARROW
    margin = digits + 4 if wide else 2
    styles = speaker_styles(found.program)
    hits = set(found.matches.turns) if found.matches is not None else set()
    introduced: set[tuple[str, str | None]] = set()
    section = None
    for turn in shown:
        if turn.section != section:
            section = turn.section
            if section:
                yield []
                yield from _section(section, terminal)
        sign = ASKED if turn.number == found.turn else HIT if turn.number in hits else " "
        new = (turn.speaker, turn.role) not in introduced
        introduced.add((turn.speaker, turn.role))
        style = styles[turn.speaker] if turn.label is not None else QUIET
        who = _who(turn, style, found.program, role=new)
        number = Run(f"{turn.number:>{digits}}{'  ' if wide else ' '}", QUIET)
        yield []
        # Where there is room, the number is in the margin.
        beside = [Run(f"{sign} ", TITLE), *([number] if wide else [])]
        lines = terminal.wrap(*([] if wide else [number]), *who, indent=margin)
        for place, line in enumerate(lines):
            yield line if place else [*beside, *line[1:]]
        yield from terminal.wrap(*_said(turn, found), indent=margin)
        if turn.corrections:
            yield from terminal.wrap(run(note(turn), QUIET), indent=margin)


def _section(section: str, terminal: Terminal) -> Iterator[Line]:
    """The heading of a section, with a rule to the end of the line."""
    heading = list(wrapped([run(one_line(section), TITLE)], max(terminal.width - 3, 1)))
    yield from ([Run("── ", QUIET), *line] for line in heading[:-1])
    last = heading[-1]
    rest = terminal.width - 4 - columns("".join(one.text for one in last))
    yield [Run("── ", QUIET), *last, *([Run(f" {'─' * rest}", QUIET)] if rest > 0 else [])]


def _who(turn: Turn, style: str, program: Program, *, role: bool) -> list[Run]:
    """Who speaks, and when; the role where somebody speaks for the first time."""
    who = [run(one_line(turn.speaker), style)]
    if turn.role and role:
        who.append(run(f", {one_line(turn.role)}"))
    if turn.start is not None:
        link = program.moment(turn.start) or ""
        who += [run(" · ", QUIET), run(clock(turn.start), QUIET, one_line(link))]
    return who


def _said(turn: Turn, found: Passage) -> list[Run]:
    """The text of a turn with what matches in colour, and with the moment that was asked for."""
    spans = found.matches.spans.get(turn.number, ()) if found.matches is not None else ()
    if turn.corrections and found.moment is None:
        return said_runs(turn, spans)
    runs = marked(turn.text, spans)
    if turn.number != found.turn or found.moment is None:
        return runs
    start, _ = found.moment
    time = max((when for offset, when in turn.moments if offset <= start), default=0.0)
    sign = Run(f"{ASKED} {clock(time)} ", TITLE)
    return [*cut(runs, 0, start), sign, *cut(runs, start, len(turn.text))]


def _go_on(found: Passage, again: Again) -> Iterator[str]:
    """How to see what follows, as it is typed in a shell."""
    turns = found.program.turns
    if found.matches is not None and found.matches.turns:
        yield from _next_hit(found, found.matches, again)
    if turns and turns[-1].number < found.total:
        first = turns[-1].number + 1
        last = min(found.total, first + NEXT - 1)
        yield f"Read on: {again.typed(place=f'{first}-{last}' if first < last else f'{first}')}"
    if again.next_result is not None:
        yield f"Next result: {again.result_typed(again.next_result)}"


def _next_hit(found: Passage, matches: Matches, again: Again) -> Iterator[str]:
    """Which of the turns that match is shown, and how to see the next one."""
    hits, count = matches.turns, len(matches.turns)
    place = matches.hit
    if place is None and found.turn in hits:
        place = hits.index(found.turn) + 1
    if place is not None:
        following = f" Next hit: {again.typed(hit=place + 1)}" if place < count else ""
        yield f"Hit {place:,} of {count:,}.{following}"
    elif not found.is_whole:
        last = found.program.turns[-1].number
        after = [number for number, hit in enumerate(hits, start=1) if hit > last]
        yield (
            f"Next hit: {again.typed(hit=after[0])}"
            if after
            else (f"First hit: {again.typed(hit=1)}")
        )
    elif count > 1:
        yield f"Hit by hit: {again.typed(hit=1)}"
