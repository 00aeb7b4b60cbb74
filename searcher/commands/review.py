"""Places that may have to be corrected: listed, or asked about one by one in a terminal."""

import json
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from searcher.output.layout.styled import FOUND, QUIET, SPEAKER, TITLE, Line, Run, run
from searcher.output.streams import destination
from searcher.output.streams.terminal import Terminal, is_a_terminal, terminal
from searcher.safe_text import clock, counted, one_line

if TYPE_CHECKING:
    # `--help` starts without the engine.
    from searcher.archive.misheard import Misheard

#: What can be answered, and what it means.
_ANSWERS = {
    "y": "correct it",
    "n": "leave it",
    "a": "correct this and the rest of this program",
    "s": "leave this and the rest of this program",
    "q": "ask no more; what was answered counts",
    "?": "show what the answers mean",
}


def is_possible() -> bool:
    """Whether somebody can be asked."""
    return is_a_terminal(sys.stdin) and is_a_terminal(sys.stderr)


def listed(places: "Sequence[Misheard]", *, as_json: bool) -> None:
    """Print places: for people, or as JSON Lines."""
    if as_json:
        # As above.
        from searcher.output.values.json_objects import whole

        for place in places:
            line = json.dumps(whole("misheard", place.to_dict()))
            click.echo(line.replace("\x7f", "\\u007f"))
        return
    screen = terminal(destination.stream())
    for place in places:
        screen.print(_lines(place, screen))


def accepted(places: "Sequence[Misheard]") -> "list[Misheard]":
    """The places that somebody wants to be corrected, after a look at each of them.

    The questions go to standard error, so standard output has what was done only.

    Raises:
        click.Abort: nobody answers any more, or Ctrl-C was pressed; nothing is to be changed.
    """
    screen = terminal(sys.stderr)
    wanted: list[Misheard] = []
    rest: dict[str, bool] = {}
    for number, place in enumerate(places, start=1):
        program = place.program.id
        if program not in rest:
            left = sum(one.program.id == program for one in places[number:])
            screen.print([[], [run(f"{number} of {len(places)}", TITLE)]])
            screen.print(_lines(place, screen))
            answer = _answer(screen, left)
            if answer == "q":
                break
            if answer in "as":
                rest[program] = answer == "a"
            if answer == "y":
                wanted.append(place)
        if rest.get(program):
            wanted.append(place)
    return wanted


def _answer(screen: Terminal, left: int) -> str:
    """What somebody answers."""
    known = [key for key in _ANSWERS if left or key not in "as"]
    while True:
        screen.out.write(f"Correct it? [{','.join(known)}] ")
        screen.out.flush()
        typed = sys.stdin.readline()
        if not typed:
            screen.out.write("\n")
            raise click.Abort
        answer = typed.strip().casefold()
        if answer in ("yes", "no", "quit"):
            answer = answer[0]
        if answer in known and answer != "?":
            return answer
        for key in known:
            screen.print(screen.wrap(run(f"{key}  {_ANSWERS[key]}", QUIET), indent=2))


def _lines(place: "Misheard", screen: Terminal) -> Iterator[Line]:
    """Where a place is, what stands there, and what it would be."""
    turn = place.turn
    head = [run(place.address, TITLE), run(f" · {one_line(turn.speaker)}", SPEAKER)]
    if turn.start is not None:
        head.append(run(f" · {clock(turn.start)}", QUIET))
    if place.program.date:
        head.append(run(f" · {one_line(place.program.date)}", QUIET))
    yield from screen.wrap(*head)
    left, right = place.start > len(place.before), place.end + len(place.after) < len(turn.text)
    yield from screen.wrap(
        Run("… " if left else "", QUIET),
        run(_flat(place.before)),
        run(f"[-{one_line(place.words)}-]", FOUND),
        run(f"{{+{one_line(place.right)}+}}", TITLE),
        run(_flat(place.after)),
        Run(" …" if right else "", QUIET),
        indent=4,
    )


def _flat(text: str) -> str:
    """A part of a text on one line; the blanks at its ends stay."""
    return text.replace("\n\n", " ").replace("\n", " ").replace("\t", " ")


def told(count: int) -> str:
    """How many places there are."""
    return counted(count, "place")
