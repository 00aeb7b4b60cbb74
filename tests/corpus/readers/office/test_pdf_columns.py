"""Lines that are written across two columns."""

from corpus.readers.office.pdf_columns import Part, in_order


def rows(*pairs: tuple[str, str], edge: float = 300.0) -> list[list[Part]]:
    """Lines of two parts, of one where the other is empty."""
    return [
        [Part(at, text) for at, text in ((72.0, left), (edge, right)) if text]
        for left, right in pairs
    ]


TEXT = (
    ("ODE: The lamps are", "KERN: Eleven, since the"),
    ("dark again, ten of", "storm. I have no ladder"),
    ("them at the gate.", "that is long enough."),
    ("Who repairs them?", "Nobody has one."),
)


def test_columns_of_text_are_read_one_after_the_other() -> None:
    """What stands above and below them stays where it is."""
    lines = [[Part(72.0, "Lamps")], *rows(*TEXT), [Part(72.0, "Page 1")]]
    assert in_order(lines) == [
        "Lamps",
        *(left for left, _ in TEXT),
        *(right for _, right in TEXT),
        "Page 1",
    ]


def test_names_beside_a_text_are_labels() -> None:
    """A line without a name goes on with the one above."""
    said = (("ODE", "When?"), ("", "And why?"), ("KERN", "Now."), ("ODE", "So."), ("KERN", "Yes."))
    assert in_order(rows(*said)) == [
        "ODE\tWhen?",
        "And why?",
        "KERN\tNow.",
        "ODE\tSo.",
        "KERN\tYes.",
    ]


def test_wide_blanks_at_different_places_part_no_columns() -> None:
    """Lines that fill the width of a page have them."""
    lines = [[Part(72.0, "The boat that"), Part(200.0 + 30 * n, "never comes")] for n in range(6)]
    assert in_order(lines) == ["The boat that never comes"] * 6
