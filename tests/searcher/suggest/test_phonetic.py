"""How words sound."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from searcher.suggest.edit_distance import Words
from searcher.suggest.phonetic import NAMES, sounds


def heard(*words: str) -> list[str]:
    """What is heard of words."""
    symbols = np.frombuffer("".join(f"{word}\n" for word in words).encode(), np.uint8)
    found = sounds(Words.of(symbols))
    return [bytes(found[row]).decode("latin-1") for row in range(len(found.starts))]


@pytest.mark.parametrize(
    "words",
    [
        "psyllium cillium",
        "xgeva zgeva",
        "valtrex valtrecks",
        "kyprolis kiprolis",
        "pneumonia newmonia",
        "knight night nite",
        "levaquin levakwin",
        "cell sell",
        "phase fase faze",
        "kowalczyk kowalchik",
        "witch which",
        "judge juj",
    ],
)
def test_spelled_differently(words: str) -> None:
    """Words that sound alike are heard alike, but for voice: s and z, t and d are near."""
    first, *others = (sound.replace("z", "s") for sound in heard(*words.split()))
    assert others == [first] * len(others)


@pytest.mark.parametrize(
    ("word", "sound"),
    [
        ("nation", "naSin"),
        ("thin", "Tin"),
        ("maple", "mapl"),
        ("the", "Te"),
        ("yellow", "yelo"),
        ("don't", "dont"),
        ("cd38", "kd38"),
        ("excel", "exel"),
        ("w", ""),
        ("", ""),
    ],
)
def test_rules(word: str, sound: str) -> None:
    """What the rules make of words."""
    assert heard(word) == [sound]


letters = st.text(st.sampled_from("aceghiknopqstuwxyz'.1"), max_size=7)


@given(st.lists(letters, max_size=8))
def test_a_word_sounds_the_same_beside_others(words: list[str]) -> None:
    """No rule reaches from one word into the next, and no row is lost."""
    assert heard(*words) == [heard(word)[0] for word in words]


@given(st.lists(st.binary(max_size=6).map(lambda some: some.replace(b"\n", b"")), max_size=6))
def test_any_symbols(words: list[bytes]) -> None:
    """Whatever the symbols are, each word has a row."""
    symbols = np.frombuffer(b"".join(word + b"\n" for word in words), np.uint8)
    assert len(sounds(Words.of(symbols)).starts) == len(words)


def test_names_of_letters() -> None:
    """M is said as em, T as tea."""
    assert heard(NAMES["m"], NAMES["t"], NAMES["b"]) == heard("em", "tea", "bee")
    assert all(heard(*NAMES.values()))
