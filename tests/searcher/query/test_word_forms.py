"""A word finds its inflections in the language of the program where they are said."""

from pathlib import Path

import pytest

from corpus.model import Participant, Program, Turn
from index.library.library import Library
from index.update.update import write_programs
from searcher.archive import Archive


def program(name: str, language: str | None, *texts: str) -> Program:
    """A program of one speaker in a language."""
    turns = tuple(Turn(i, "Kim", "Kim", text) for i, text in enumerate(texts, start=1))
    people = (Participant("Kim", ("Kim",)),)
    return Program(
        name, "t", f"{name}.txt", "labelled", language=language, participants=people, turns=turns
    )


@pytest.fixture
def mixed(tmp_path: Path) -> Archive:
    """Programs in several languages that share spellings."""
    write_programs(
        tmp_path,
        [
            program("english", "en", "We gift it.", "Three gifts came.", "He walked home."),
            program("american", "en-US", "They were walking.", "A walk helps."),
            program(
                "german",
                "de-AT",
                "Das Gift wirkt.",
                "Viele Gifte wirken.",
                "Die Fragen.",
                "Er walked.",
            ),
            program("unknown", None, "The gifts were opened.", "Eine Frage."),
            program("catalan", "fr-CA", "Les maisons sont belles.", "Une maison."),
        ],
    )
    return Archive.open(tmp_path)


def found(mixed: Archive, typed: str) -> set[tuple[str, int]]:
    """The turns that a search finds."""
    return {(quote.program.id, quote.turn.number) for quote in mixed.search(typed, limit=100)}


@pytest.mark.parametrize(
    ("typed", "turns"),
    [
        # What is typed is found in every language; its forms in their own.
        ("gift", {("english", 1), ("english", 2), ("german", 1), ("german", 2), ("unknown", 1)}),
        # The German genitive, too.
        ("gifts", {("english", 1), ("english", 2), ("german", 1), ("german", 2), ("unknown", 1)}),
        ("frage", {("german", 3), ("unknown", 2)}),
        # An English form in a German program is another word.
        ("walked", {("english", 3), ("american", 1), ("american", 2), ("german", 4)}),
        ("walks", {("english", 3), ("american", 1), ("american", 2)}),
        ("maison", {("catalan", 1), ("catalan", 2)}),
        # The same where the words are said together, and their places are looked at.
        ('gifte NEAR/3 "wirken"', {("german", 2)}),
        ("gifte wirken", {("german", 1), ("german", 2)}),
    ],
)
def test_inflections_are_of_the_language(
    mixed: Archive, typed: str, turns: set[tuple[str, int]]
) -> None:
    """English forms are looked for in English programs, and so on; unknown is English."""
    assert found(mixed, typed) == turns


@pytest.mark.usefixtures("mixed")
def test_the_languages_of_an_index(tmp_path: Path) -> None:
    """Regions are no languages: fr-CA is French, and no Catalan."""
    with Library.open(tmp_path) as library:
        assert library.languages == ("de", "en", "fr", "")


def test_names_have_no_inflections(mixed: Archive) -> None:
    """`speaker:kims` is nobody."""
    assert mixed.search("speaker:kims").total == 0
    assert mixed.search("speaker:kim").total == 13
