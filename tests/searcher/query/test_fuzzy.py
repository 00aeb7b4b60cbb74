"""The words that are a word with a letter or two wrong."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.model import Program
from searcher.archive import Archive
from searcher.errors import QueryError
from searcher.query.fuzzy import Vocabulary, is_one_apart, similar
from tests.oracle import spoken, turns_where


def far(a: str, b: str) -> int:
    """How many letters are missing, too many, wrong or exchanged, by the whole table."""
    table = [[max(i, j) for j in range(len(b) + 1)] for i in range(len(a) + 1)]
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            table[i][j] = min(
                table[i - 1][j] + 1,
                table[i][j - 1] + 1,
                table[i - 1][j - 1] + (a[i - 1] != b[j - 1]),
            )
            if i > 1 and j > 1 and a[i - 2 : i] == b[j - 1] + b[j - 2]:
                table[i][j] = min(table[i][j], table[i - 2][j - 2] + 1)
    return table[-1][-1]


words = st.text(st.sampled_from("abcé語"), min_size=1, max_size=9)


@given(words, st.sets(words, max_size=30), st.sampled_from([1, 2]))
def test_agrees_with_the_whole_table(word: str, vocabulary: set[str], distance: int) -> None:
    """Looking at some diagonals only, of words of some lengths only, loses none."""
    lines = "".join(f"{other}\n" for other in sorted(vocabulary)).encode()
    expected = {other: far(word, other) for other in vocabulary if far(word, other) <= distance}
    assert similar(word, lines, distance) == expected


@given(st.lists(words, min_size=2, max_size=3), st.sets(words, max_size=30))
def test_several_words(several: list[str], vocabulary: set[str]) -> None:
    """Words whose letters differ too much are left out from the second one on; none is lost."""
    compared = Vocabulary("".join(f"{other}\n" for other in sorted(vocabulary)).encode())
    for word in several:
        for distance in (1, 2):
            expected = {one: far(word, one) for one in vocabulary if far(word, one) <= distance}
            assert compared.similar(word, distance) == expected


@given(words, words, st.lists(st.tuples(st.integers(0, 8), st.sampled_from("abé")), max_size=2))
def test_one_letter_apart(word: str, other: str, edits: list[tuple[int, str]]) -> None:
    """The distance of two words is the same; most words are far apart, so near ones are made."""
    near = word
    for place, letter in edits:
        near = near[:place] + letter + near[place + len(near) % 2 :]
    exchanged = word[:1] + word[2:3] + word[1:2] + word[3:]
    for one in (other, near, exchanged):
        assert is_one_apart(word, one) == (far(word, one) <= 1)


def test_nothing_is_near_in_an_empty_vocabulary() -> None:
    """No words, no neighbours."""
    assert similar("myeloma", b"", 2) == {}


def test_a_large_vocabulary() -> None:
    """150,000 words have one that is meant."""
    chance = random.Random(3)
    made = {
        "".join(chance.choices("etaoinshrdlu", k=chance.randint(2, 14))) for _ in range(160_000)
    }
    lines = "".join(f"{word}\n" for word in sorted(made | {"melanoma"})).encode()
    assert similar("melanmoa", lines, 1) == {"melanoma": 1}


@pytest.mark.parametrize("distance", [1, 2])
def test_found_where_a_scan_finds_it(
    archive: Archive, sample_programs: list[Program], distance: int
) -> None:
    """`word~` finds the turns that say a word with one letter wrong, `word~2` with two."""
    sign = "~" if distance == 1 else "~2"
    for word in ("mieloma", "protien", "steple", "maintenence", "zyzzyva"):

        def near(said: list[str], word: str = word) -> bool:
            return any(far(word, other) <= distance for other in said)

        found = archive.search(word + sign, limit=10_000)
        turns = {(quote.program.id, quote.turn.number) for quote in found}
        assert turns == turns_where(sample_programs, near), word
        assert found.total == len(turns)
        said = {w for quote in found for a, b in quote.spans for w in spoken(quote.turn.text[a:b])}
        assert all(far(word, other) <= distance for other in said)


def test_in_fields_and_beside_others(archive: Archive) -> None:
    """A name can be misspelled, too, and what is near can."""
    assert archive.search("speaker:adeyimka~ plateau").total
    assert archive.search("platau~ NEAR/8 panik~").total == 1


def test_too_short_to_be_misspelled(archive: Archive) -> None:
    """A word that is near everything is answered or refused, never cut."""
    try:
        assert archive.search("a~2").total
    except QueryError as error:
        assert "stands for" in error.reason
