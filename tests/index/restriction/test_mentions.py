"""Names are found in every form that is promised, and nothing else is; places stay right."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.model import WITHHELD
from index.restriction.mentions import Form, Mentions

KERN = (Form("Ada Kern", "P7"),)


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("Ada Kern", "Ada Kern came.", "P7 came."),
        ("Ada Kern", "ada kern, ADA KERN's, Ada\nKern", "P7, P7's, P7"),
        ("Ada Kern", "Dr. Ada Kern and Prof Ada Kern", "P7 and P7"),
        ("Dr. Ada Kern", "Ada Kern, Dr. Ada Kern", "P7, P7"),
        ("Ada Kern", "Ada M. Kern; Kern, Ada; Ada-Kern", "P7; P7; P7"),
        (
            "Ada Kern",
            "Adas Kern, an Ada Kernel, Ramada Kern",
            "Adas Kern, an Ada Kernel, Ramada Kern",
        ),
        ("Ada Kern", "Ada. And Kern.", "Ada. And Kern."),
        ("Zoë Ålund", "Zoe Alund, ZOË ÅLUND, Zoe\u0308 A\u030alund", "P7, P7, P7"),
        ("Zoe Alund", "Zoë Ålund", "P7"),
        ("Uwe Groß", "uwe gross, UWE GROSS, Uwe Groß", "P7, P7, P7"),
        ("Νίκος Λάσκαρης", "ΝΙΚΟΣ ΛΑΣΚΑΡΗΣ", "P7"),
        ("田中", "田中さん", "P7さん"),
        ("김철수", "김철수가", "P7가"),
        ("Rose", "Rose has a rose. ROSE!", "P7 has a rose. P7!"),
        ("Rose", "rose has a rose", "P7 has a P7"),
        ("Dr. Kern", "Dr. Kern met Kern.", "P7 met Kern."),
        ("İnci Ak", "İnci Ak, inci ak", "P7, P7"),
        (r"Ada.* (Kern)", "Ada Kern, Adam Kern", "P7, Adam Kern"),
        ("...", "Nothing ... here", "Nothing ... here"),
    ],
)
def test_forms_of_a_name(name: str, text: str, expected: str) -> None:
    """In any case, without accents, with titles and initials, the last name first."""
    assert Mentions([Form(name, "P7")]).replaced(text) == expected


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("Ada Kern", "A. Kern, A.M. Kern, A. M.\nKern, A.-M. KERN", "X, X, X, X"),
        ("Dr. Ada M. Kern", "Prof. A. Kern", "X"),
        ("Zoë Ålund", "Z. Alund", "X"),
        ("Ada Kern", "See part a. Kern did. B. Kern", "See part a. Kern did. B. Kern"),
        ("Ada Kern", "it was a. kern", "it was X"),
        ("A Kern", "A. Kern", "P7"),
    ],
)
def test_initials(name: str, text: str, expected: str) -> None:
    """Whoever has the initial may be somebody else; where nobody asks for them they stay."""
    found = Mentions([Form(name, "P7")], initials=True).replaced(text)
    assert found == expected.replace("X", WITHHELD)
    others = [Form("Ada Lund", "P7"), Form("Bo Lund", None)]
    assert Mentions(others, initials=True).replaced("A. Lund, B. Lund") == f"{WITHHELD}, B. Lund"
    assert Mentions([Form("Ada Kern", "P7")]).replaced("A. Kern") == "A. Kern"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("talks/ada-kern", "talks/p-7"),
        ("adakern_2.vtt", "p-7_2.vtt"),
        ("2020-kern-ada", "2020-p-7"),
        ("talks/ada-kernel", "talks/ada-kernel"),
    ],
)
def test_names_of_files(text: str, expected: str) -> None:
    """Any signs may be between the words, or none."""
    assert Mentions([Form("Ada Kern", "p-7", loose=True)]).replaced(text) == expected


def test_several_people() -> None:
    """The longer name counts; what may be two people's is withheld; a name may stay."""
    forms = [Form("Ada Kern", "P7"), Form("Ada", "P7"), Form("Ada Lund", None), Form("Ada", None)]
    text = "Ada Kern, Ada Lund and Ada"
    assert Mentions(forms).replaced(text) == f"P7, Ada Lund and {WITHHELD}"
    both = [Form("Kern", "P7"), Form("Kern", "P8")]
    assert Mentions(both).replaced("Kern!") == f"{WITHHELD}!"


def test_nobody() -> None:
    """Without names no text changes."""
    assert Mentions([]).replaced("Ada Kern") == "Ada Kern"


PIECES = st.sampled_from(["Ada Kern", "ada  kern", "Zoë", "x", " ", ". ", "İ", "ß", "Kern, Ada"])


@given(st.lists(PIECES, max_size=20).map("|".join), st.text(max_size=3))
def test_moments_stay_beside_their_words(text: str, shown: str) -> None:
    """What follows a moment is what followed it, and a moment inside of a name is at its start."""
    moments = [(offset, float(offset)) for offset in range(len(text) + 1)]
    changed, moved = Mentions([Form("Ada Kern", shown)]).moved(text, moments)
    assert [seconds for _, seconds in moved] == [seconds for _, seconds in moments]
    offsets = [offset for offset, _ in moved]
    assert offsets == sorted(offsets)
    for (before, _), (after, _) in zip(moments, moved, strict=True):
        rest = Mentions([Form("Ada Kern", shown)]).replaced(text[before:])
        starts_piece = before == 0 or text[before - 1] == "|"
        if starts_piece:
            assert changed[after:] == rest
    if shown.isalpha():
        assert "ada kern" not in " ".join(changed.replace(shown, "").casefold().split("  "))
