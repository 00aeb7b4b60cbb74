"""One field of a batch, inverted: for each word the documents and positions where it stands.

A Python object a word is what makes indexing slow, so there is none here. A
batch of texts is one array of bytes; words are found as the edges of a mask,
told apart by hashes that are computed for all of them at once, and grouped by a
radix sort. What a word is, `index.analysis.words` says, and this agrees with it
on every text: a text that array operations cannot part, such as Chinese, is
parted there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from index.analysis import GAP, fold, is_sign_of_word, positioned
from index.hashing import BatchVocabulary
from index.inverted import Inverted

Bytes = npt.NDArray[np.uint8]
Ints = npt.NDArray[np.int64]

#: Bytes of text that are looked at at once: the arrays for them stay in the cache.
CHUNK = 1 << 20


def invert(texts: Sequence[str], *, parted: bool = False) -> Inverted:
    """The postings of texts; the number of a document is the place of its text.

    Args:
        texts: a text for each document.
        parted: each line of a text is a name of its own: positions leave a gap of
            `index.analysis.GAP` between lines, so that no phrase reaches over it.
    """
    numbers: dict[str, int] = {}
    which = [numbers.setdefault(text, len(numbers)) for text in texts]
    if len(numbers) * 2 < len(texts):  # names and titles: each is parted once
        return _repeated(_parted(list(numbers), parted=parted), np.array(which, np.int64))
    return _grouped(_parted(texts, parted=parted))


@dataclass(frozen=True, slots=True)
class _Parted:
    """The words of texts in the order of the texts, not grouped yet.

    Attributes:
        words: the distinct words, ascending.
        terms: the place of each occurrence's word in `words`.
        documents, positions: where each occurrence stands.
        lengths: how many words each text has.
    """

    words: list[bytes]
    terms: npt.NDArray[np.int32]
    documents: npt.NDArray[np.uint32]
    positions: npt.NDArray[np.uint32]
    lengths: npt.NDArray[np.uint32]


def _parted(texts: Sequence[str], *, parted: bool) -> _Parted:
    prepared = [text if text.isascii() else text.translate(_FOLDED) for text in texts]
    apart = [number for number, text in enumerate(prepared) if not _is_simple(text, texts[number])]
    for number in apart:
        prepared[number] = ""
    vocabulary = BatchVocabulary()
    groups = [_terms(group, vocabulary, parted=parted) for group in _groups(prepared)]
    terms, lengths, lines = (np.concatenate(arrays) for arrays in zip(*groups, strict=True))
    documents = np.repeat(np.arange(len(texts), dtype=np.uint32), lengths)
    positions = (_positions(lengths) + lines).astype(np.uint32)
    if apart:
        terms, documents, positions = _with_apart(
            texts, apart, vocabulary, (terms, documents, positions), lengths, parted=parted
        )
    sorted_words, ranks = vocabulary.ranked()
    return _Parted(sorted_words, ranks[terms], documents, positions, lengths)


def _repeated(distinct: _Parted, which: Ints) -> Inverted:
    """The postings of texts of which each is one of some distinct texts."""
    lengths = distinct.lengths[which]
    ends = np.cumsum(distinct.lengths, dtype=np.int64)
    firsts = (ends - distinct.lengths)[which]
    within = _positions(lengths)
    places = np.repeat(firsts, lengths) + within
    documents = np.repeat(np.arange(len(which), dtype=np.uint32), lengths)
    return _grouped(
        _Parted(
            distinct.words, distinct.terms[places], documents, distinct.positions[places], lengths
        )
    )


def invert_whole(values: Sequence[str]) -> Inverted:
    """The postings of values that are one word each, as they are, without positions.

    An empty value is no word.
    """
    numbers: dict[str, int] = {}
    terms = np.array([numbers.setdefault(value, len(numbers)) for value in values], np.int32)
    ordered = sorted((value.encode(), number) for value, number in numbers.items() if value)
    ranks = np.zeros(len(numbers), np.int32)
    ranks[[number for _, number in ordered]] = np.arange(len(ordered))
    documents = np.arange(len(values), dtype=np.uint32)
    if "" in numbers:
        documents = np.flatnonzero(terms != numbers[""]).astype(np.uint32)
        terms = terms[documents]
    lengths = np.zeros(len(values), np.uint32)
    lengths[documents] = 1
    none = np.zeros(len(documents), np.uint32)
    words = [value for value, _ in ordered]
    whole = _grouped(_Parted(words, ranks[terms], documents, none, lengths))
    return replace(whole, positions=None)


# Texts as bytes


class _Folded(dict[int, str]):
    """For `str.translate`: a letter without its accent, a blank for what is in no word.

    What cannot be told by itself (a digit of another script, an accent that was
    typed apart) stays as it is, which leaves its text to `words`.
    """

    def __missing__(self, code: int) -> str:
        character = chr(code)
        plain = fold(character)
        if character.isascii():
            mapped = character
        elif character in "’ʼ＇":
            mapped = "'"
        elif character.isalpha() and plain.isascii() and plain.isalpha():
            mapped = plain
        else:
            mapped = character if is_sign_of_word(character) else " "
        self[code] = mapped
        return mapped


_FOLDED = _Folded()


def _is_simple(prepared: str, original: str) -> bool:
    """Whether the masks below part a text as `words` does."""
    if not prepared.isascii():
        return False
    # An accent that was lost may have stood before a sign that belongs to `C++` or `C#`.
    return prepared is original or not ("#" in prepared or "++" in prepared)


def _marked(kept: bytes) -> bytes:
    """A table for `bytes.translate` that gives 1 for the bytes in `kept`, else 0."""
    return bytes(int(code in kept) for code in range(256))


_DIGITS = b"0123456789"
_LETTERS = bytes(c for c in range(128) if chr(c).isalpha())
_IS_DIGIT, _IS_WORD = _marked(_DIGITS), _marked(_DIGITS + _LETTERS)
_IS_LETTER = _marked(_LETTERS)


def _mask(text: bytes) -> Bytes:
    """1 where a byte is part of a word. `text` has at least 5 blanks at both ends."""
    signs = np.frombuffer(text, np.uint8)
    plain = np.frombuffer(text.translate(_IS_WORD), np.uint8)
    word = plain.copy()
    digit = np.frombuffer(text.translate(_IS_DIGIT), np.uint8)
    if b"'" in text:  # don't
        at = np.flatnonzero(signs == ord("'"))
        word[at] = plain[at - 1] & plain[at + 1]
    at = np.flatnonzero(signs == ord("."))  # 0.1
    word[at] = digit[at - 1] & digit[at + 1]
    at = np.flatnonzero(signs == ord(","))  # 1,000
    behind = digit[at + 1] & digit[at + 2] & digit[at + 3]
    word[at] = digit[at - 1] & behind & (1 - digit[at + 4])
    for sign, width in ((b"#", 1), (b"++", 2)):  # C#, C++
        if sign in text:
            at = np.flatnonzero(signs == sign[0])
            letter = np.frombuffer(text.translate(_IS_LETTER), np.uint8)
            fits = letter[at - 1] & (1 - word[at - 2]) & (1 - plain[at + width])
            fits &= signs[at + width - 1] == sign[0]
            for offset in range(width):
                word[at[fits == 1] + offset] = 1
    return word


def _terms(
    texts: Sequence[str], vocabulary: BatchVocabulary, *, parted: bool
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.uint32], npt.NDArray[np.uint32]]:
    """The words of all texts in order, and how many each text has.

    Returns:
        Their numbers in the vocabulary, the lengths of the texts, and what the
        gaps between lines add to the position of each word.
    """
    joined = " ".join(texts).encode().lower()
    edges = np.cumsum([len(_MARGIN)] + [len(text) + 1 for text in texts])
    joined = _MARGIN + joined + _MARGIN
    change = np.diff(_mask(joined).view(np.int8))
    starts, ends = np.flatnonzero(change == 1) + 1, np.flatnonzero(change == -1) + 1
    lengths = np.diff(np.searchsorted(starts, edges)).astype(np.uint32)
    terms = np.empty(len(starts), np.int32)
    for low, high in _chunks(starts, len(joined)):
        first = int(starts[low])
        text = joined[first : int(ends[high - 1])]
        terms[low:high] = vocabulary.numbers(text, starts[low:high] - first, ends[low:high] - first)
    if not parted:
        return terms, lengths, np.zeros(len(terms), np.uint32)
    breaks = np.flatnonzero(np.frombuffer(joined, np.uint8) == ord("\n"))
    before = np.repeat(np.searchsorted(breaks, edges[:-1]), lengths)
    lines = (np.searchsorted(breaks, starts) - before) * GAP
    return terms, lengths, lines.astype(np.uint32)


_MARGIN = b" " * 8


def _groups(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """Runs of texts with about CHUNK bytes each; at least one, which may be empty."""
    ends = np.cumsum([len(text) for text in texts])
    cuts = np.searchsorted(ends, np.arange(CHUNK, ends[-1] if len(ends) else 0, CHUNK))
    for low, high in pairwise([0, *np.unique(cuts).tolist(), len(texts)]):
        yield texts[low:high]


def _chunks(starts: Ints, size: int) -> Iterator[tuple[int, int]]:
    """Ranges of words that lie within about CHUNK bytes of each other."""
    cuts = np.searchsorted(starts, np.arange(0, size + CHUNK, CHUNK)).tolist()
    return ((low, high) for low, high in pairwise(cuts) if low < high)


def _positions(lengths: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
    """0, 1, 2, … for the words of each document, one document behind the other."""
    ends = np.cumsum(lengths, dtype=np.int64)
    total = int(ends[-1]) if len(ends) else 0
    firsts = np.repeat(ends - lengths, lengths)
    return (np.arange(total, dtype=np.int64) - firsts).astype(np.uint32)


def _with_apart(
    texts: Sequence[str],
    apart: Sequence[int],
    vocabulary: BatchVocabulary,
    found: tuple[npt.NDArray[np.int32], npt.NDArray[np.uint32], npt.NDArray[np.uint32]],
    lengths: npt.NDArray[np.uint32],
    *,
    parted: bool,
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.uint32], npt.NDArray[np.uint32]]:
    """The occurrences with those of the texts that `words` parts, in the order of the texts."""
    numbers: list[int] = []
    places: list[int] = []
    for document in apart:
        before = len(numbers)
        for position, word in positioned(texts[document], parted=parted):
            numbers.append(vocabulary.number(word.text.encode()))
            places.append(position)
        lengths[document] = len(numbers) - before
    counts = lengths[list(apart)]
    terms = np.concatenate((found[0], np.array(numbers, np.int32)))
    documents = np.concatenate((found[1], np.repeat(np.array(apart, np.uint32), counts)))
    positions = np.concatenate((found[2], np.array(places, np.uint32)))
    order = np.argsort(documents, kind="stable")
    return terms[order], documents[order], positions[order]


def _grouped(parted: _Parted) -> Inverted:
    """The occurrences grouped by word, and counted by document."""
    terms = parted.terms
    # NumPy sorts 16 bits by radix, which is linear: the low half first, then the high one.
    order = np.argsort((terms & 0xFFFF).astype(np.uint16), kind="stable")
    if len(parted.words) > 1 << 16:
        order = order[np.argsort((terms >> 16).astype(np.uint16)[order], kind="stable")]
    documents, positions = parted.documents[order], parted.positions[order]
    counts = np.bincount(terms, minlength=len(parted.words))
    begins = np.concatenate(([0], np.cumsum(counts)))
    first = np.ones(len(documents), bool)
    first[1:] = documents[1:] != documents[:-1]
    first[begins[:-1]] = True
    postings = np.flatnonzero(first)
    frequencies = np.diff(np.append(postings, len(documents))).astype(np.uint32)
    starts = np.searchsorted(postings, begins)
    return Inverted(
        parted.words, starts, documents[postings], frequencies, positions, parted.lengths
    )
