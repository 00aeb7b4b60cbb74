"""The heading of a transcript for people: all that is known of it, who speaks, what matches."""

from collections import Counter
from collections.abc import Iterator

from corpus.model import Program
from searcher.output.layout.speaker_colours import speaker_styles
from searcher.output.layout.styled import QUIET, TITLE, Line, Run, columns, run
from searcher.output.messages.notices import as_options
from searcher.output.streams.terminal import Terminal
from searcher.output.text.quotes import address, where
from searcher.passages.passage import Matches, Passage
from searcher.safe_text import clock, counted, one_line, shortened

#: A terminal that is narrower has no column for the names of facts.
NARROW = 46
#: The width of that column, and how many speakers are listed.
FACTS, SPEAKERS = 13, 24
#: How much of a search is repeated, and how many numbers of turns are listed.
SEARCH, LISTED = 60, 12


def heading(found: Passage, terminal: Terminal) -> Iterator[Line]:
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


def facts(program: Program, terminal: Terminal) -> Iterator[Line]:
    """All that is known of a program, a fact a line."""
    made = program.credits
    facts = {
        "about": program.description or "",
        "topics": ", ".join(program.topics),
        "produced by": made.producer or "",
        "with": ", ".join(made.partners),
        "thanks to": ", ".join(made.sponsors),
        "language": program.language or "",
        "times": _times(program),
        "page": program.url or "",
        "recording": program.media_url or "",
        "file": program.path,
        "format": program.format,
    }
    yield []
    for name, value in facts.items():
        if value:
            link = {"file": address(program), "page": value, "recording": value}.get(name, "")
            link = link if link.startswith(("https://", "http://", "file:")) else ""
            yield from _fact(name, [run(one_line(value), "", link)], terminal)
    for number, related in enumerate(program.related):
        known = [related.title, related.description or "", related.url or ""]
        value = " · ".join(one_line(one) for one in known if one)
        yield from _fact("" if number else "related", [run(value)], terminal)
    people = [*_people(program, speaker_styles(program))]
    for number, person in enumerate(people[:SPEAKERS]):
        yield from _fact("" if number else "speakers", person, terminal)
    if len(people) > SPEAKERS:
        yield from _fact("", [run(f"and {len(people) - SPEAKERS:,} more", QUIET)], terminal)


def _times(program: Program) -> str:
    """Up to when times of the recording are known; empty if none is."""
    known = [turn.end or turn.start for turn in program.turns if turn.start is not None]
    last = max(filter(None, known), default=None)
    return f"up to {clock(last)}" if last is not None else ""


def _fact(name: str, value: Line, terminal: Terminal) -> Iterator[Line]:
    """A fact: its name in a column of its own, if there is room.

    A path is not broken for the sake of the column.
    """
    longest = max((columns(word) for one in value for word in one.text.split()), default=0)
    if terminal.width < max(NARROW, 2 + FACTS + longest):
        yield from terminal.wrap(*([run(f"{name}: ", QUIET)] if name else []), *value, indent=2)
        return
    for number, line in enumerate(terminal.wrap(*value, indent=2 + FACTS)):
        if number:
            yield line
        else:
            yield [Run(f"  {name:<{FACTS}}", QUIET), *line[1:]]


def _people(program: Program, styles: dict[str, str]) -> Iterator[list[Run]]:
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
        line = [run(one_line(name), styles[name])]
        if role := role_of.get(name):
            line.append(run(f", {one_line(role)}"))
        if known := [label for label in others if label != name]:
            line.append(run(f" (as {one_line(', '.join(known))})", QUIET))
        spoken = counted(turns[name], "turn") if turns[name] else "does not speak"
        yield [*line, run(f" · {spoken}", QUIET)]
    withheld = sum(turn.is_withheld for turn in program.turns)
    if unnamed := sum(turn.label is None for turn in program.turns) - withheld:
        yield [run(f"not named · {counted(unnamed, 'turn')}", QUIET)]
    if withheld:
        yield [run(f"withheld · {counted(withheld, 'turn')}", QUIET)]


def counted_matches(matches: Matches) -> list[Run]:
    """How many turns match, and which."""
    # The printer has the meaning of each tier.
    from searcher.output.text.heading import TIERS

    line = [
        run(counted(len(matches.turns), "turn"), TITLE),
        run(f" for {shortened(matches.query, SEARCH)}{as_options(matches.filters)}"),
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
