"""A batch is inverted as a loop over its words inverts it, whatever is in its texts."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from index.columnar.inverted import Inverted
from index.inversion import invert as inverter
from index.inversion.invert import invert, invert_whole
from index.text.tokenizer import positioned, words


def by_loop(texts: list[str], *, lines: bool = False) -> dict[bytes, dict[int, list[int]]]:
    """The positions of every word in every document."""
    found: dict[bytes, dict[int, list[int]]] = {}
    for document, text in enumerate(texts):
        for position, word in positioned(text, lines=lines):
            documents = found.setdefault(word.text.encode(), {})
            documents.setdefault(document, []).append(position)
    return found


def as_dict(inverted: Inverted) -> dict[bytes, dict[int, list[int]]]:
    """The same of an inverted batch."""
    assert inverted.positions is not None
    ends = np.cumsum(inverted.frequencies).tolist()
    found: dict[bytes, dict[int, list[int]]] = {}
    for number, word in enumerate(inverted.words):
        for posting in range(inverted.starts[number], inverted.starts[number + 1]):
            start = ends[posting] - int(inverted.frequencies[posting])
            places = inverted.positions[start : ends[posting]].tolist()
            found.setdefault(word, {})[int(inverted.documents[posting])] = places
    return found


def check(texts: list[str]) -> None:
    """An inverted batch agrees with a loop, and is in order."""
    inverted = invert(texts)
    assert as_dict(inverted) == by_loop(texts)
    assert as_dict(invert(texts, lines=True)) == by_loop(texts, lines=True)
    assert inverted.words == sorted(set(inverted.words))
    assert inverted.lengths.tolist() == [sum(1 for _ in words(text)) for text in texts]
    assert int(inverted.frequencies.sum()) == int(inverted.lengths.sum())


TRICKY = st.text(alphabet="aZ09.,'’#+-_ \n\té\u0301ß²½骨\x00ʼ", max_size=25)


@pytest.mark.slow
@settings(max_examples=400)
@given(st.lists(TRICKY, max_size=8))
@example(["1,000", "1,0000", "12,345.6", "1,000,000", "a1,000", "1000"])
@example(["C++ C# c+++ x# I'C# C#'s éC# C#é _c#", "3.² ²3.1", "don''t", "cafe\u0301 café"])
@example(["", "", "a", ""])
@example(["_a_", "a" * 300, "骨髄 a"])
def test_tricky_texts(texts: list[str]) -> None:
    """Signs inside words, accents in both forms, scripts without blanks, empty texts."""
    check(texts)


JOINED = st.lists(
    st.sampled_from(
        [
            *(
                "U.S.",
                "u.s",
                "Ph.D",
                ".s",
                "l'",
                "L’",
                "qu'",
                "dell'",
                "ç'",
                "é'",
                "a",
                "é",
                "ß",
                "œ",
            ),
            *(
                "20",
                "1,000",
                "mg",
                "7p.m",
                "kb",
                ":)",
                ":-)",
                ":D",
                "<3",
                "C++",
                "17",
                "C#",
                "#",
                ".",
            ),
            *(
                "'",
                " ",
                " ",
                "—",
                "\n",
                "🌱",
                "\u200b",
                "\u05f3",
                "e\u0301",
                "人",
                "b",
                "_",
                "-",
                ":",
            ),
        ]
    ),
    max_size=7,
).map("".join)


@pytest.mark.slow
@settings(max_examples=1500)
@given(st.lists(JOINED, max_size=6))
@example(["the U.S. and l'État, 20mg :)", "qu'à 7p.m. C++17", "Ph.D.s F.B.I's <3", "x.y.z.com"])
@example(["x'u.s", "l.d'un", "u.s.'a", "7.p.m", "h1n20mg", "d'u.s", "fin.l'homme", "a.b.cd"])
def test_words_that_touch(texts: list[str]) -> None:
    """Initials, elided words, units and emoticons, next to one another and to accents."""
    check(texts)


SCRIPTS = st.text(alphabet="a'é 骨々ーがﾃﾞ゛・กาเ้ำ๒ລາខ្មမ်္한글ᄒﾡहि्ن\u064b𝐀…", max_size=20)


@pytest.mark.slow
@settings(max_examples=300)
@given(st.lists(SCRIPTS, max_size=6))
def test_scripts_without_blanks(texts: list[str]) -> None:
    """Signs of many scripts in one batch, beside ASCII."""
    check(texts)


@given(st.lists(st.text(max_size=30), max_size=6))
def test_any_text(texts: list[str]) -> None:
    """Whatever Unicode holds."""
    check(texts)


@pytest.mark.slow
@given(st.lists(st.sampled_from(["a b a", "", "Ann Lee\nDr. Lee", "é 骨", "c"]), max_size=40))
def test_texts_that_recur(texts: list[str]) -> None:
    """Names and titles are tokenized once, and are in each of their documents."""
    distinct = sorted(set(texts))
    which = np.array([distinct.index(text) for text in texts], np.int64)
    for lines in (False, True):
        inverted = invert(distinct, which, lines=lines)
        assert as_dict(inverted) == by_loop(texts, lines=lines)
        assert inverted.words == invert(texts, lines=lines).words
        assert inverted.lengths.tolist() == [sum(1 for _ in words(text)) for text in texts]


def test_no_text_at_all() -> None:
    """An empty batch has no words."""
    assert invert([]).words == []


@pytest.mark.slow
@given(
    st.lists(
        st.text(alphabet="ab0", min_size=1, max_size=40).map(lambda word: word * 3), max_size=8
    )
)
@example(["abcdefgh abcdefghi abcdefg", "abcdefghijkl abcdefghijklm abcdefghijklmnop"])
@example(["a" * n for n in range(1, 50)])
@example(["x" * 1_000_000, "x" * 999_999])
def test_words_that_begin_alike(texts: list[str]) -> None:
    """Words of every length are distinct, and a prefix of one is not a word by itself."""
    check(texts)


@pytest.mark.parametrize("chunk", [1, 7, 64])
def test_words_across_chunks(monkeypatch: pytest.MonkeyPatch, chunk: int) -> None:
    """Where a batch is cut to look words up shows nowhere."""
    monkeypatch.setattr(inverter, "CHUNK", chunk)
    monkeypatch.setattr(inverter, "_WORDS", chunk)
    check([f"word{n} and some more of it, number {n % 5}" for n in range(60)])


def test_more_words_than_the_table_begins_with() -> None:
    """The table of words grows, and numbers of more than 16 bits are sorted."""
    texts = [" ".join(f"w{n * 500 + i}" for i in range(500)) for n in range(400)]
    inverted = invert([*texts, texts[0]])
    assert len(inverted.words) == 200_000
    assert inverted.words == sorted(inverted.words)
    assert int(inverted.frequencies.sum()) == 200_500
    place = inverted.words.index(b"w0")
    low, high = inverted.starts[place : place + 2]
    assert inverted.documents[low:high].tolist() == [0, 400]


@given(st.lists(st.sampled_from(["", "a", "b c", "É", "talks/1#2"]), max_size=12))
def test_values_as_they_are(values: list[str]) -> None:
    """A value is one word, with its case and its blanks; an empty one is none."""
    check_whole(values, invert_whole(values))


@given(st.lists(st.sampled_from(["", "a", "b c"]), max_size=12))
def test_values_that_recur(values: list[str]) -> None:
    """Few values for many documents are given by their numbers."""
    distinct = sorted(set(values))
    which = np.array([distinct.index(value) for value in values], np.int64)
    check_whole(values, invert_whole(distinct, which))


def check_whole(values: list[str], inverted: Inverted) -> None:
    """Inverted values agree with a loop over them."""
    assert inverted.positions is None
    assert inverted.words == sorted({value.encode() for value in values if value})
    for number, word in enumerate(inverted.words):
        low, high = inverted.starts[number : number + 2]
        expected = [i for i, value in enumerate(values) if value.encode() == word]
        assert inverted.documents[low:high].tolist() == expected
    assert inverted.lengths.tolist() == [int(bool(value)) for value in values]
    assert set(inverted.frequencies.tolist()) <= {1}
