"""The lines of a transcript for people: what is known of it, its turns, and how to read on."""

from collections import Counter
from collections.abc import Iterator

from corpus.model import Program, Turn
from searcher.output.quote_text import address, where
from searcher.output.speaker_colours import speaker_style
from searcher.output.styled import QUIET, TITLE, Line, Run, columns, cut, marked, run, wrapped
from searcher.output.terminal import Terminal
from searcher.passages.passage import Again, Matches, Passage
from searcher.safe_text import clock, counted, one_line, shortened

#: A terminal that is narrower has no margin for numbers and names of facts.
NARROW = 46
#: The width of the names of facts, and how many speakers are listed.
FACTS, SPEAKERS = 13, 24
#: How much of a search is repeated, and how many numbers of turns are listed.
SEARCH, LISTED = 60, 12
#: Signs in the margin: the turn that was asked for, and a turn that matches.
ASKED, HIT = "▸", "•"
#: How many turns are shown next.
NEXT = 10


def lines(found: Passage, again: Again, terminal: Terminal) -> Iterator[Line]:
    """A passage: its heading, its turns, and how to go on."""
    yield from _heading(found, terminal)
    if found.is_whole:
        yield from _facts(found.program, terminal)
    if found.matches is not None:
        yield []
        yield from terminal.wrap(*_counted(found.matches))
    yield from _turns(found, terminal)
    yield []
    for line in _go_on(found, again):
        yield from terminal.wrap(run(line, QUIET))


def _heading(found: Passage, terminal: Terminal) -> Iterator[Line]:
    """The title, and what names the program; of a part also which part it is."""
    program, turns = found.program, found.program.turns
    yield from terminal.wrap(run(one_line(program.title), TITLE, address(program)))
    if found.is_whole or not turns:
        part = counted(found.total, "turn")
    elif len(turns) == 1:
        part = f"turn {turns[0].number:,} of {found.total:,}"
    else:
        part = f"turns {turns[0].number:,} to {turns[-1].number:,} of {found.total:,}"
    known = (program.series, program.date, program.id, part)
    yield from terminal.wrap(run(" · ".join(one_line(one) for one in known if one), QUIET))
    if terminal.interactive and not terminal.links and not found.is_whole:
        yield from terminal.wrap(run(one_line(where(program)), QUIET))


def _facts(program: Program, terminal: Terminal) -> Iterator[Line]:
    """All that is known of a program, a fact a line."""
    made = program.credits
    end = max((turn.end or turn.start or 0.0 for turn in program.turns), default=0.0)
    facts = {
        "about": program.description or "",
        "topics": ", ".join(program.topics),
        "produced by": made.producer or "",
        "with": ", ".join(made.partners),
        "thanks to": ", ".join(made.sponsors),
        "language": program.language or "",
        "length": clock(end) if end else "",
        "page": program.url or "",
        "recording": program.media_url or "",
        "file": program.path,
        "format": program.format,
    }
    yield []
    for name, value in facts.items():
        if value:
            link = value if name == "page" else address(program) if name == "file" else ""
            link = link if link.startswith(("https://", "http://", "file:")) else ""
            yield from _fact(name, [run(one_line(value), "", link)], terminal)
    for number, related in enumerate(program.related):
        known = [related.title, related.description or "", related.url or ""]
        value = " · ".join(one_line(one) for one in known if one)
        yield from _fact("" if number else "related", [run(value)], terminal)
    people = [*_people(program)]
    for number, person in enumerate(people[:SPEAKERS]):
        yield from _fact("" if number else "speakers", person, terminal)
    if len(people) > SPEAKERS:
        yield from _fact("", [run(f"and {len(people) - SPEAKERS:,} more", QUIET)], terminal)


def _fact(name: str, value: Line, terminal: Terminal) -> Iterator[Line]:
    """A fact: its name in a column of its own, if there is room."""
    if terminal.width < NARROW:
        yield from terminal.wrap(*([run(f"{name}: ", QUIET)] if name else []), *value, indent=2)
        return
    for number, line in enumerate(terminal.wrap(*value, indent=2 + FACTS)):
        if number:
            yield line
        else:
            yield [Run(f"  {name:<{FACTS}}", QUIET), *line[1:]]


