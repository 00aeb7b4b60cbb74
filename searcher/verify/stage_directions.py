"""What whoever wrote a transcript put in brackets, and nobody said: `[laughter]`."""

import re
from collections.abc import Iterator

from index.text.tokenizer import forms
from searcher.quotes.quote import Span

_BRACKETS = re.compile(
    r"\[[^\[\]]{1,80}\]|\((?:laugh|chuckl|applau|sigh|cough)[^()]{0,40}\)", re.IGNORECASE
)
#: Brackets with these words are in place of speech.
_HIDDEN = frozenset("inaudible unintelligible indiscernible crosstalk unverständlich".split())


def stage_directions(text: str) -> Iterator[Span]:
    """The characters of each stage direction in the text of a turn."""
    for match in _BRACKETS.finditer(text):
        if _HIDDEN.isdisjoint(forms(match[0])):
            yield match.span()
