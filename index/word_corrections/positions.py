"""Where corrected words are in a turn, counted in words: in its text, and in that of the file."""

from collections.abc import Sequence

from corpus.corrected_words import in_source, source_text
from corpus.model import Turn
from index.text.tokenizer import Word, words


def edges(turn: Turn) -> tuple[int, ...]:
    """For each correction of a turn four positions.

    Returns:
        The position of the first word of the file and of the one after the last, in the text of
        the file; then those of the corrected words in the text of the turn.
    """
    file, here = list(words(source_text(turn))), list(words(turn.text))
    found: list[int] = []
    for one in turn.corrections:
        start = in_source(turn, one.start)
        found += (*_range(file, start, start + len(one.source)), *_range(here, one.start, one.end))
    return tuple(found)


def _range(tokens: Sequence[Word], start: int, end: int) -> tuple[int, int]:
    """The position of the first word that is in some characters, and of the one after the last."""
    first = sum(token.end <= start for token in tokens)
    return first, max(first, sum(token.start < end for token in tokens))