def _people(program: Program) -> Iterator[list[Run]]:
    """Who speaks, most turns first, in the colour of each; then who is only listed."""
    turns = Counter(turn.speaker for turn in program.turns if turn.label is not None)
    name_of = {turn.label: turn.speaker for turn in program.turns if turn.label is not None}
    role_of = {turn.speaker: turn.role for turn in program.turns if turn.role}
    labels: dict[str, dict[str, None]] = {name: {} for name, _ in turns.most_common()}
    for person in program.participants:
        name = next((name_of[one] for one in person.labels if one in name_of), person.name)
        if person.role:
            role_of.setdefault(name, person.role)
        labels.setdefault(name, {}).update(dict.fromkeys(person.labels))
    for name, others in labels.items():
        line = [run(one_line(name), speaker_style(name))]
        if role := role_of.get(name):
            line.append(run(f", {one_line(role)}"))
        if known := [label for label in others if label != name]:
            line.append(run(f" (as {one_line(', '.join(known))})", QUIET))
        spoken = counted(turns[name], "turn") if turns[name] else "does not speak"
        yield [*line, run(f" · {spoken}", QUIET)]
    if unnamed := sum(turn.label is None for turn in program.turns):
        yield [run(f"not named · {counted(unnamed, 'turn')}", QUIET)]


def _counted(matches: Matches) -> list[Run]:
    """How many turns match, and which."""
    # The printer has the meaning of each tier.
    from searcher.output.text import TIERS

    line = [
        run(counted(len(matches.turns), "turn"), TITLE),
        run(f" for {shortened(matches.query, SEARCH)}"),
    ]
    if TIERS[matches.tier]:
        line.append(run(f", {TIERS[matches.tier]}", QUIET))
    if matches.turns:
        listed = ", ".join(f"{number:,}" for number in matches.turns[:LISTED])
        more = ", …" if len(matches.turns) > LISTED else ""
        line.append(
            run(f" · {'turn' if len(matches.turns) == 1 else 'turns'} {listed}{more}", QUIET)
        )
    return line


def _turns(found: Passage, terminal: Terminal) -> Iterator[Line]:
    """The turns: who speaks, in a line with the number and the time; what is said below."""
    turns = found.program.turns
    digits = len(f"{turns[-1].number}") if turns else 1
    margin = digits + 4 if terminal.width >= NARROW else 2
    hits = set(found.matches.turns) if found.matches is not None else set()
    introduced: set[tuple[str, str | None]] = set()
    section = None
    for turn in turns:
        if turn.section != section:
            section = turn.section
            if section:
                yield []
                yield from _section(section, terminal)
        sign = ASKED if turn.number == found.turn else HIT if turn.number in hits else " "
        new = (turn.speaker, turn.role) not in introduced
        introduced.add((turn.speaker, turn.role))
        yield []
        yield from _speaker(turn, sign, (digits, margin), found.program, new, terminal)
        yield from terminal.wrap(*_said(turn, found), indent=margin)


def _section(section: str, terminal: Terminal) -> Iterator[Line]:
    """The heading of a section, with a rule to the end of the line."""
    heading = list(wrapped([run(one_line(section), TITLE)], max(terminal.width - 3, 1)))
    yield from ([Run("── ", QUIET), *line] for line in heading[:-1])
    last = heading[-1]
    rest = terminal.width - 4 - columns("".join(one.text for one in last))
    yield [Run("── ", QUIET), *last, *([Run(f" {'─' * rest}", QUIET)] if rest > 0 else [])]


def _speaker(
    turn: Turn,
    sign: str,
    margins: tuple[int, int],
    program: Program,
    new: bool,
    terminal: Terminal,
) -> Iterator[Line]:
    """Who speaks; the role where somebody speaks for the first time."""
    digits, margin = margins
    known = turn.label is not None
    who = [run(one_line(turn.speaker), speaker_style(turn.speaker) if known else QUIET)]
    if turn.role and new:
        who.append(run(f", {one_line(turn.role)}"))
    if turn.start is not None:
        link = program.moment(turn.start) or ""
        who += [run(" · ", QUIET), run(clock(turn.start), QUIET, one_line(link))]
    if margin < digits + 4:
        who = [Run(f"{turn.number} ", QUIET), *who]
        number = [Run(f"{sign} ", TITLE)]
    else:
        number = [Run(f"{sign} ", TITLE), Run(f"{turn.number:>{digits}}  ", QUIET)]
    for place, line in enumerate(terminal.wrap(*who, indent=margin)):
        yield line if place else [*number, *line[1:]]


def _said(turn: Turn, found: Passage) -> list[Run]:
    """The text of a turn with what matches in colour, and with the moment that was asked for."""
    spans = found.matches.spans.get(turn.number, ()) if found.matches is not None else ()
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
