"""What was said that looks and sounds like the words of a search."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.model import Program
from index.library.library import Library
from index.update.update import update
from searcher.suggest.suggest import ENOUGH, FARTHEST, sounding_like, suggest
from searcher.suggest.suggestion import Suggestion
from tests.oracle import spoken

TALK = [
    "They put me on rev limit after the biopsy.",
    "Rev limit was hard on my stomach, so it was revlamid every other day.",
    "The M protein went up again, and car T was an option.",
    "I asked doctor Manasanch about daratumumab.",
    "We keep kubernetes out of the clinic.",
    "Psyllium helped me more than anything.",
    "My haematologist, Zoë Brandýs, wrote it down: pâtisserie.",
    "Я думаю, что лекарство помогает.",
    "我喜欢面包",
    "The stem cell lab closed at noon.",
    "Then I saw the lab; cell counts were fine.",
    "My kappa light chains fell.",
    "Is the kappa light chain normal?",
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index with a file that was deleted again, in more than one segment."""
    files = tmp_path_factory.mktemp("misheard")
    index = tmp_path_factory.mktemp("index")
    for name, talk in (("first", TALK[:5]), ("gone", ["Ask for venetoclax."] * 3)):
        lines = "\n".join(f"{('Ann', 'Bo')[i % 2]}: {text}" for i, text in enumerate(talk))
        (files / f"{name}.txt").write_text(lines, "utf-8")
    assert not update(index, [files / "first.txt", files / "gone.txt"]).skipped
    talk = TALK[5:] + ["It is maintenance."] * (ENOUGH + 1) + ["Is it mantenance?"]
    lines = "\n".join(f"{('Ann', 'Bo')[i % 2]}: {text}" for i, text in enumerate(talk))
    (files / "second.txt").write_text(lines, "utf-8")
    (files / "gone.txt").unlink()
    assert not update(index, [files]).skipped
    return index


@pytest.fixture(scope="module")
def library(folder: Path) -> Iterator[Library]:
    """The index, opened."""
    with Library.open(folder) as opened:
        yield opened


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("daratumumap", "daratumumab"),
        ("kubernets", "kubernetes"),
        ("cillium", "psyllium"),
        ("maintenanse", "maintenance"),
        ("revlimit", "rev limit"),
        ("manisanch", "manasanch"),
        ("man a sanch", "manasanch"),
        ("dara tumumab", "daratumumab"),
        ("car tea", "car t"),
        ("em protein", "m protein"),
        ("stem sell", "stem cell"),
        ("hematologist", "haematologist"),
        ("brandis", "brandys"),
        ("patiserie", "patisserie"),
        ("Daratumumäp", "daratumumab"),
        ("лекарсво", "лекарство"),
    ],
)
def test_first_suggestion(library: Library, asked: str, said: str) -> None:
    """Misspelled, misheard, split or joined, in either direction."""
    first = suggest(asked.split(), library)[0]
    words = asked.lower().replace("ä", "a").split()
    start = next(
        i for i in range(len(words)) if tuple(words[i:])[: len(first.asked)] == first.asked
    )
    meant = [*words[:start], *first.said, *words[start + len(first.asked) :]]
    assert " ".join(meant) == said
    assert 0 <= first.distance <= FARTHEST


def test_counts_and_distances(library: Library) -> None:
    """What is nearest comes first, with the turns that say it; both forms are offered."""
    found = {near.said: near for near in suggest(["revlimid"], library)}
    assert found["rev", "limit"].turns == 2
    assert found["revlamid",].turns == 1
    assert found["rev", "limit"].asked == ("revlimid",)


def test_only_the_words_that_need_it(library: Library) -> None:
    """Of a longer search the unknown word is replaced, and what fits beside the others leads."""
    (first, *_) = suggest("maintenance with daratumumap".split(), library)
    assert first.asked == ("daratumumap",)
    assert first.said == ("daratumumab",)


