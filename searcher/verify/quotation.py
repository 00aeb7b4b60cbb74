"""A quotation as words: which of them the author added in brackets, where an ellipsis stands."""

import re
from typing import NamedTuple

from index.text.tokenizer import words
from searcher.errors import RequestError

#: A longer text is no quotation: it is checked in parts.
MOST_WORDS = 5_000

#: Signs that leave something out: `…`, `...`, `. . .`, alone or in brackets.
_DOTS = r"(?:[\u2026\u22ef]+|\.(?:\s?\.){2,3})"
_ELLIPSIS = re.compile(rf"[\[(]\s*{_DOTS}\s*[\])]|{_DOTS}")
#: What an author adds or replaces. Something in round brackets may have been said.
_BRACKETS = re.compile(r"\[[^\[\]]{1,400}\]|［[^［］]{1,400}］")
_MARKS = "\"'“”„‟«»‹›‘’‚‛「」『』〝〞＂ \t\n"


class QuotedWord(NamedTuple):
    """A word of a quotation.

    Attributes:
        form: the word as in the index.
        start, end: its characters in the quotation.
        is_added: whether it stands in square brackets, by which its author says who added it.
        after_gap: whether an ellipsis stands between the word before and this one.
    """

    form: str
    start: int
    end: int
    is_added: bool
    after_gap: bool


class Quotation:
    """A quotation that is split into words.

    Attributes:
        text: the quotation, without the quotation marks around it.
        words: the words that the speaker is said to have said.
        brackets: the characters of each part in square brackets, which its author added.

    Raises:
        RequestError: it has no word, or more than `MOST_WORDS`.
    """

    def __init__(self, text: str) -> None:
        self.text = _without_marks(text)
        gaps = [match.span() for match in _ELLIPSIS.finditer(self.text)]
        self.brackets = brackets = [
            match.span()
            for match in _BRACKETS.finditer(self.text)
            if not _ELLIPSIS.fullmatch(match[0])
        ]
        every: list[QuotedWord] = []
        gap = bracket = 0
        for word in words(self.text):
            after_gap = False
            while gap < len(gaps) and gaps[gap][0] < word.start:
                gap, after_gap = gap + 1, True
            while bracket < len(brackets) and brackets[bracket][1] <= word.start:
                bracket += 1
            inside = bracket < len(brackets) and brackets[bracket][0] <= word.start
            every.append(QuotedWord(word.text, word.start, word.end, inside, after_gap))
            if len(every) > MOST_WORDS:
                raise RequestError(
                    f"the quotation has more than {MOST_WORDS:,} words; check it in parts"
                )
        self.words = _without_added(every)
        if not self.words:
            raise RequestError(
                "the quotation has no word outside of brackets; give what is said to have been said"
            )

    def span(self, first: int, last: int) -> tuple[int, int]:
        """The characters from the word `first` up to, and without, the word `last`."""
        return self.words[first].start, self.words[last - 1].end


def _without_added(every: list[QuotedWord]) -> list[QuotedWord]:
    """The words that were not added; a gap before an added word is before the next one."""
    kept: list[QuotedWord] = []
    gap = False
    for word in every:
        gap = gap or word.after_gap
        if not word.is_added:
            kept.append(word._replace(after_gap=gap and bool(kept)))
            gap = False
    return kept


def _without_marks(text: str) -> str:
    """A text without the quotation marks around all of it; an apostrophe inside stays."""
    stripped = text.strip(_MARKS)
    start = text.find(stripped)
    # A mark that is opened or closed inside belongs to the text.
    return text[start : start + len(stripped)]


def word_count(text: str) -> float:
    """How many words a text has; a character of a script without blanks counts as half a one."""
    return sum(
        0.5 if len(word.text) == 1 and word.text > "\u0e00" and word.text.isalpha() else 1.0
        for word in words(text[:10_000])
    )
