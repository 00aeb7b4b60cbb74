"""A word is found however it is written: with dots, accents, elided words, units and signs."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.update.update import update
from searcher.archive import Archive

TALK = """\
Noa: Dr. Weil has a Ph.D. from the U.S. and works for the B.B.C. at 7p.m.
Tom: My PhD is from the US, the BBC calls us at 7 pm.
Noa: J'ai lu l'histoire d'Éloi qu'on m'a donnée à l'école.
Tom: Sull'argine dell'altra riva c'è un'osteria.
Noa: He takes 40mg of it, and runs 5km; C++17 is for work. ☕ :)
Tom: She takes 40 mg, and runs 5 km, in C++. I ☕️ it :-)
Noa: The Wi-Fi 6 router is IL-8 free, see https://a.example.org/docs/gate?id=3&lang=en (new).
Tom: Six of 8 are illegal, he said, and the gate is new.
Noa: Ich mag schön, nicht schon, und Ramón mag Ramon.
Tom: Schon wieder. Ramon geht.
Noa: The IT guy said it: shut the old iron gate, and the old wooden gate.
Tom: Tell it to us, guy. It is -7 out, and the rail is 6'2" high.
Noa: Flood\u200bgates are re:built at localhost:8080.
Tom: The flood gates are rebuilt.
"""


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """An index of one talk."""
    directory: Path = tmp_path_factory.mktemp("spellings")
    (directory / "talk.txt").write_text(TALK, "utf-8")
    update(directory / "index", [directory / "talk.txt"])
    with Archive.open(directory / "index") as archive:
        yield archive


@pytest.mark.parametrize(
    ("typed", "turns"),
    [
        # initials
        ("PhD", [1, 2]), ("ph.d.", [1, 2]), ("B.B.C.", [1, 2]), ("bbc", [1, 2]), ('"p.m."', [1, 2]),
        # elided words
        ('"histoire"', [3]), ("hist*", [3]), ("/.coles?/", [3]), ("ecole~", [3]), ('"Éloi"', [3]),
        ('"l\'histoire d\'Éloi"', [3]), ("histoire NEAR/2 Éloi", [3]), ("d'El*", [3]),
        ('"argine dell\'altra riva"', [4]), ("l'arg*", []), ("osteria", [4]),
        # numbers with units, signs
        ("40mg", [5, 6]), ('"40 mg"', [5, 6]), ("5km", [5, 6]), ("C++", [5, 6]), ("☕", [5, 6]),
        (":)", [5, 6]), (":-)", [5, 6]), ("C++17", [5]),
        # joined words and addresses
        ("IL-8", [7]), ("wi-fi", [7]),
        ("https://a.example.org/docs/gate?id=3&lang=en", [7]), ("a.example.org", [7]),
        # as written
        ("=schön", [9]), ("=schon", [9]), ("=Schon", [10]), ("=IT", [11]), ("=it", [5, 6, 11, 12]),
        ('="The IT guy"', [11]), ('="the it guy"', []), ("=us", [2, 12]), ("=US", [2]),
        ("=U.S", [1]),
        ("guy -=IT", [12]), ("=IT NEAR/2 said", [11]),
        # any word, and the beginning of the last word
        ('"old * gate"', [11]), ('"old * * gate"', []), ('"shut the * iron gate"', [11]),
        ('"old wood"*', [11]), ('"the old * ga*"', [11]),
        # numbers that look like something else, and signs that nobody sees
        ("-7 out", [12]), ("6'2\"", [12]), ("floodgates", [13]),
        # words that look like fields
        ("re:built", [13]), ("localhost:8080", [13]),
    ],
)  # fmt: skip
def test_what_is_found(talk: Archive, typed: str, turns: list[int]) -> None:
    """The turns of the strictest tier."""
    found = talk.search(typed, strict=True)
    assert sorted(quote.turn.number for quote in found) == turns


@pytest.mark.parametrize(
    ("typed", "first"), [("schön", 9), ("SCHÖN", 9), ("Ramón", 9), ('"ramón"', 9)]
)
def test_what_is_written_as_typed_comes_first(talk: Archive, typed: str, first: int) -> None:
    """The same word without the accents is found, too, and comes later."""
    found = [quote.turn.number for quote in talk.search(typed)]
    assert found[0] == first
    assert sorted(found) == [9, 10]
    pages = [talk.search(typed, limit=1, offset=page).quotes[0].turn.number for page in range(2)]
    assert pages == found


def test_marks_as_written(talk: Archive) -> None:
    """Only what is written as it was typed is marked."""
    (quote,) = talk.search("=IT")
    assert [quote.turn.text[start:end] for start, end in quote.spans] == ["IT"]
    (quote,) = talk.search('"old * gate"')
    assert [quote.turn.text[s:e] for s, e in quote.spans] == ["old iron gate", "old wooden gate"]


def test_a_phrase_comes_first_beside_a_field(talk: Archive) -> None:
    """Words beside a field are a phrase first, and then all in one turn, as without the field."""
    found = talk.search("flood gates speaker:tom")
    assert [(quote.turn.number, quote.tier) for quote in found] == [(14, "phrase")]
    found = talk.search("gates", "flood", "speaker:tom")
    assert [(quote.turn.number, quote.tier) for quote in found] == [(14, "all")]
    assert talk.search("gate speaker:tom").tier is None
