"""Inverts one field of a batch: from texts to the postings of each word.

A Python object for each word would make indexing slow, so a batch of texts is one array of bytes.
Words are the edges of a mask. They are looked up in a hash table all at once, and grouped by a
radix sort. The result is that of `index.text.tokenizer.words` for every text: a text that array
operations cannot tokenize, such as Chinese, is tokenized there.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import compress, pairwise
from operator import not_
from typing import Any

import numpy as np
import numpy.typing as npt

from index.columnar.inverted import Inverted
from index.inversion.word_table import BatchVocabulary
from index.text.tokenizer import GAP, fold, is_sign_of_word, positioned

Bytes = npt.NDArray[np.uint8]
Ints = npt.NDArray[np.int64]

#: The words of some texts: their numbers in the vocabulary, their positions, and the number of
#: words in each text.
_Group = tuple[npt.NDArray[np.int32], npt.NDArray[np.uint32], npt.NDArray[np.uint32]]

#: Bytes of text that are tokenized at a time. Their arrays fit into the cache of a processor.
CHUNK = 1 << 19
_WORDS = 1 << 17


def invert(
    texts: Sequence[str],
    which: npt.NDArray[Any] | None = None,
    *,
    lines: bool = False,
    in_order: bool = False,
) -> Inverted:
    """The postings of texts; a document has the number of its place in `which` or `texts`.

    Args:
        texts: one text per document, if there is no `which`.
        which: for each document the number of its text, if documents share texts. No text may
            be unused.
        lines: whether each line of a text is a value of its own. Positions then have a gap of
            `index.text.tokenizer.GAP` between lines, so that no phrase matches across them.
        in_order: whether to keep the words in the order of the texts, too.
    """
    distinct = _tokenized(texts, lines=lines)
    found = distinct if which is None else _repeated(distinct, which)
    inverted = _grouped(found)
    return replace(inverted, sequence=found.terms) if in_order else inverted


@dataclass(frozen=True, slots=True)
class _Occurrences:
    """The occurrences of words in the order of the texts, not yet grouped by word.

    Attributes:
        words: the distinct words, ascending.
        terms: the number in `words` of each occurrence.
        documents, positions: the document and the position of each occurrence.
        lengths: the number of words in each text.
    """

    words: list[bytes]
    terms: npt.NDArray[np.int32]
    documents: npt.NDArray[np.uint32]
    positions: npt.NDArray[np.uint32]
    lengths: npt.NDArray[np.uint32]


def _tokenized(texts: Sequence[str], *, lines: bool) -> _Occurrences:
    prepared = list(texts)
    apart: list[int] = []
    for number in compress(range(len(texts)), map(not_, map(str.isascii, texts))):
        plain = texts[number].translate(_FOLDED)
        simple = _is_simple(plain)
        prepared[number] = plain if simple else ""
        if not simple:
            apart.append(number)
    sizes = np.fromiter(map(len, prepared), np.int64, len(prepared))
    vocabulary = BatchVocabulary()
    groups = []
    for low, high in _groups(sizes):
        group = _terms(prepared[low:high], sizes[low:high], vocabulary, lines=lines)
        if here := apart[bisect_left(apart, low) : bisect_left(apart, high)]:
            group = _with_apart(group, texts, here, low, vocabulary, lines=lines)
        groups.append(group)
    terms, positions, lengths = (np.concatenate(arrays) for arrays in zip(*groups, strict=True))
    documents = np.repeat(np.arange(len(texts), dtype=np.uint32), lengths)
    used = np.zeros(len(vocabulary.words), bool)
    for held, _, _ in groups:
        used[held] = True
    sorted_words, ranks = vocabulary.ranked(used.tolist())
    return _Occurrences(sorted_words, ranks[terms], documents, positions, lengths)


def _repeated(distinct: _Occurrences, which: npt.NDArray[Any]) -> _Occurrences:
    """The occurrences in documents, from those in their distinct texts."""
    lengths = distinct.lengths[which]
    ends = np.cumsum(distinct.lengths, dtype=np.int64)
    firsts = (ends - distinct.lengths)[which]
    places = np.repeat(firsts, lengths) + _positions(lengths)
    documents = np.repeat(np.arange(len(which), dtype=np.uint32), lengths)
    return _Occurrences(
        distinct.words, distinct.terms[places], documents, distinct.positions[places], lengths
    )


def invert_whole(values: Sequence[str], which: npt.NDArray[Any] | None = None) -> Inverted:
    """The postings of whole values: each is one term, unchanged, without positions.

    An empty value is not indexed.

    Args:
        values: one value per document, if there is no `which`.
        which: for each document the number of its value, if documents share values. No value
            may be unused.
    """
    words = sorted({value.encode() for value in values} - {b""})
    places = dict(zip(words, range(len(words)), strict=True))
    terms = np.array([places.get(value.encode(), -1) for value in values], np.int32)
    if which is not None:
        terms = terms[which]
    held = terms >= 0
    documents, lengths = np.flatnonzero(held).astype(np.uint32), held.astype(np.uint32)
    none = np.zeros(len(documents), np.uint32)
    whole = _grouped(_Occurrences(words, terms[documents], documents, none, lengths))
    return replace(whole, positions=None)


# Texts as bytes


class _Folded(dict[int, str]):
    """For `str.translate`: a letter loses its accent, and a character outside words is a blank.

    A character whose meaning depends on others (a digit of another script, a combining accent)
    does not change. `words` then tokenizes its text.
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


