"""The lines of a concordance are aligned on the match, whatever the script and the width."""

import io
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.model import Program, Turn
from searcher.concordance.kwic.kwic import Kwic, KwicLine
from searcher.output.layout.styled import FOUND, columns, written
from searcher.output.streams.terminal import Terminal
from searcher.output.text.kwic import kwic_line, layout, print_kwic, what_was_found
from searcher.query.tier import Tier

PROGRAM = Program("talks/one", "One", "/talks/one.md", "labelled")


def line(before: str, match: str, after: str, speaker: str = "Ann Lee") -> KwicLine:
    """A match in a turn."""
    turn = Turn(12, speaker, speaker, before + match + after)
    return KwicLine(PROGRAM, turn, len(before), len(before) + len(match))


def shown(one: KwicLine, width: int, *, colour: bool = False) -> str:
    """A line as it is printed without codes."""
    return written(kwic_line(one, layout(width, colour=colour)), colour=False, styles=False)


LONG = line("It was said again and again that the ", "old wall", " must hold the river, he said.")

#: Texts of many scripts, and what a terminal does not show as it is.
TEXTS = [
    ("the old ", "wall", " holds"),
    ("骨髄の検査で", "骨髄腫", "が見つかりましたが治療は"),
    ("הוא אמר שה", "קיר", " ישן מאוד ולכן"),
    ("قال إن ", "الجدار", " قديم جدا"),
    ("cafe\u0301 cre\u0300me ", "e\u0301te\u0301", " d’hiver"),
    ("שָׁלוֹם לְךָ ", "עוֹלָם", " טוֹב"),
    ("a\tb\n\nc ", "wa\nll", "\t\tend"),
    ("👩‍🔬 lab 🌱 ", "wall 🌱", " 👩‍🔬 🌱"),
    ("", "wall", ""),
    ("x" * 500, "wall", "y" * 500),
    ("\x1b[31mred \u202e", "wa\x07ll", "\x9b2J\u2066"),
]


@pytest.mark.parametrize("colour", [False, True])
@pytest.mark.parametrize("width", [20, 39, 40, 60, 100, 200])
@pytest.mark.parametrize("texts", TEXTS, ids=range(len(TEXTS)))
def test_each_match_begins_in_one_column(
    texts: tuple[str, str, str], width: int, colour: bool
) -> None:
    """No line is wider than the terminal, and none has a line end or a control character."""
    of = layout(width, colour=colour)
    runs = kwic_line(line(*texts), of)
    place = next(number for number, one in enumerate(runs) if one.style == FOUND)
    before = "".join(one.text for one in runs[:place])
    gap = 2 if of.reference else 0
    assert columns(before) == of.reference + gap + of.left
    whole = "".join(one.text for one in runs)
    assert columns(whole) <= width
    assert not any(unicodedata.category(c) in ("Cc", "Zl", "Zp", "Cs") for c in whole)


pieces = st.text(st.characters(codec="utf-8"), max_size=60)


@given(pieces, st.text(min_size=1, max_size=20), pieces, st.integers(20, 120), st.booleans())
def test_alignment(before: str, match: str, after: str, width: int, colour: bool) -> None:
    """Whatever is said."""
    of = layout(width, colour=colour)
    runs = kwic_line(line(before, match, after), of)
    place = next(number for number, one in enumerate(runs) if one.style == FOUND)
    left = columns("".join(one.text for one in runs[:place]))
    assert left == of.reference + (2 if of.reference else 0) + of.left
    assert columns("".join(one.text for one in runs)) <= width


def test_what_is_shown() -> None:
    """Whole words; without colour two blanks around the match, or brackets where it is narrow."""
    assert shown(LONG, 80) == (
        "Ann Lee     talks/one:12     and again that the  old wall  must hold the river,"
    )
    assert shown(LONG, 24) == "   the [old wall] must"
    assert shown(LONG, 80, colour=True) == (
        "Ann Lee     talks/one:12      and again that the old wall must hold the river,"
    )


def test_a_mark_of_direction_keeps_what_is_before_on_the_left() -> None:
    """In a script from the right only: a terminal that reorders it moves no part past another."""
    hebrew = shown(line("הוא אמר שה", "קיר", " ישן"), 60)
    assert hebrew.count("\u200e") >= 3
    assert "\u200e" not in shown(LONG, 60)


def test_a_reference_fits() -> None:
    """A long name is cut at its end, a long id at its beginning."""
    one = line("the ", "wall", " holds", speaker="Bartholomew Featherstonehaugh-Cholmondeley")
    assert shown(one, 60).startswith("Barthol… …s/one:12  ")


def found(*lines: KwicLine, total: int = 3, tier: Tier | None = None, **more: object) -> Kwic:
    """A concordance."""
    query = ("old wall",)
    return Kwic(query, total, 2, tier, iter(lines), shown=len(lines), **more)  # type: ignore[arg-type]


def test_the_heading_says_how_much_there_is() -> None:
    """The matches, the turns, the tier, the synonyms and the page."""
    one = found(LONG, total=1_234, tier=Tier.ALL, offset=7, synonyms={"wall": ("dam",)})
    text = "".join(run.text for run in what_was_found(one))
    assert text == (
        "1,234 matches in 2 turns for old wall, all the words in one turn, or dam · 8 to 8"
    )


def test_lines_are_written_while_they_are_read() -> None:
    """The first one is on the terminal before the second one is read."""
    out = io.StringIO()

    def lines() -> object:
        yield LONG
        assert out.getvalue().count("\n") == 3
        yield LONG
        yield LONG

    one = found(LONG, LONG, LONG).replaced(lines=lines())
    print_kwic(one, Terminal(out, 60), None)
    assert out.getvalue().count("old wall") == 4
