"""The words of a vocabulary that are inflections of a word."""

import re
import subprocess
import sys
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.tokenizer import fold
from searcher.inflect import Vocabulary, english, english_words, inflections

GOLD = Path(__file__).parents[2] / "data" / "inflections"


def lines(name: str) -> list[list[str]]:
    """The words of each line of a file that was written by hand."""
    text = (GOLD / name).read_text("utf-8")
    return [line.split() for line in text.splitlines() if line and not line.startswith("#")]


def vocabulary(words: Iterable[str]) -> Vocabulary:
    """The words of an index, as it gives them."""
    ordered = sorted(set(words))

    def beginning_with(prefix: str) -> Iterator[str]:
        for word in ordered[bisect_left(ordered, prefix) :]:
            if not word.startswith(prefix):
                return
            yield word

    return beginning_with


MEET, APART = lines("meet.txt"), lines("apart.txt")
TABLES = re.findall(
    "[a-z]+",
    " ".join((english_words.IRREGULAR, english_words.NOUNS, english_words.SPELLINGS)),
)
SHORT = "a as be c# c++ do i id ids in is it m of pr prs re us u 0.1 1990 90s k8s".split()
KNOWN = sorted({*TABLES, *SHORT, *(word for line in (*MEET, *APART) for word in line)})
ALL = sorted({*KNOWN, *(word + "'s" for word in KNOWN)})
ALL_WORDS = vocabulary(ALL)


@pytest.mark.parametrize("words", MEET, ids=lambda words: words[0])
def test_the_words_of_a_class_find_each_other(words: list[str]) -> None:
    """Every word of a class is found by a search for any other."""
    for one, other in combinations(words, 2):
        assert other in inflections(one, ALL_WORDS), f"{one} finds {other}"
        assert one in inflections(other, ALL_WORDS), f"{other} finds {one}"


def test_false_friends_stay_apart() -> None:
    """Words that look alike and mean something else do not find each other."""
    found = [(a, b) for a, b in APART if b in inflections(a, vocabulary((a, b)))]
    assert found == []


STEMS = st.sampled_from(KNOWN)
MADE_UP = st.builds(
    str.__add__, st.text("abeinorsty", min_size=1, max_size=4), st.sampled_from(
        "e y ie es ies s ss ed ied eed ing ting er ier est men man ise ize ised isation ization"
        " ify ification ation ate 's".split()
    ),
)  # fmt: skip


@given(STEMS | MADE_UP, st.lists(MADE_UP, max_size=6))
def test_agrees_with_looking_at_the_whole_vocabulary(word: str, others: list[str]) -> None:
    """Looking only at words with certain beginnings loses none, whatever the words."""
    words = {*ALL, *others}
    bases = english.bases(word)
    expected = {other for other in words if bases & english.bases(other)}
    assert set(inflections(word, vocabulary(words))) == expected | {word}


@given(STEMS | MADE_UP, STEMS | MADE_UP)
def test_finding_is_mutual(one: str, other: str) -> None:
    """If a word finds another, that one finds it."""
    words = vocabulary((one, other))
    assert (other in inflections(one, words)) == (one in inflections(other, words))


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("leaves", {"leaves", "leaf", "leave", "leaving", "left"}),
        ("leaf", {"leaf", "leaves"}),
        ("saw", {"saw", "see", "sees", "seen", "seeing"}),
        ("meetings", {"meetings", "meeting"}),
        ("treatments", {"treatments", "treatment", "treat", "treats", "treated", "treating"}),
        ("tumours", {"tumours", "tumour", "tumor", "tumors"}),
        ("m", {"m", "m's"}),
        ("it", {"it", "it's"}),
        ("it's", {"it", "it's"}),
        ("0.1", {"0.1"}),
        ("c++", {"c++"}),
        ("prs", {"prs", "pr"}),
        ("is", {"is", "is's"}),
        ("骨", {"骨"}),
    ],
)
def test_classes(word: str, expected: set[str]) -> None:
    """All that a word finds in a vocabulary of many words, without possessives."""
    found = set(inflections(word, ALL_WORDS))
    if len(word) > 2 and "'" not in word:
        found = {form for form in found if not form.endswith("'s")}
    assert found == expected


def test_a_word_that_nobody_said() -> None:
    """The word itself comes first, known or not."""
    assert inflections("zebra", vocabulary([])) == ("zebra",)
    assert inflections("treats", vocabulary(["treat", "treats"])) == ("treats", "treat")


def test_tables_are_kept_as_the_index_keeps_words() -> None:
    """A word in capitals or with an accent in a table would never be met."""
    assert [word for word in TABLES if fold(word) != word] == []
    for table in (english_words.NOUNS, english_words.SPELLINGS):
        pairs = [tuple(pair.split("/")) for pair in table.split()]
        assert len(set(pairs)) == len(pairs)
        assert all(len(pair) == 2 and pair[0] != pair[1] for pair in pairs)


def test_english_needs_no_stemmer() -> None:
    """A search in English starts without Whoosh's stemmers and without Snowball's."""
    script = (
        "import sys; from searcher.inflect import inflections\n"
        "assert inflections('went', lambda _: ['go']) == ('went', 'go')\n"
        "print([m for m in sys.modules if m.partition('.')[0] in ('whoosh', 'Stemmer')])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.stdout == "[]\n", done.stderr
