"""Excerpts of long turns: whole sentences around the matches."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from corpus.labels.honorifics import ABBREVIATED

#: A turn up to this many characters is shown whole, a longer one is cut to about this length:
#: eight lines of a terminal 80 columns wide.
ENOUGH = 600
#: A longer sentence is cut between words: speech without punctuation has no sentences.
LONG_SENTENCE = 400
#: The most matches that are shown if they are far from each other.
MOST_APART = 3
#: Fewer characters around a match cannot be understood.
LEAST = 130

#: The first character of something in a text, and the one after its last.
Span = tuple[int, int]

_SENTENCE_END = re.compile(r"[.!?…。！？]+[\"'”’)\]]*(?=\s)|\n\n")
#: Abbreviations, besides titles, that are followed by more of their sentence.
_OTHERS = ("St", "Fr", "Jr", "Sr", "Pres", "vs", "cf", "approx", "e.g", "i.e", "U.S")
_ABBREVIATIONS = frozenset((*(word.capitalize() for word in ABBREVIATED), *_OTHERS))
#: What may stand before a word without a blank.
_OPENING = "([{\"'“”‘’«„—–-/"
#: Longer than any abbreviation, in characters.
_LONGEST = 10
_NUMBER = re.compile(r"\bNo\.\s+\d")


class Excerpt(NamedTuple):
    """The parts of a text that are shown.

    Attributes:
        parts: character ranges, in order, not touching.
        shown, sentences: how many sentences are shown, of how many; those of a text that is
            shown whole are not counted.
    """

    parts: tuple[Span, ...]
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
    if text[end - 1] != ".":
        return False
    last = text[max(start, end - _LONGEST) : end - 1].split()
    if last and _is_abbreviation(last[-1].lstrip(_OPENING)):
        return True
    # `No. 5` is a number, `No. I do not.` is an answer.
    return text.endswith("No.", start, end) and _NUMBER.match(text, end - 3) is not None


def _is_abbreviation(word: str) -> bool:
    """Whether a word with a full stop after it is a title, an initial, or another abbreviation."""
    *_, end = word.rpartition(".")
    return word in _ABBREVIATIONS or end in _ABBREVIATIONS or (len(end) == 1 and "A" <= end <= "Z")


def excerpt(text: str, spans: Sequence[Span], enough: int = ENOUGH) -> Excerpt:
    """The sentences with a match, and the nearest other ones up to `enough` characters.

    Matches that are far from each other are all shown, if there is room: those of different
    words first. Without a match it is the start of the text.
    """
    if len(text) <= enough:
        start, end = _strip(text, 0, len(text))
        return Excerpt(((start, end),), 1, 1) if start < end else Excerpt((), 0, 0)
    all_sentences = sentences(text)
    holding, count = _holding(text, all_sentences, spans)
    room = _room(all_sentences, holding[:count], enough)
    pieces: dict[int, list[Span]] = {}
    size = 0
    for number in (*holding, *_nearest(len(all_sentences), holding)):
        cut = _cut(text, all_sentences[number], spans, room)
        length = sum(end - start for start, end in cut)
        if pieces and size + length > enough:
            break
        pieces[number] = cut
        size += length
    parts = _joined([(number, piece) for number in sorted(pieces) for piece in pieces[number]])
    return Excerpt(parts, len(pieces), len(all_sentences))


def ending(text: str, size: int) -> str:
    """The last sentences of a text, about `size` characters; an ellipsis marks a cut."""
    text = text.replace("\n\n", " ")
    if len(text) <= size:
        return text
    # A sentence before these characters would be too long with those after it.
    first = max(0, len(text) - 2 * size)
    kept = len(text)
    for start, _ in reversed(sentences(text[first:])):
        if len(text) - first - start > size:
            break
        kept = first + start
    if kept == len(text):
        kept = text.find(" ", len(text) - size) + 1 or len(text) - size
    return "… " + text[kept:]


def _holding(text: str, found: Sequence[Span], spans: Sequence[Span]) -> tuple[list[int], int]:
    """The numbers of the sentences with a match, and how many of them must be shown.

    First come those with a word that is in none before. They must be shown, and so must a
    second sentence, if a word is said again.
    """
    first: list[int] = []
    others: list[int] = []
    said: set[str] = set()
    for number, (start, end) in enumerate(found):
        words = {text[a:b].lower() for a, b in spans if start < b and a < end}
        if words:
            (others if words <= said else first).append(number)
            said |= words
    holding = first + others
    return holding, min(max(len(first), 2), MOST_APART, len(holding))


def _nearest(count: int, holding: Sequence[int]) -> list[int]:
    """The numbers of the other sentences, the nearest to a match first."""
    rest = [number for number in range(count) if number not in holding]

    def distance(number: int) -> tuple[int, int]:
        return min((abs(number - other), int(number < other)) for other in holding)

    return sorted(rest, key=distance) if holding else rest


def _room(found: Sequence[Span], needed: Sequence[int], enough: int) -> int:
    """How much of one sentence is shown: less, if long sentences share the room."""
    most = min(LONG_SENTENCE, enough)
    count = max(1, min(len(needed), enough // LEAST))
    needed = needed[:count]
    if sum(min(most, found[number][1] - found[number][0]) for number in needed) <= enough:
        return most
    return enough // count


def _cut(text: str, sentence: Span, spans: Sequence[Span], room: int) -> list[Span]:
    """A sentence, or the words around its matches if it is too long."""
    start, end = sentence
    if end - start <= room:
        return [sentence]
    inside = [span for span in spans if start <= span[0] < end]
    apart: list[Span] = []
    said: set[str] = set()
    most = min(MOST_APART, max(1, room // LEAST))
    for words_seen in (False, True):
        for span in inside:
            word = text[slice(*span)].lower()
            far = all(abs(span[0] - other[0]) > room // 2 for other in apart)
            if (far or not apart) and len(apart) < most and (words_seen or word not in said):
                apart.append(span)
                said.add(word)
    if not apart:
        return [_window(text, sentence, (start, start), room)]
    apart.sort()
    pieces: list[Span] = []
    for span in apart:
        left = pieces[-1][1] if pieces else start
        if span[0] < left:
            continue
        pieces.append(_window(text, (left, end), span, room // len(apart)))
    return pieces


def _window(text: str, within: Span, span: Span, room: int) -> Span:
    """The words around a match in a part of a text, about `room` characters."""
    (start, end), (first, last) = within, span
    low = max(start, first - room // 2)
    high = min(end, max(low + room, last))
    if low > start:
        low = text.find(" ", low, first) + 1 or first
    if high < end:
        high = max(text.rfind(" ", first, high), last, low + 1)
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
