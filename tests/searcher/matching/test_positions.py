"""What is near something else is found where a scan of every turn finds it."""

import random
from itertools import product
from pathlib import Path

import pytest

from corpus.model import Program
from searcher.archive import Archive
from searcher.errors import QueryError
from tests.conftest import Run
from tests.oracle import spoken, turns_where


def places(words: list[str], word: str) -> list[int]:
    """The positions of a word."""
    return [place for place, said in enumerate(words) if said == word]


def found(archive: Archive, typed: str) -> set[tuple[str, int]]:
    """The turns that a search finds; its total counts them."""
    results = archive.search(typed, limit=10_000)
    turns = {(quote.program.id, quote.turn.number) for quote in results}
    assert results.total == len(turns)
    return turns


def drawn(programs: list[Program], count: int, width: int) -> list[list[str]]:
    """Words in one turn, not far from each other."""
    chance = random.Random(7)
    chosen: list[list[str]] = []
    while len(chosen) < count:
        said = spoken(chance.choice(chance.choice(programs).turns).text)
        start = chance.randrange(max(1, len(said) - 12))
        around = said[start : start + 12]
        if len(around) >= width:
            chosen.append(chance.sample(around, width))
    return chosen


def test_near(archive: Archive, sample_programs: list[Program]) -> None:
    """`a NEAR/n b`: from one to the other at most n words, in any order; ONEAR: a first."""
    for distance in (1, 2, 5, 9):
        for a, b in drawn(sample_programs, 12, 2):

            def ahead(words: list[str], a: str = a, b: str = b, far: int = distance) -> bool:
                pairs = product(places(words, a), places(words, b))
                return any(1 <= there - here <= far for here, there in pairs)

            def around(words: list[str], a: str = a, b: str = b, far: int = distance) -> bool:
                pairs = product(places(words, a), places(words, b))
                return any(1 <= abs(there - here) <= far for here, there in pairs)

            near, onear = f'"{a}" NEAR/{distance} "{b}"', f'"{a}" ONEAR/{distance} "{b}"'
            assert found(archive, near) == turns_where(sample_programs, around), near
            assert found(archive, onear) == turns_where(sample_programs, ahead), onear


def test_window(archive: Archive, sample_programs: list[Program]) -> None:
    """`"a b c"~n`: all words, in any order, the last at most n after the first."""
    for width in (2, 4, 8):
        for several in drawn(sample_programs, 12, 3):

            def together(words: list[str], of: list[str] = several, wide: int = width) -> bool:
                return any(
                    len(set(some)) == len(some) and max(some) - min(some) <= wide
                    for some in product(*(places(words, word) for word in of))
                )

            typed = f'"{" ".join(several)}"~{width}'
            assert found(archive, typed) == turns_where(sample_programs, together), typed


@pytest.mark.parametrize(
    ("typed", "coloured"),
    [
        ("plateau NEAR/8 panic", {"plateau", "panic"}),
        ("pan* ONEAR/8 plateau", {"panic", "plateau"}),
        ("plateau ONEAR/8 panic", set()),
        ('"church steeple" NEAR/6 "M protein"', {"church steeple", "M protein"}),
        ("(steeple OR tower) NEAR/6 hill", set()),
        ("(steeple OR tower) NEAR/6 M-protein", {"steeple", "M protein"}),
        ('"steeple protein m"~6', {"M", "protein", "steeple"}),
        ("plateau NEAR/8 panic speaker:adeyinka", {"plateau", "panic"}),
        ("plateau -plateau NEAR/8 panic -bridge", set()),
    ],
)
def test_what_is_coloured(archive: Archive, typed: str, coloured: set[str]) -> None:
    """The parts that are near each other, not the words between them."""
    spans = {quote.turn.text[a:b] for quote in archive.search(typed) for a, b in quote.spans}
    assert spans == coloured


def test_nearness_is_of_the_text(archive: Archive) -> None:
    """Names in a field are not near each other."""
    for typed in ("speaker:(samuel NEAR/2 adeyinka)", 'x speaker:("samuel adeyinka"~2)'):
        with pytest.raises(QueryError) as caught:
            archive.search(typed)
        assert "words can be near each other in the text, not in a field" in caught.value.reason
        assert typed[caught.value.place :].startswith(("NEAR/2", '"samuel'))


def test_as_several_arguments(run: Run, samples_index: Path) -> None:
    """NEAR joins within one argument; what is wrong is shown with an example."""
    done = run("plateau", "NEAR/8", "panic", "--index", samples_index)
    assert done.status == 2
    assert done.err == (
        "searcher: NEAR/8 needs something before it\n  NEAR/8\n  ^\n"
        "For example: searcher 'maintenance NEAR/5 trial'\n"
    )