def test_in_place_of_a_word(library: Library) -> None:
    """Between words that were said together a word may sound less like the one asked for."""
    found = suggest("capital light chain".split(), library)
    assert [(near.asked, near.said) for near in found] == [(("capital",), ("kappa",))]
    assert suggest("walrus light chain".split(), library) == ()


@pytest.mark.parametrize(
    "asked", ["maintenance", "zyzzyva", "quetzalcoatl", "", "2019", "面", "w", "' .", "-", "\n"]
)
def test_nothing_to_suggest(library: Library, asked: str) -> None:
    """What is said often, what nothing is near to, and what is no word."""
    assert suggest([asked], library) == ()


def test_deleted_turns_do_not_count(library: Library) -> None:
    """Nobody says this word any more."""
    assert suggest(["venetoclaks"], library) == ()
    assert sounding_like("venetoclacks", library) == ()


def test_limit(library: Library) -> None:
    """Fewer, if fewer are wanted."""
    assert len(suggest(["revlimid"], library, limit=1)) == 1
    assert suggest(["revlimid"], library, limit=0) == ()


def test_sounding_like(library: Library) -> None:
    """All that sounds alike, however often a word itself is said, the nearest first."""
    found = sounding_like("revlimid", library)
    assert [near.said for near in found] == [("revlamid",), ("rev", "limit")]
    assert [near.said for near in sounding_like("maintenance", library)] == [("mantenance",)]
    assert ("revlamid",) in [near.said for near in sounding_like(["rev", "limit"], library)]
    assert sounding_like("zyzzyva", library) == ()
    assert sounding_like([], library) == ()
    assert list(found) == sorted(found, key=lambda near: near.distance)


def test_an_empty_index(tmp_path: Path) -> None:
    """Nothing was said."""
    files = tmp_path / "files"
    files.mkdir()
    (files / "a.txt").write_text("Ann: Hello there.\nBo: Hello.\n", "utf-8")
    update(tmp_path / "index", [files])
    (files / "a.txt").unlink()
    update(tmp_path / "index", [files], prune=True)
    with Library.open(tmp_path / "index") as library:
        assert suggest(["helo"], library) == sounding_like("helo", library) == ()


hostile = st.text(st.sampled_from("abrevlimtchs'1é̈语я\n\x01\x7f . 𝒳ß"), max_size=60)


@pytest.mark.slow
@settings(max_examples=60)
@given(st.lists(hostile, max_size=6))
def test_any_words(samples_index: Path, words: list[str]) -> None:
    """Whatever is asked for, what is suggested was said, and is near enough."""
    with Library.open(samples_index) as library:
        for near in (*suggest(words, library), *sounding_like(words, library)):
            assert isinstance(near, Suggestion)
            assert near.said != near.asked
            assert near.distance <= FARTHEST
            assert all(library.has("text", word) for word in near.said)


@pytest.mark.parametrize("asked", ["x" * 100_000, "rev " * 3_000, "ab" * 5_000, "ā̈" * 2_000])
def test_very_long(library: Library, asked: str) -> None:
    """What is too long for a word is near to none; of a long search some words are tried."""
    assert len(suggest(asked.split(), library)) <= 5
    assert sounding_like(asked, library) == ()


def test_turns_are_those_of_a_scan(samples_index: Path, sample_programs: list[Program]) -> None:
    """A suggestion is said in as many turns as it tells."""
    turns = [f" {' '.join(spoken(turn.text))} " for p in sample_programs for turn in p.turns]
    with Library.open(samples_index) as library:
        found = [
            near
            for asked in ("mieloma", "maintenence", "tryal", "steam cells", "em protein", "kartea")
            for near in (*suggest(asked.split(), library), *sounding_like(asked, library))
        ]
    assert len(found) > 5
    for near in found:
        assert near.turns == sum(f" {' '.join(near.said)} " in turn for turn in turns), near
