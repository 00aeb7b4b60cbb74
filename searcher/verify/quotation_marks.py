"""Finds what stands between quotation marks in a paragraph.

The marks of many languages: “…” "…" «…» »…« ‹…› „…“ ‚…‘ ”…” 「…」 『…』 ‘…’, and '…' where the
sign is no apostrophe. A quotation inside of a quotation belongs to it.
"""

import re
from functools import cache
from typing import NamedTuple

#: The longest quotation in one paragraph, in characters.
_LONGEST = 10_000
#: How many marks are tried for each character of a paragraph.
_TRIES = 3
#: How deep quotations stand inside of one another.
_DEEPEST = 3

#: Opening marks with the marks that close them.
_PAIRS = {
    "“": "”", "„": "“”\"", "«": "»", "‹": "›", "»": "«", "›": "‹", "‚": "‘’", "‘": "’", "”": "”",
    '"': '"', "'": "'", "「": "」", "『": "』", "〝": "〞", "＂": "＂", "‟": "”", "《": "》",
}  # fmt: skip
#: Marks that are also closing marks or apostrophes: they open at the start of a word only.
_AMBIGUOUS = frozenset("»›”‘\"'＂")
#: Marks that are apostrophes, too.
_APOSTROPHES = frozenset("’'")
_OPENING = re.compile(f"[{re.escape(''.join(_PAIRS))}]")
_BEFORE_OPENING = frozenset(" \t\n\u00a0\u202f([{—–-―/,;:\ue000") | frozenset(
    "“„«‹‚‘「『\"'…。，："
)
_SENTENCE_MARKS = frozenset('.,!?…;:—–-”"»')


class Quoted(NamedTuple):
    """A quotation in a paragraph, by characters.

    Attributes:
        start, end: what stands between the marks.
        first, last: the same with the marks.
        is_open: whether no mark closes it: it may go on in the next paragraph.
    """

    start: int
    end: int
    first: int
    last: int
    is_open: bool


def quoted(text: str) -> list[Quoted]:
    """The quotations of a paragraph, in order; not those inside of others."""
    found: list[Quoted] = []
    closer = _Closer(text)
    place = 0
    while match := _OPENING.search(text, place):
        start = match.start()
        place = start + 1
        if not _opens(text, start):
            continue
        end = closer.closing(start)
        if end is not None:
            found.append(Quoted(start + 1, end, start, end + 1, is_open=False))
            place = end + 1
        elif text[start] in '“„«「"' and not _OPENING.search(text, place):
            found.append(Quoted(start + 1, len(text), start, len(text), is_open=True))
            break
    return found


def opens_with_mark(text: str) -> bool:
    """Whether a paragraph begins with an opening mark."""
    return text[:1] in _PAIRS and _opens(text, 0)


def _opens(text: str, place: int) -> bool:
    """Whether a mark opens a quotation, by the characters next to it."""
    mark = text[place]
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    if not after:
        return False
    if mark not in _AMBIGUOUS:
        return True
    if before and before not in _BEFORE_OPENING:
        return False
    return not after.isspace() and after not in ".,;:!?)»"


class _Closer:
    """Finds the marks that close the quotations of one paragraph.

    What is tried is counted: after too many tries, quotations inside of others are not looked at.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._tries = _TRIES * len(text)
        # Up to which place no mark closes a quotation, for each opening mark.
        self._barren: dict[str, int] = {}

    def closing(self, start: int, depth: int = 0) -> int | None:
        """The place of the mark that closes the quotation that opens at `start`; None without."""
        text = self._text
        mark = text[start]
        closing = _PAIRS[mark]
        limit = min(len(text), start + _LONGEST)
        ends = [end for one in closing if (end := text.find(one, start + 1, limit)) >= 0]
        if not ends:
            return None
        if not _APOSTROPHES.isdisjoint(closing):
            return self._closing_single(start, closing, limit)
        place = start + 1
        pattern = _inside(mark)
        while match := pattern.search(text, place, limit):
            here = match.start()
            place = here + 1
            self._tries -= 1
            if text[here] in closing:
                return here
            if self._tries < 0:
                return min(ends)
            if depth < _DEEPEST and _opens(text, here):
                inner = self.closing(here, depth + 1)
                # A mark that closes the outer quotation closes all inside of it.
                if inner and not any(one in text[here + 1 : inner] for one in closing):
                    place = inner + 1
        return None

    def _closing_single(self, start: int, closing: str, limit: int) -> int | None:
        """The same for marks that are apostrophes, too: the first one beside punctuation.

        Else it is the first that ends a word, but for a straight mark: after a letter that is
        an apostrophe more often than not.
        """
        text, mark = self._text, self._text[start]
        first = None
        pattern = _any_of(closing)
        for match in pattern.finditer(text, max(start + 2, self._barren.get(mark, 0)), limit):
            here = match.start()
            before, after = text[here - 1], text[here + 1 : here + 2]
            if after.isalnum() or before.isspace():
                continue
            if before in _SENTENCE_MARKS or after in _SENTENCE_MARKS or not after:
                return here
            first = here if first is None else first
        if mark != "'" and first is not None:
            return first
        self._barren[mark] = limit
        return None


@cache
def _any_of(marks: str) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(marks)}]")


@cache
def _inside(mark: str) -> re.Pattern[str]:
    """What is looked at inside of a quotation: its closing marks, and marks that open others."""
    others = "".join(one for one in _PAIRS if one not in ("'", mark))
    return re.compile(f"[{re.escape(_PAIRS[mark] + others)}]")
