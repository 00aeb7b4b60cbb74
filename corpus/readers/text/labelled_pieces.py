"""Labels at the head of what recognised speech, tables and lists of captions hold as text.

A segment, a row or a caption has a time and a text, and no place for a name: then the name
may stand in the text, as `Ann Lee: Good morning.` or `>> Good morning.`
"""

from collections.abc import Iterable

from corpus.draft import UNNAMED
from corpus.labels import line_grammar
from corpus.labels.decision import decide
from corpus.segmentation import Piece, label_of

CHANGE = ">>"


def with_labels(pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces with the labels that their texts begin with; as they are where any has one."""
    pieces = list(pieces)
    if any(piece.label is not None or piece.is_word for piece in pieces):
        return pieces
    candidates = [
        found
        for number, piece in enumerate(pieces)
        if (found := line_grammar.candidate(number, piece.text, 0, after_blank=True))
    ]
    decision = decide(candidates, paragraphs=len(pieces), lines=len(pieces), captions=True)
    changes = {c.line for c in candidates if c.label == UNNAMED and c.form.startswith(CHANGE)}
    taken = [c for c in candidates if decision.takes(c) or c.line in changes]
    if len({c.label for c in taken}) < 2 and not changes:
        return pieces
    for one in taken:
        piece = pieces[one.line]
        piece.label = UNNAMED if one.line in changes else label_of(one.label)
        piece.begins = piece.label == UNNAMED
        piece.text = one.rest
    return pieces
