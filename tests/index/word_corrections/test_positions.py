"""Where corrected words are, counted in words."""

from corpus.corrected_words import Change, corrected
from corpus.model import Turn
from index.word_corrections.positions import edges


def test_edges() -> None:
    """Of several words that are one, of one that is several, and of a possessive."""
    turn = Turn(1, "A", "A", "the pd L one trial of Clarence's carty cells")
    changes = [Change(4, 12, "PD-L1", 1), Change(22, 30, "Clarens", 2), Change(33, 38, "CAR T", 3)]
    assert edges(corrected(turn, changes)) == (1, 4, 1, 3, 6, 7, 5, 6, 7, 8, 6, 8)
    assert edges(turn) == ()
