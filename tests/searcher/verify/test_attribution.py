"""Who is said to have said a quotation."""

import pytest

from searcher.verify.attribution import Claim, Names, claim

NAMES = Names(["Dr. Jane Kagan", "Tom van Oort", "MS. ABARA", "王小明"])


@pytest.mark.parametrize(
    ("before", "after", "name"),
    [
        ("", ", said Dr. Kagan.", "Dr. Kagan"),
        ("", ", Kagan said on Monday.", "Kagan"),
        ("", ", Kagan, a doctor at Mill Hospital, said.", "Kagan"),
        ("", " said Tom van Oort, who once worked for Kagan.", "Tom van Oort"),
        ("", " — Jane Kagan", "Jane Kagan"),
        ("", " – Jane Kagan, hematologist", "Jane Kagan"),
        ("", " (Kagan)", "Kagan"),
        ("", " (Jane Kagan, hematologist).", "Jane Kagan"),
        ("", ", according to Ms. Abara.", "Ms. Abara"),
        ("According to Kagan, ", "", "Kagan"),
        ("Kagan: ", "", "Kagan"),
        ("JANE KAGAN: ", "", "JANE KAGAN"),
        ("Van Oort had left. Then Kagan told the council: ", "", "Kagan"),
        ("Kagan explains that ", ".", "Kagan"),
        ("Tom van Oort asked Kagan, who replied: ", "", "Kagan"),
        ("Dr. J. Kagan says ", "", "Dr. J. Kagan"),
        ("Die Ärztin Dr. Kagan sagt: ", "", "Dr. Kagan"),
        ("", ", explique Jane Kagan.", "Jane Kagan"),
        ("Según Kagan, ", "", "Kagan"),
        ("Kagan zufolge ist das ", "", "Kagan"),
        ("", " sei das, Dr. Kagan zufolge.", "Dr. Kagan"),
        ("", " Jane Kagan began.", "Jane Kagan"),
        ("", ", bat Kagan den Rat.", "Kagan"),
        ("", ", a précisé Jane Kagan.", "Jane Kagan"),
        ("", ", señaló la doctora Kagan.", "Kagan"),
        ("", " Kagan pointed out.", "Kagan"),
        ("Kagan's friend, Tom van Oort, wondered: ", "", "Tom van Oort"),
        ("Kagan on the flood: ", "", "Kagan"),
        ("", ", Kagan told Tom van Oort.", "Kagan"),
        ("Kagan warned Ms. Abara: ", "", "Kagan"),
        ("王小明说：", "", "王小明"),
        ("", " asked Peter Unknown of the paper.", "Peter Unknown"),
    ],
)
def test_the_name_beside_the_quotation(before: str, after: str, name: str) -> None:
    """By its verb, after a dash, before a colon; with its title."""
    assert claim(before, after, NAMES, "Somebody Else") == Claim(name, is_guess=False)


@pytest.mark.parametrize(
    ("before", "after"), [("", ", she said."), ("Then he added: ", ""), ("", ", sagte er.")]
)
def test_a_pronoun_is_a_guess(before: str, after: str) -> None:
    """It stands for who was named last; without anybody it is nobody."""
    assert claim(before, after, NAMES, "Jane Kagan") == Claim("Jane Kagan", is_guess=True)
    assert claim(before, after, NAMES, None) is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", ", the clerk told Kagan."),
        ("The clerk asked Kagan: ", ""),
        ("", " (see Kagan)"),
        ("", ""),
        ("The so-called ", " wall"),
        ("Yesterday it was said that ", ""),
        ("", ". Later."),
    ],
)
def test_nobody_is_named(before: str, after: str) -> None:
    """Then nobody is claimed."""
    assert claim(before, after, NAMES, None) is None