def _is_simple(plain: str) -> bool:
    """Whether the masks below split a text, its accents removed, as `words` does."""
    # A removed accent may have stood before the `+` or `#` of `C++` or `C#`.
    return plain.isascii() and "#" not in plain and "++" not in plain


def _mask(text: bytes) -> npt.NDArray[np.bool_]:
    """Whether each byte is part of a word.

    Args:
        text: ASCII in lower case, with at least 5 blanks at both ends.
    """
    codes = np.frombuffer(text, np.uint8)
    digits = codes - np.uint8(ord("0")) < 10
    letters = codes - np.uint8(ord("a")) < 26
    word = letters | digits
    at = np.flatnonzero(codes == ord("'"))  # don't
    word[at] = word[at - 1] & word[at + 1]
    word |= _between(codes, ".", digits)  # 0.1
    at = np.flatnonzero(_between(codes, ",", digits))  # 1,000
    word[at] = digits[at + 2] & digits[at + 3] & ~digits[at + 4]
    for character, width in ((b"#", 1), (b"++", 2)):  # C#, C++
        if character in text:
            at = np.flatnonzero(codes == character[0])
            known = letters | digits
            fits = letters[at - 1] & ~word[at - 2] & ~known[at + width]
            fits &= codes[at + width - 1] == character[0]
            for offset in range(width):
                word[at[fits] + offset] = True
    return word


def _between(codes: Bytes, character: str, digits: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Where a character is between two digits."""
    found: npt.NDArray[np.bool_] = codes == ord(character)
    found[1:-1] &= digits[:-2]
    found[1:-1] &= digits[2:]
    return found


def _terms(
    texts: Sequence[str], sizes: Ints, vocabulary: BatchVocabulary, *, lines: bool
) -> _Group:
    """The words of all texts, in order; `sizes` has the length of each text."""
    joined = _MARGIN + " ".join(texts).encode().lower() + _MARGIN
    edges = np.cumsum(np.concatenate(([len(_MARGIN)], sizes + 1)))
    mask = _mask(joined)
    # A blank separates two texts. So every other edge is a start, and the rest are ends.
    changes = np.flatnonzero(mask[1:] != mask[:-1])
    starts, ends = changes[::2] + 1, changes[1::2] + 1
    terms = np.empty(len(starts), np.int32)
    for low in range(0, len(starts), _WORDS):  # one text may be large
        some = slice(low, low + _WORDS)
        terms[some] = vocabulary.numbers(joined, starts[some], ends[some])
    lengths = np.diff(np.searchsorted(starts, edges)).astype(np.uint32)
    positions = _positions(lengths)
    if lines:
        breaks = np.flatnonzero(np.frombuffer(joined, np.uint8) == ord("\n"))
        before = np.repeat(np.searchsorted(breaks, edges[:-1]), lengths)
        positions += ((np.searchsorted(breaks, starts) - before) * GAP).astype(np.uint32)
    return terms, positions, lengths


_MARGIN = b" " * 8


def _groups(sizes: Ints) -> Iterator[tuple[int, int]]:
    """Ranges of texts with about CHUNK letters each; at least one range, which may be empty."""
    ends = np.cumsum(sizes)
    cuts = np.searchsorted(ends, np.arange(CHUNK, ends[-1] if len(ends) else 0, CHUNK))
    yield from pairwise([0, *np.unique(cuts).tolist(), len(sizes)])


def _positions(lengths: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
    """The positions of all words: 0, 1, 2, … in each document."""
    ends = np.cumsum(lengths, dtype=np.uint32)
    total = int(ends[-1]) if len(ends) else 0
    return np.arange(total, dtype=np.uint32) - np.repeat(ends - lengths, lengths)


def _with_apart(
    group: _Group,
    texts: Sequence[str],
    apart: Sequence[int],
    first: int,
    vocabulary: BatchVocabulary,
    *,
    lines: bool,
) -> _Group:
    """The words of the texts from `first` on, merged with those that `words` tokenized."""
    found, found_positions, lengths = group
    numbers: list[int] = []
    places: list[int] = []
    for document in apart:
        before = len(numbers)
        for position, word in positioned(texts[document], lines=lines):
            numbers.append(vocabulary.number(word.text.encode()))
            places.append(position)
        lengths[document - first] = len(numbers) - before
    is_apart = np.zeros(len(lengths), bool)
    is_apart[np.array(apart) - first] = True
    which = np.repeat(is_apart, lengths)
    terms, positions = np.empty(len(which), np.int32), np.empty(len(which), np.uint32)
    terms[~which], positions[~which] = found, found_positions
    terms[which], positions[which] = numbers, places
    return terms, positions, lengths


def _grouped(found: _Occurrences) -> Inverted:
    """Group occurrences by word, and count them by document."""
    terms = found.terms
    # NumPy sorts 16-bit integers by radix, in linear time: first the low half, then the high one.
    order = np.argsort(terms.astype(np.uint16), kind="stable")
    if len(found.words) > 1 << 16:
        order = order[np.argsort((terms >> 16).astype(np.uint16)[order], kind="stable")]
    documents, positions = found.documents.take(order), found.positions.take(order)
    counts = np.bincount(terms, minlength=len(found.words))
    begins = np.concatenate(([0], np.cumsum(counts)))
    first = np.ones(len(documents), bool)
    np.not_equal(documents[1:], documents[:-1], out=first[1:])
    first[begins[:-1]] = True
    postings = np.flatnonzero(first)
    frequencies = (np.append(postings[1:], len(documents)) - postings).astype(np.uint32)
    starts = np.searchsorted(postings, begins)
    return Inverted(found.words, starts, documents[postings], frequencies, positions, found.lengths)
