"""From what was typed to a program: ids with odd characters, titles, several, none."""

from collections.abc import Sequence

import pytest

from corpus.model import Program, Turn
from searcher.errors import PassageUnknown
from searcher.passages.lookup import look_up, of_result
from searcher.passages.passage import Result
from searcher.passages.place import Place, Turns
from tests.searcher.engines.scan_engine import ScanEngine


def engine(*programs: tuple[str, str] | tuple[str, str, str]) -> ScanEngine:
    """An engine over programs with these ids, titles and files; each has three turns."""
    turns = tuple(Turn(number, "Ann", "Ann", f"Turn {number}.") for number in range(1, 4))
    return ScanEngine(
        [
            Program(one[0], one[1], one[2] if len(one) > 2 else f"/{one[0]}.txt", "x", turns=turns)
            for one in programs
        ]
    )


IDS = engine(
    ("talks/one", "The Flood Wall"), ("talks/one:2", "Bread"), ("a#b@0:10", "Gates and Gates"),
    ("2019", "1984"), ("Wall:12", "Repairs: 12"), ("repairs", "Repairs"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "program", "place"),
    [
        ("talks/one", "talks/one", None),
        ("talks/one:2", "talks/one:2", None),
        ("talks/one:3", "talks/one", Turns(3, 3)),
        ("talks/one:2:3", "talks/one:2", Turns(3, 3)),
        ("a#b@0:10", "a#b@0:10", None),
        ("a#b@0:10:2-3", "a#b@0:10", Turns(2, 3)),
        ("2019", "2019", None),
        ("1984", "2019", None),
        ("the flood wall", "talks/one", None),
        ("flood", "talks/one", None),
        ("flood:2", "talks/one", Turns(2, 2)),
        ("FLOOD wall:2", "talks/one", Turns(2, 2)),
        ("flo", "talks/one", None),
        ("Repairs: 12", "Wall:12", None),
        ("repairs:12", "repairs", Turns(12, 12)),
        ("bread", "talks/one:2", None),
    ],
)
def test_what_is_meant(typed: str, program: str, place: Place | None) -> None:
    """An id with any character comes first, then an id with a place, then titles."""
    entry, found = look_up(typed, IDS)
    assert (entry.program.id, found) == (program, place)


def refused(typed: str, programs: Sequence[tuple[str, str]]) -> PassageUnknown:
    """The error for a name."""
    with pytest.raises(PassageUnknown) as caught:
        look_up(typed, engine(*programs))
    return caught.value


def test_several() -> None:
    """They are listed with their ids, and long lists are cut."""
    error = refused("wall", [("one", "The Wall"), ("two", "A Wall"), ("three", "Bread")])
    assert error.reason == "2 programs are called wall; give the id of one:"
    assert error.listed == ("one · The Wall · 3 turns", "two · A Wall · 3 turns")
    assert refused("wall:2", [("one", "The Wall"), ("two", "A Wall")]).listed == error.listed
    many = refused("wall", [(f"{number:02}", "The Wall") for number in range(20)])
    assert many.listed[-1] == "and 8 more; see `searcher programs`"


def test_none() -> None:
    """The nearest names are listed: similar ones, else those with one of the words."""
    programs = [("m-protein", "What Is It?"), ("bread", "Our Daily Bread"), ("x", "Far Away")]
    assert refused("m-protien", programs).listed == ("m-protein · What Is It? · 3 turns",)
    assert refused("m-protien:3", programs).listed == ("m-protein · What Is It? · 3 turns",)
    assert refused("the bread that was never baked at all by anyone", programs).listed == (
        "bread · Our Daily Bread · 3 turns",
    )
    error = refused("zyzzyva", programs)
    assert (error.reason, error.listed) == (
        "no program is called zyzzyva; see `searcher programs`",
        (),
    )


@pytest.mark.parametrize("typed", ["x:twelve", "x@noon", "x:1-2-3"])
def test_a_place_that_is_none(typed: str) -> None:
    """The error says how a place is typed."""
    assert refused(typed, [("x", "Far Away")]).reason.endswith(
        "is no place in x; give a turn as :12, turns as :12-20 or a time as @12:34"
    )


def test_one_id_in_two_indexes() -> None:
    """Neither is chosen; a result is of the file that it was found in."""
    same = engine(("one", "The Wall", "/a/one.txt"), ("one", "A Wall", "/b/one.txt"))
    entry = of_result(Result("one", "/b/one.txt", 1, 0), same)
    assert entry.program.title == "A Wall"
    with pytest.raises(PassageUnknown, match="two is not in the index any more"):
        of_result(Result("two", "/b/one.txt", 1, 0), same)
    moved = of_result(Result("one", "/c/one.txt", 1, 0), same)
    assert moved.program.id == "one"


@pytest.mark.parametrize("typed", ["\0", "a\0b", "\udcff", " ", "", "(", "x" * 5000, "\x1b[31m"])
def test_hostile_names(typed: str) -> None:
    """They are names that no program has."""
    assert refused(typed, [("one", "The Wall")]).reason
