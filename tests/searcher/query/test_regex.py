"""Regular expressions over the words of a vocabulary."""

import re
import time
import tracemalloc
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.model import Program
from searcher.archive import Archive
from searcher.errors import QueryError
from searcher.query.regex import Refused, Regular
from tests.conftest import Run
from tests.oracle import turns_where

expressions = st.recursive(
    st.sampled_from(["a", "b", ".", "[ab]", "[^a]", "é", r"\w", "", "x"]),
    lambda parts: st.one_of(
        st.lists(parts, min_size=1, max_size=3).map("".join),
        st.lists(parts, min_size=1, max_size=3).map(lambda some: f"({'|'.join(some)})"),
        st.tuples(parts, st.sampled_from("*+?")).map(lambda two: f"({two[0]}){two[1]}"),
    ),
    max_leaves=6,
)
vocabularies = st.sets(st.text("abex語", min_size=1, max_size=6), max_size=20).map(sorted)


@given(expressions, vocabularies)
def test_agrees_with_the_standard_library(expression: str, words: list[str]) -> None:
    """The words that match as a whole; the letters of an expression lose their accents."""
    lines = "".join(f"{word}\n" for word in words).encode()
    plain = re.compile(expression.replace("é", "e"), re.ASCII)
    assert list(Regular(expression).words([lines])) == [w for w in words if plain.fullmatch(w)]


def test_a_match_stays_in_its_word() -> None:
    """What matches a line feed elsewhere matches none between words."""
    for expression in (r"[^x]+", r"(?s).+", r"\W*a\W*", r"a\sb|a", r"[\s\S]*"):
        assert "a" in list(Regular(expression).words([b"a\nb\n"]))
        assert not any("\n" in word for word in Regular(expression).words([b"a\nb\n"]))


EVIL = [
    "(a+)+$", "(a|aa)+$", "(a*)*b", "(.*a){25}", "(x?){500}x{500}", "(.?){900}", ".*.*.*.*.*.*=",
    "([a-z]?[0-9]?){400}q", "(.{0,30}e.{0,30}){25}", r"(\pL?\pN?\pM?){200}", r"\pL{900}",
    "((a{0,30}){0,30}){0,30}", "a{100000}", "(" * 5000 + "a" + ")" * 5000, "(a|b|ab)*c" * 900,
]  # fmt: skip


@pytest.mark.parametrize("expression", EVIL, ids=range(len(EVIL)))
def test_evil_expressions(expression: str) -> None:
    """Time and memory are bounded, whatever is asked: an answer or a reason."""
    words = ["".join(letters) for letters in product("aex1", repeat=7)] + ["a" * 5000 + "!"]
    lines = "".join(f"{word}\n" for word in sorted(words)).encode()
    began = time.process_time()
    tracemalloc.start()
    try:
        assert sum(1 for _ in Regular(expression).words([lines])) <= len(words)
    except Refused as refused:
        assert str(refused)
    finally:
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    # Those that are not refused take 0.1 seconds; to try every way takes ages.
    assert time.process_time() - began < 20
    assert peak < 32 << 20


def test_what_takes_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock is looked at between parts of a vocabulary."""
    monkeypatch.setattr("searcher.query.regex.LONGEST", -1.0)
    with pytest.raises(Refused, match="it takes more than"):
        list(Regular("a").words([b"a\n"]))


@pytest.mark.parametrize("expression", ["mye.*a", "(church|steeple)s?", "[0-9]+", "MAINTEN.*"])
def test_found_where_a_scan_finds_it(
    archive: Archive, sample_programs: list[Program], expression: str
) -> None:
    """`/…/` finds the turns that say a word which it matches as a whole."""
    pattern = re.compile(expression.lower())

    def matching(said: list[str]) -> bool:
        return any(pattern.fullmatch(word) for word in said)

    found = archive.search(f"/{expression}/", limit=10_000)
    turns = {(quote.program.id, quote.turn.number) for quote in found}
    assert turns == turns_where(sample_programs, matching)
    assert found.total == len(turns) > 0


def test_in_fields_and_beside_others(archive: Archive) -> None:
    """An expression is a word like others."""
    assert archive.search("plateau speaker:/ade.*/").total
    assert archive.search("/plate?au/ NEAR/8 panic").total == 1


@pytest.mark.parametrize(
    ("expression", "reason"),
    [
        ("mi(elom", "missing )"),
        ("a)|(b", "unexpected )"),
        ("[a", "missing ]"),
        ("*a", "no argument for repetition operator"),
        ("(?=a)b", "invalid perl operator"),
        (r"(a)\1", "invalid escape sequence"),
        (r"\C", "is a byte"),
        (r"\Qa", "missing"),
        (".{900}.{900}", "it is too large"),
    ],
)
def test_what_does_not_compile(archive: Archive, expression: str, reason: str) -> None:
    """The error points at the expression and says what is wrong with it."""
    with pytest.raises(QueryError) as caught:
        archive.search(f"protein /{expression}/")
    assert caught.value.place == 8
    assert reason in caught.value.reason


def test_the_message(run: Run, samples_index: object) -> None:
    """A caret under the expression."""
    done = run("protein /mi(elom/", "--index", str(samples_index))
    assert done.status == 2
    assert done.err.splitlines() == [
        "searcher: /mi(elom/ cannot be searched for: missing ): mi(elom",
        "  protein /mi(elom/",
        "          ^",
        "For example: searcher '/mi?elom.*/'",
    ]
