"""Names are turned round as citations want them, and what is no name is left alone."""

import pytest

from searcher.citation.names import Name, name_of


@pytest.mark.parametrize(
    ("said", "turned", "initials"),
    [
        ("Ira Glass", "Glass, Ira", "I."),
        ("Dr. Samuel Adeyinka", "Adeyinka, Samuel", "S."),
        ("Prof. Dr. Anna-Maria J. Ode", "Ode, Anna-Maria J.", "A.-M. J."),
        ("Simone de Beauvoir", "de Beauvoir, Simone", "S."),
        ("Ludwig van der Berg", "van der Berg, Ludwig", "L."),
        ("Martin Luther King Jr.", "King, Martin Luther, Jr.", "M. L."),
        ("Martin Luther King, Jr.", "King, Martin Luther, Jr.", "M. L."),
        ("Ada Ode, MD, PhD", "Ode, Ada", "A."),
        ("Ada Ode PhD", "Ode, Ada", "A."),
        ("Stacy D’Erasmo", "D’Erasmo, Stacy", "S."),
        ("Łukasz Żak", "Żak, Łukasz", "Ł."),
        ("Marisol", "Marisol", ""),
        ("Dr. Wexler", "Wexler", ""),
        ("Mayor Odile Brannigan", "Mayor Odile Brannigan", ""),
        ("THE CLERK of the House", "THE CLERK of the House", ""),
        ("Members of the board", "Members of the board", ""),
        ("Ode, of the Guild", "Ode, of the Guild", ""),
        ("R2D2 Unit7", "R2D2 Unit7", ""),
        ("王小明", "王小明", ""),
    ],
)
def test_a_name(said: str, turned: str, initials: str) -> None:
    """The family name first, the given names as initials."""
    name = name_of(said)
    assert name is not None
    assert (name.turned, name.initials) == (turned, initials)


@pytest.mark.parametrize("said", ["Speaker", "Speaker 1", "SPEAKER_00", "Q", "Host", "", "  "])
def test_a_voice_of_one_recording(said: str) -> None:
    """It has no name that could be cited."""
    assert name_of(said) is None


def test_the_whole() -> None:
    """As it is spoken."""
    assert Name("King", "Martin Luther", "Jr.").whole == "Martin Luther King Jr."
    assert Name("Marisol").whole == Name("Marisol").turned == "Marisol"
