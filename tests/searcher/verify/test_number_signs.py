"""Signs of numbers in a quotation and in what was said."""

import pytest

from searcher.verify.number_signs import difference


def differing(quoted: str, said: str) -> tuple[str, str] | None:
    """What differs in the number 5 of two texts."""
    ends = ((text.index("5"), text.index("5") + 1) for text in (quoted, said))
    found = difference(quoted, next(ends), said, next(ends))
    return (found.quoted, found.said) if found else None


@pytest.mark.parametrize(
    ("quoted", "said", "expected"),
    [
        ("it was 5 below", "it was -5 below", ("5", "-5")),
        ("it was -5", "it was 5", ("-5", "5")),
        ("we paid €5", "we paid $5", ("€5", "$5")),
        ("we paid 5", "we paid $5", ("5", "$5")),
        ("it rose 5", "it rose 5%", ("5", "5%")),
        ("it lost -$5 a day", "it lost $5 a day", ("-$5", "$5")),
        ("5 € each", "5 £ each", ("5 €", "5 £")),
    ],
)
def test_another_sign_is_another_number(quoted: str, said: str, expected: tuple[str, str]) -> None:
    """A sign that was changed, added or left out."""
    assert differing(quoted, said) == expected


@pytest.mark.parametrize(
    ("quoted", "said"),
    [
        ("it was -5", "it was \u22125"),
        ("it rose 5 %", "it rose 5%"),
        ("from 3-5 days", "from 3 5 days"),
        ("an F-5 flew", "an F 5 flew"),
        ("it rose 5 percent", "it rose 5%"),
        ("it rose 5%", "it rose 5 per cent"),
        ("in 5 $100 bills", "in 5, $100 bills"),
    ],
)
def test_the_same_number(quoted: str, said: str) -> None:
    """Other characters for a sign, hyphens, dashes, and signs that are written as words."""
    assert differing(quoted, said) is None
