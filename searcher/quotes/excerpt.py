"""Excerpts of long turns: whole sentences around the matches."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.labels.honorifics import ABBREVIATED, either_of

#: A turn up to this many characters is shown whole, a longer one is cut to about this length:
#: eight lines of a terminal 80 columns wide.
ENOUGH = 600
#: A longer sentence is cut between words: speech without punctuation has no sentences.
LONG_SENTENCE = 400

_SENTENCE_END = re.compile(r"[.!?…。！？]+[\"'”’)\]]*(?=\s)|\n\n")
#: Abbreviations, besides titles, that are followed by more of their sentence.
_OTHERS = ("St", "Fr", "Jr", "Sr", "Pres", "vs", "cf", "approx", r"e\.g", r"i\.e", r"U\.S")
_ABBREVIATION = re.compile(rf"\b(?:[A-Z]|{either_of(ABBREVIATED)}|{'|'.join(_OTHERS)})\.$")
#: Longer than any abbreviation, in characters.
_LONGEST = 10
_NUMBER = re.compile(r"\bNo\.\s+\d")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The parts of a text that are shown.

    Attributes:
        parts: character ranges, in order, not touching.
        shown, sentences: how many sentences are shown, of how many.
    """

    parts: tuple[tuple[int, int], ...]
    shown: int
    sentences: int


def sentences(text: str) -> list[tuple[int, int]]:
    """The sentences of a text as character ranges, without the whitespace around them."""
    found = []
    start = 0
    for match in _SENTENCE_END.finditer(text):
        if _goes_on(text, start, match.end()):
            continue
        found.append((start, match.end()))
        start = match.end()
    found.append((start, len(text)))
    stripped = ((*_strip(text, *sentence),) for sentence in found)
    return [(start, end) for start, end in stripped if start < end]


def _goes_on(text: str, start: int, end: int) -> bool:
    """Whether a sentence from `start` continues after `end`, because an abbreviation ends there."""
    if _ABBREVIATION.search(text, max(start, end - _LONGEST), end):
        return True
    # `No. 5` is a number, `No. I do not.` is an answer.
    return text.endswith("No.", start, end) and _NUMBER.match(text, end - 3) is not None


def excerpt(text: str, spans: Sequence[tuple[int, int]]) -> Excerpt:
    """The sentences with a match, and the nearest other ones up to `ENOUGH` characters.

    Without a match it is the start of the text.
    """
    all_sentences = sentences(text)
    if len(text) <= ENOUGH:
        whole = (_strip(text, 0, len(text)),) if all_sentences else ()
        return Excerpt(whole, len(all_sentences), len(all_sentences))
    chosen: set[int] = set()
    pieces: dict[int, tuple[int, int]] = {}
    size = 0
    for number in _by_need(all_sentences, spans):
        piece = _cut(text, all_sentences[number], spans)
        if chosen and size + piece[1] - piece[0] > ENOUGH:
            break
        chosen.add(number)
        pieces[number] = piece
        size += piece[1] - piece[0]
    parts = _joined([(number, pieces[number]) for number in sorted(chosen)])
    return Excerpt(parts, len(chosen), len(all_sentences))


def ending(text: str, size: int) -> str:
    """The last sentences of a text, about `size` characters; an ellipsis marks a cut."""
    text = text.replace("\n\n", " ")
    if len(text) <= size:
        return text
    kept = len(text)
    for start, _ in reversed(sentences(text)):
        if len(text) - start > size:
            break
        kept = start
    if kept == len(text):
        kept = text.find(" ", len(text) - size) + 1 or len(text) - size
    return "… " + text[kept:]


def _by_need(found: Sequence[tuple[int, int]], spans: Sequence[tuple[int, int]]) -> list[int]:
    """The numbers of the sentences: first those with a match, then those nearest to them."""
    holding = [
        number
        for number, (start, end) in enumerate(found)
        if any(start < span_end and span_start < end for span_start, span_end in spans)
    ]
    if not holding:
        return list(range(len(found)))
    rest = [number for number in range(len(found)) if number not in holding]

    def distance(number: int) -> tuple[int, int]:
        return min((abs(number - other), int(number < other)) for other in holding)

    return holding + sorted(rest, key=distance)


def _cut(text: str, sentence: tuple[int, int], spans: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """A sentence, or the words around its first match if it is too long."""
    start, end = sentence
    if end - start <= LONG_SENTENCE:
        return sentence
    inside = [span for span in spans if start <= span[0] < end]
    middle = inside[0][0] if inside else start
    low = max(start, middle - LONG_SENTENCE // 2)
    high = min(end, max(low + LONG_SENTENCE, inside[0][1] if inside else 0))
    if low > start:
        low = text.find(" ", low, middle) + 1 or middle
    if high < end:
        high = max(text.rfind(" ", middle, high), inside[0][1] if inside else low + 1)
    return low, high


def _joined(pieces: Sequence[tuple[int, tuple[int, int]]]) -> tuple[tuple[int, int], ...]:
    """The pieces as ranges; adjacent whole sentences become one."""
    joined: list[tuple[int, tuple[int, int]]] = []
    for number, (start, end) in pieces:
        if joined and joined[-1][0] == number - 1 and start - joined[-1][1][1] <= 2:
            joined[-1] = (number, (joined[-1][1][0], end))
        else:
            joined.append((number, (start, end)))
    return tuple(piece for _, piece in joined)


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
