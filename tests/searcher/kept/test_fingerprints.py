"""Fingerprints: by them a quote is known again."""

import numpy as np
import pytest

from corpus.model import Program, Turn
from searcher.kept import fingerprints
from searcher.quotes.quote import Quote

SHORT = "Yes, of course it does."
LONG = "The gate was shut in the spring, and nobody asked who had the key to it. " * 4


def _quote(
    text: str, program: str = "talk", number: int = 2, around: tuple[str, str] = ("Is it?", "Good.")
) -> Quote:
    before, turn, after = (
        Turn(number=number + step, label="A", speaker="A", role=None, text=said)
        for step, said in ((-1, around[0]), (0, text), (1, around[1]))
    )
    made = Program(program, program, path=f"/{program}.txt", format="text")
    return Quote(made, turn, 1.0, None, before=(before,), after=(after,))


def _is_new(quote: Quote, *seen: Quote) -> bool:
    known = fingerprints.joined(fingerprints.NOTHING, fingerprints.of_each(seen))
    return fingerprints.new(fingerprints.of_each([quote]), known) == [0]


@pytest.mark.parametrize("text", [SHORT, LONG])
def test_what_is_known_again(text: str) -> None:
    """Another number, other turns around it, another name of the program, other marks."""
    seen = _quote(text)
    assert not _is_new(_quote(text, number=9), seen)
    assert not _is_new(_quote(text, around=("So?", "No.")), seen)
    assert not _is_new(_quote(text, program="moved"), seen)
    assert not _is_new(_quote(text.upper().replace(",", "")), seen)
    assert _is_new(_quote(text + " And more."), seen)


def test_what_everybody_says_is_new_in_another_talk() -> None:
    """A long text is not: nobody says it twice."""
    other = ("Does it?", "Fine.")
    assert _is_new(_quote(SHORT, program="other", around=other), _quote(SHORT))
    assert not _is_new(_quote(LONG, program="other", around=other), _quote(LONG))


def test_nothing_is_new_twice_in_one_run() -> None:
    """Of two copies the first one is new."""
    rows = fingerprints.of_each([_quote(SHORT), _quote(LONG), _quote(SHORT, program="copy")])
    assert fingerprints.new(rows, fingerprints.NOTHING) == [0, 1]
    assert fingerprints.new(fingerprints.of_each([]), fingerprints.NOTHING) == []


def _new(quotes: list[Quote], *seen: Quote) -> list[int]:
    known = fingerprints.joined(fingerprints.NOTHING, fingerprints.of_each(seen))
    return fingerprints.new(fingerprints.of_each(quotes), known)


def test_the_same_words_twice_in_a_program() -> None:
    """Both are new, wherever the second one is added; a long text is a copy."""
    first, second = _quote(SHORT), _quote(SHORT, number=9, around=("Does it?", "Fine."))
    assert _new([first, second]) == [0, 1]
    assert _new([first, second], first) == [1]
    assert _new([first, second], second) == [0]
    assert _new([second], first, second) == _new([first], first, second) == []
    assert _new([_quote(LONG), _quote(LONG, number=9)]) == [0]
    third = _quote(SHORT, number=3, around=("Will it?", "So."))
    assert _new([third, first, second], first, second) == [0]
    moved = [_quote(SHORT, program="moved"), _quote(SHORT, "moved", 9, ("Does it?", "Fine."))]
    assert _new(moved, first, second) == []


def test_text_and_back() -> None:
    """As they stand in a file."""
    seen = fingerprints.joined(
        fingerprints.NOTHING, fingerprints.of_each([_quote(SHORT), _quote(LONG)])
    )
    assert len(seen) == 4
    assert np.array_equal(fingerprints.from_text(fingerprints.to_text(seen)), seen)
    for broken in ("?", "AAAA", "é"):
        with pytest.raises(ValueError, match=r"base64|padding|buffer|ASCII"):
            fingerprints.from_text(broken)
