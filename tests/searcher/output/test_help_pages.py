"""The help page on the search language keeps every word, however narrow the terminal is."""

import io

import pytest
from rich.console import Console

from searcher.output import help_pages
from searcher.syntax.reference import SECTIONS, Row, Section

MEANS = "turns by speakers of this variety of the language, such as Canadian French"
EXAMPLE = "language-variety-of-speaker:canadian"


def page(width: int) -> list[str]:
    """The lines of the help page in a terminal of this width."""
    out = io.StringIO()
    help_pages.syntax(Console(file=out, width=width))
    return out.getvalue().splitlines()


def with_row(monkeypatch: pytest.MonkeyPatch, *typed: str) -> None:
    """Put one row of fields on the page."""
    rows = (Row(typed, MEANS, (EXAMPLE,)),)
    monkeypatch.setattr(help_pages, "SECTIONS", (Section("Fields", rows),))


@pytest.mark.parametrize("width", [40, 60, 80])
@pytest.mark.parametrize("length", [23, 24, 25, 30])
def test_a_long_field_hides_nothing(
    monkeypatch: pytest.MonkeyPatch, width: int, length: int
) -> None:
    """What is typed and what it means are whole, with a blank between them."""
    typed = "language-variety-of-speaker:word"[-length:]
    with_row(monkeypatch, typed, "x:word")
    lines = page(width)
    words = " ".join(lines).split()
    assert {typed, "x:word"} <= {word.rstrip(",") for word in words}
    for expected in (MEANS, f"searcher {EXAMPLE}"):
        left = iter(words)
        assert all(word in left for word in expected.split())
    assert all(len(line) <= width for line in lines)


def test_a_long_field_is_above_its_meaning(monkeypatch: pytest.MonkeyPatch) -> None:
    """The meaning begins below, in the column of all meanings."""
    with_row(monkeypatch, "language-variety-of-speaker:word", "x:word")
    start = page(80).index("  language-variety-of-speaker:word")
    assert page(80)[start : start + 3] == [
        "  language-variety-of-speaker:word",
        "  x:word",
        " " * 26 + "turns by speakers of this variety of the language,",
    ]


def test_a_short_field_is_beside_its_meaning(monkeypatch: pytest.MonkeyPatch) -> None:
    """Up to 23 characters leave a blank before the meaning."""
    with_row(monkeypatch, "a" * 23)
    start = page(80).index(f"  {'a' * 23} turns by speakers of this variety of the language,")
    assert page(80)[start + 1] == " " * 26 + "such as Canadian French"


@pytest.mark.parametrize("width", [40, 60, 80])
def test_the_page_keeps_all_forms(width: int) -> None:
    """Every form of the reference is on the page, and no line is wider than the terminal."""
    lines = page(width)
    whole = " ".join(" ".join(lines).split())
    for section in SECTIONS:
        for row in section.rows:
            assert all(each in whole for each in row.typed)
    assert all(len(line) <= width for line in lines)
