"""Which turns are shown, and what matches in them."""

from dataclasses import replace
from typing import Any

import pytest

from corpus.model import Program, Turn
from index.text.tokenizer import forms
from searcher.archive import Archive
from searcher.errors import PassageUnknown, QueryError, RequestError
from searcher.passages.passage import Passage, Result, Wanted, checksum
from searcher.passages.read import read
from tests.searcher.engines.scan_engine import ScanEngine


def numbers(found: Passage) -> list[int]:
    """The numbers of the turns that are shown."""
    return [turn.number for turn in found.program.turns]


@pytest.mark.parametrize(
    ("name", "context", "shown", "turn"),
    [
        ("m-protein", None, (1, 15), None),
        ("m-protein", 3, (1, 15), None),
        ("m-protein:6", None, (4, 8), 6),
        ("m-protein:6", 0, (6, 6), 6),
        ("m-protein:6", 100, (1, 15), 6),
        ("m-protein:1", 1, (1, 2), 1),
        ("m-protein:15", 1, (14, 15), 15),
        ("m-protein:3-5", None, (3, 5), None),
        ("m-protein:3-5", 1, (2, 6), None),
        ("m-protein:14-99", None, (14, 15), None),
        ("m-protein:14-", None, (14, 15), None),
        ("m-protein:-2", None, (1, 2), None),
        ("standup-2023-02-06@0:09", 0, (2, 2), 2),
        ("standup-2023-02-06@0:25", 0, (2, 2), 2),
        ("standup-2023-02-06@0", 0, (1, 1), 1),
        ("standup-2023-02-06@0:09-0:26", None, (2, 3), None),
    ],
)
def test_the_turns(
    archive: Archive, name: str, context: int | None, shown: tuple[int, int], turn: int | None
) -> None:
    """Those that were asked for, and those around them."""
    found = archive.passage(name, context=context)
    assert numbers(found) == [*range(shown[0], shown[1] + 1)]
    assert found.turn == turn
    whole = archive.program(found.program.id)
    assert whole is not None
    assert found.program == replace(whole, turns=whole.turns[shown[0] - 1 : shown[1]])
    assert found.total == len(whole.turns)
    assert found.is_whole == (shown == (1, found.total))


@pytest.mark.parametrize(
    ("name", "options", "reason"),
    [
        ("m-protein:16", {}, "m-protein has no turn 16; it has 15 turns, from 1"),
        ("m-protein:0", {}, "m-protein has no turn 0; it has 15 turns, from 1"),
        ("m-protein:-0", {}, "m-protein has no turn 0; it has 15 turns, from 1"),
        ("m-protein:5-3", {}, "turns 5-3: the first one comes after the last one"),
        ("m-protein@1:00", {}, "m-protein has no times; give a turn: m-protein:1"),
        ("standup-2023-02-06@1:00:00", {}, "standup-2023-02-06 ends at 2:43; it has no 1:00:00"),
        ("standup-2023-02-06@1:00-0:30", {}, "1:00 comes after 0:30"),
        ("m-protein", {"find": ("gel",), "hit": 3}, "no hit 3: 2 turns of m-protein match"),
        ("m-protein", {"find": ("bus",), "hit": 1}, "no hit 1: 0 turns of m-protein match"),
    ],
)
def test_what_is_not_there(
    archive: Archive, name: str, options: dict[str, Any], reason: str
) -> None:
    """The error says what there is."""
    with pytest.raises(PassageUnknown) as caught:
        archive.wanted(Wanted(name, **options))
    assert reason in caught.value.reason


@pytest.mark.parametrize(
    "options",
    [{"context": -1}, {"context": 1.5}, {"context": True}, {"hit": 0}, {"hit": "1"}, {"hit": 1}],
)
def test_options_that_cannot_be(archive: Archive, options: dict[str, Any]) -> None:
    """They are errors of the request; a hit without a search, too."""
    with pytest.raises(RequestError, match=next(iter(options))):
        archive.passage("m-protein:6", **options)
    with pytest.raises(RequestError, match="the name of a program must be a string"):
        archive.passage(6)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "typed", ["gel", "M protein", "laborator*", '"M protein" OR gel', "asked:panic", "the"]
)
def test_matches_are_those_of_a_search(archive: Archive, typed: str) -> None:
    """All turns of the program that the search finds, with the same characters marked."""
    found = archive.passage("m-protein", typed)
    quotes = archive.search(typed, program="m-protein", limit=100, strict=True, copies=True)
    assert found.matches is not None
    assert found.matches.turns == tuple(sorted(quote.turn.number for quote in quotes))
    assert found.matches.tier == quotes.tier
    for quote in quotes:
        marked = found.matches.spans.get(quote.turn.number, ())
        assert set(quote.spans) <= set(marked)
    part = archive.passage("m-protein:6", typed, context=0)
    assert part.matches is not None
    assert part.matches.turns == found.matches.turns
    shown = {6: found.matches.spans[6]} if 6 in found.matches.spans else {}
    assert part.matches.spans == shown


def test_spans_are_of_the_words(archive: Archive) -> None:
    """By brute force: a word in any turn where it is said, and nowhere else."""
    found = archive.passage("m-protein", '"gel"')
    assert found.matches is not None
    said = [turn for turn in found.program.turns if "gel" in forms(turn.text)]
    assert found.matches.turns == tuple(turn.number for turn in said)
    for turn in said:
        spans = found.matches.spans[turn.number]
        assert [turn.text[start:end] for start, end in spans] == ["gel"] * len(spans)


