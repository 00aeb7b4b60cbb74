"""A word that is not finished."""

import pytest

from searcher.live.asked import unfinished


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ku", "ku*"),
        ("open sour", "open sour*"),
        ("speaker:lee plat", "speaker:lee plat*"),
        ("(trial OR stu", "(trial OR stu*"),
        ("naïv", "naïv*"),
        # One letter begins too many words; the others are no words, or finished.
        ("k", None),
        ("open s", None),
        ("open source ", None),
        ('"open sour', None),
        ("speaker:le", None),
        ("kube*", None),
        ("trial OR", None),
        ("/kub", None),
        ("", None),
    ],
)
def test_the_last_word(typed: str, meant: str | None) -> None:
    """It is completed only if it is plain."""
    begun = unfinished(typed)
    assert (begun and begun.text) == meant
    assert begun is None or typed.endswith(begun.word)
