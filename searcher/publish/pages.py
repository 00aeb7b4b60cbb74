"""The pages of a published archive."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.model import Program
from searcher.output.values.attribution import paragraphs, web_address
from searcher.publish import names
from searcher.quotes.corrected import note
from searcher.safe_text import clock, counted, one_line, shortened
from searcher.templates import environment
from searcher.value import Value

if TYPE_CHECKING:
    from corpus.model import Turn

_TEMPLATES = Path(__file__).parent / "templates"
_environment = cache(lambda: environment(_TEMPLATES))
#: How much of a title is in a list, in characters.
_TITLE = 240
#: How many programs the first page names.
_LATEST = 12


class Listed(Value):
    """A program in a list.

    Attributes:
        program: with or without its turns.
        file: the name of its page, without the suffix.
        about: its series and date, and how many turns it has.
        turn: the turn that a link leads to.
    """

    program: Program
    file: str
    about: tuple[str, ...]
    turn: int = 1

    @property
    def title(self) -> str:
        """The title, as much of it as a list shows."""
        return shortened(self.program.title, _TITLE)


class Person(Value):
    """A speaker in a list.

    Attributes:
        name: of the person.
        anchor: where the list names them.
        turns: how many turns they have.
        programs: those in which they speak, each with their first turn.
    """

    name: str
    anchor: str
    turns: int
    programs: tuple[Listed, ...]

    @property
    def turns_text(self) -> str:
        """The number of turns in words."""
        return counted(self.turns, "turn")


class Pages:
    """Writes pages.

    Args:
        folder: the folder of the site.
        title: what the archive is called.
        programs: how many programs there are.
        turns: how many turns.
    """

    def __init__(self, folder: Path, title: str, programs: int, turns: int) -> None:
        self._folder = folder
        self._shared = {
            "title": title,
            "programs_count": counted(programs, "program"),
            "turns_count": counted(turns, "turn"),
        }

    def program(self, program: Program) -> None:
        """The page of a program: every turn, with an anchor."""
        about = [one_line(part) for part in (program.series, program.date) if part]
        self._write(
            f"program/{names.of_program(program.id)}",
            "program",
            root="../",
            program=program,
            about=about,
            link=web_address(program.url),
            turns=_turns(program.turns),
        )

    def lists(self, listed: Sequence[Listed], people: Sequence[Person]) -> None:
        """The first page, with the search, and the lists of programs and of speakers."""
        latest = sorted(listed, key=lambda one: one.program.date or "", reverse=True)[:_LATEST]
        series = sorted({one.program.series for one in listed if one.program.series})
        self._write(
            "index", "index", root="", latest=latest, series=series,
            speakers=sorted(people, key=lambda person: person.name.casefold()),
        )  # fmt: skip
        by_series = sorted(listed, key=lambda one: one.program.series or "\U0010ffff")
        groups = groupby(by_series, lambda one: one.program.series)
        self._write(
            "programs", "programs", root="",
            groups=[(name, _by_date(group)) for name, group in groups],
        )  # fmt: skip
        most = sorted(people, key=lambda person: (-person.turns, person.name.casefold()))
        self._write("speakers", "speakers", root="", speakers=most)

    def _write(self, name: str, template: str, **values: Any) -> None:
        made = _environment().get_template(f"publish/{template}.html")
        text = made.render(**self._shared, **values)
        (self._folder / f"{name}.html").write_bytes(text.encode(errors="replace"))


def listed(program: Program, turns: int, turn: int = 1) -> Listed:
    """A program for a list."""
    known = (one_line(program.series or ""), program.date, counted(turns, "turn"))
    return Listed(program, names.of_program(program.id), tuple(filter(None, known)), turn)


def _by_date(group: Iterable[Listed]) -> list[Listed]:
    by_title = sorted(group, key=lambda one: one.program.title.casefold())
    return sorted(by_title, key=lambda one: one.program.date or "", reverse=True)


def _turns(turns: "Iterable[Turn]") -> "Iterator[dict[str, Any]]":
    section = ""
    for turn in turns:
        heading = one_line(turn.section or "")
        yield {
            "number": turn.number,
            "speaker": one_line(turn.speaker),
            "time": "" if turn.start is None else clock(turn.start),
            "section": heading if heading != section else "",
            "paragraphs": [
                "".join(piece.text for piece in p)
                for p in paragraphs(turn.text, (), turn.corrections)
            ],
            "note": note(turn),
        }
        section = heading