def test_questions_are_marked_where_they_match(archive: Archive) -> None:
    """In the turn of the question, which is no hit."""
    found = archive.passage("m-protein", "asked:panic")
    assert found.matches is not None
    marked = [
        turn.text[start:end]
        for turn in found.program.turns
        for start, end in found.matches.spans.get(turn.number, ())
    ]
    assert marked
    assert {word.casefold() for word in marked} == {"panic"}


@pytest.mark.parametrize("hit", [1, 2])
def test_a_hit(archive: Archive, hit: int) -> None:
    """The turn of the hit, and what is around it."""
    found = archive.passage("m-protein", "gel", hit=hit, context=1)
    assert found.matches is not None
    assert found.turn == found.matches.turns[hit - 1]
    assert found.matches.hit == hit
    assert numbers(found) == [found.turn - 1, found.turn, found.turn + 1]
    # A place beside a hit makes no difference.
    for place in (":3", ":3-5", ":12-"):
        assert archive.passage(f"m-protein{place}", "gel", hit=hit, context=1) == found


def test_a_search_that_cannot_be_read(archive: Archive) -> None:
    """It is the error of a search."""
    with pytest.raises(QueryError):
        archive.passage("m-protein", "(")


def program(*texts: str, ident: str = "talk") -> Program:
    """A program with these turns by two speakers."""
    turns = tuple(
        Turn(number, name, name, text)
        for number, (text, name) in enumerate(zip(texts, "AB" * len(texts), strict=False), start=1)
    )
    return Program(ident, ident, f"/{ident}.txt", "x", turns=turns)


def remembered(known: Program, number: int) -> Result:
    """A turn as a search remembers it."""
    return Result(known.id, known.path, number, checksum(known.turns[number - 1]))


def test_a_result_whose_index_is_the_same() -> None:
    """It is the turn that was found."""
    known = program("One.", "Two.", "Three.")
    found = read(Wanted("1", context=0, result=remembered(known, 2)), ScanEngine([known]))
    assert (found.turn, numbers(found), found.notices) == (2, [2], ())


def test_a_result_whose_index_has_changed() -> None:
    """The turn is found again by what it says: the nearest one; a notice says so."""
    known, later = program("One.", "Two."), program("Two.", "Zero.", "One.", "Two.", "More.")
    found = read(Wanted("1", context=0, result=remembered(known, 2)), ScanEngine([later]))
    assert found.turn == 1
    assert found.notices == ("the index has changed since the search: turn 2 is now 1",)


def test_a_result_that_is_gone() -> None:
    """Another turn of the same number is not shown in its place."""
    known, later = program("One.", "Two."), program("One.", "Three.")
    wanted = Wanted("1", result=remembered(known, 2))
    with pytest.raises(PassageUnknown, match="turn 2 of talk is not there any more"):
        read(wanted, ScanEngine([later]))
    with pytest.raises(PassageUnknown, match="talk is not in the index any more"):
        read(wanted, ScanEngine([program("One.", ident="other")]))


def test_a_place_after_the_number_of_a_result() -> None:
    """It is a place in the program of the result."""
    known = program("One.", "Two.", "Three.")
    found = read(Wanted("7:3", context=0, result=remembered(known, 1)), ScanEngine([known]))
    assert (found.turn, numbers(found)) == (3, [3])


def test_a_result_of_a_later_tier_is_marked(archive: Archive) -> None:
    """What was found by some of the words is a hit, though other turns match better."""
    every = archive.search("M protein laboratory weather", limit=100, program="m-protein")
    tiers = [quote.tier for quote in every]
    assert len(set(tiers)) > 1
    last = every[-1]
    result = Result(last.program.id, last.program.path, last.turn.number, checksum(last.turn))
    wanted = Wanted("9", find=("M protein laboratory weather",), result=result)
    found = archive.wanted(wanted)
    assert found.matches is not None
    assert found.turn in found.matches.turns
    assert found.matches.tier == last.tier


def test_the_moment_inside_a_turn(archive: Archive) -> None:
    """What is said between the times of the recording around it."""
    found = archive.passage("standup-2023-02-06@0:21", context=0)
    assert found.moment is not None
    start, end = found.moment
    (turn,) = found.program.turns
    assert turn.text[start:end].startswith("The spike you all saw")
    assert (start, 20) in [(offset, int(when)) for offset, when in turn.moments]
    assert archive.passage("standup-2023-02-06:2").moment is None


def test_times_that_are_not_in_order() -> None:
    """The last turn that has begun counts; turns without a time are passed over."""
    turns = tuple(
        Turn(number, "A", "A", f"Turn {number}.", start=start)
        for number, start in enumerate([10.0, None, 5.0, 30.0], start=1)
    )
    engine = ScanEngine([Program("t", "T", "/t", "x", turns=turns)])
    at = {
        when: read(Wanted(f"t@{when}", context=0), engine).turn
        for when in (0, 5, 9, 10, 29, 30, 600)
    }
    assert at == {0: 1, 5: 3, 9: 3, 10: 1, 29: 1, 30: 4, 600: 4}
    with pytest.raises(PassageUnknown, match="t ends at 0:30; it has no 1:00:00"):
        read(Wanted("t@1:00:00"), engine)
