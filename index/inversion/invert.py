"""Inverts one field of a batch: from texts to the postings of each word.

A Python object for each word would make indexing slow, so a batch of texts is one array of bytes.
Words are the edges of a mask. They are looked up in a hash table all at once, and grouped by a
radix sort. The result is that of `index.text.tokenizer.words` for every text: a text that array
operations cannot tokenize, such as Chinese, is tokenized there.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from index.columnar.inverted import Inverted
from index.inversion.word_table import BatchVocabulary
from index.text.tokenizer import (
    ASCII_WORD,
    ELIDED,
    GAP,
    LATIN,
    UNITS,
    VOWELS,
    fold,
    is_sign_of_word,
    positioned,
)

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
    is_ascii = np.fromiter(map(str.isascii, texts), bool, len(texts))
    for number in np.flatnonzero(~is_ascii).tolist():
        plain = texts[number].translate(_FOLDED)
        simple = _is_simple(texts[number], plain)
        prepared[number] = plain if simple else ""
        if not simple:
            apart.append(number)
    sizes = np.fromiter(map(len, prepared), np.int64, len(prepared))
    vocabulary = BatchVocabulary()
    groups = []
    for low, high in _groups(sizes):
        some = slice(low, high)
        group, odd = _terms(prepared[some], sizes[some], is_ascii[some], vocabulary, lines=lines)
        here = apart[bisect_left(apart, low) : bisect_left(apart, high)]
        if here := sorted([*here, *(low + number for number in odd)]):
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
        elif plain.isascii() and plain.isalpha() and any(code in some for some in LATIN):
            mapped = plain
        elif character in _BETWEEN_LETTERS:
            mapped = character
        else:
            mapped = character if is_sign_of_word(character) else " "
        self[code] = mapped
        return mapped


_FOLDED = _Folded()
#: Signs that belong to the word if they are between its letters.
_BETWEEN_LETTERS = "\u05f3\u05f4"
# An accent before an apostrophe: whether the word is an elided one is not clear without it.
_ACCENT_BEFORE_APOSTROPHE = re.compile("[\x80-\u1fff]['’ʼ＇]")


def _is_simple(text: str, plain: str) -> bool:
    """Whether the masks below split a text as `words` does; `plain` is without its accents."""
    # A removed accent may have stood before the `+` or `#` of `C++` or `C#`.
    return (
        plain.isascii()
        and "#" not in plain
        and "++" not in plain
        and ("'" not in plain or _ACCENT_BEFORE_APOSTROPHE.search(text) is None)
    )


def _table(characters: str) -> npt.NDArray[np.bool_]:
    """Whether each byte is one of some characters."""
    table = np.zeros(256, bool)
    table[list(characters.encode())] = True
    return table


_VOWELS = _table(VOWELS)
_ONE_LETTER = _table("".join(word for word in ELIDED if len(word) == 1))
_LAST_LETTERS = _table("".join(word[-1] for word in ELIDED))
#: Characters that may join a letter to the word before it.
_JOINING = _table("abcdefghijklmnopqrstuvwxyz0123456789'.:;<+#")
_EMOTICON = _table("()-dp")
_UNIT_BEGINS = np.zeros(1 << 16, bool)
_UNIT_BEGINS[[ord(unit[0]) << 8 | ord(unit[1]) for unit in UNITS]] = True


def _mask(text: bytes) -> tuple[npt.NDArray[np.bool_], Ints]:
    """Whether each byte is part of a word, and the places around which a mask cannot say it.

    Args:
        text: ASCII in lower case, with at least 5 blanks at both ends.
    """
    codes = np.frombuffer(text, np.uint8)
    digits = codes - np.uint8(ord("0")) < 10
    letters = codes - np.uint8(ord("a")) < 26
    word = letters | digits
    odd: list[npt.NDArray[np.intp]] = []
    at = np.flatnonzero(codes == ord("'"))
    word[at] = word[at - 1] & word[at + 1]  # don't
    at = at[_VOWELS.take(codes.take(at + 1))]
    at = at[letters[at - 1] & _LAST_LETTERS[codes[at - 1]]]
    if len(at):  # l'homme, qu'on; any other word before it is compared with the list
        one = _ONE_LETTER[codes[at - 1]] & ~_JOINING[codes[at - 2]]
        one |= (codes[at - 1] == ord("u")) & (codes[at - 2] == ord("q")) & ~_JOINING[codes[at - 3]]
        word[at[one]] = False
        odd.append(at[~one])
    # All of these are rare, and to look for any of them takes one pass.
    rare = codes == ord(".")
    rare |= codes == ord(",")
    rare[1:-1] &= word[:-2]
    rare[1:-1] &= word[2:]
    rare[:-1] |= digits[:-1] & letters[1:]
    rare |= codes | np.uint8(1) == ord(";")
    at = np.flatnonzero(rare)
    odd.append(_odd(codes, letters, at))
    at = at[digits[at - 1] & digits[at + 1] & ~digits[at]]
    word[at] = (codes[at] == ord(".")) | (  # 0.1
        (codes[at] == ord(",")) & digits[at + 2] & digits[at + 3] & ~digits[at + 4]  # 1,000
    )
    for character, width in ((b"#", 1), (b"+", 2)):  # C#, C++
        # One byte is found much faster than two.
        if character in text:
            at = np.flatnonzero(codes == character[0])
            fits = letters[at - 1] & ~word[at - 2] & ~letters[at + width]
            fits &= codes[at + width - 1] == character[0]
            for offset in range(width):
                word[at[fits] + offset] = True
            odd.append(at[fits & digits[at + width]])  # C++17
    if b"<" in text:
        at = np.flatnonzero(codes == ord("<"))
        odd.append(at[codes[at + 1] == ord("3")])  # a heart
    return word, np.sort(np.concatenate(odd))


def _odd(codes: Bytes, letters: npt.NDArray[np.bool_], at: Ints) -> Ints:
    """The places of initials, units and emoticons among dots, digits, colons and semicolons."""
    here, after = codes[at], codes[at + 1]
    unit = after.astype(np.uint16) << np.uint16(8) | codes[at + 2]
    is_digit = here - np.uint8(ord("0")) < 10
    odd = is_digit & _UNIT_BEGINS[unit]  # 20mg
    initials = letters[at - 1] & letters[at + 1] & ~(letters[at - 2] & letters[at + 2])
    odd |= (here == ord(".")) & initials  # U.S., Ph.D.
    odd |= (here | np.uint8(1) == ord(";")) & _EMOTICON[after]  # :)
    found: Ints = at[odd]
    return found


def _by_pattern(text: bytes, mask: npt.NDArray[np.bool_], odd: Ints) -> tuple[Ints, Ints]:
    """The starts and ends of words between the blanks around odd places; the mask loses them."""
    starts, ends = [], []
    after = 0
    for place in odd.tolist():
        if place < after:
            continue
        before = place
        while before > after and text[before - 1] > 32:
            before -= 1
        after = _GRAPHIC.match(text, place).end()  # type: ignore[union-attr]
        mask[before:after] = False
        for match in ASCII_WORD.finditer(text[before:after].decode()):
            starts.append(before + match.start())
            ends.append(before + match.end())
    return np.array(starts, np.int64), np.array(ends, np.int64)


_GRAPHIC = re.compile(rb"[^\x00-\x20]*")


def _terms(
    texts: Sequence[str],
    sizes: Ints,
    is_ascii: npt.NDArray[np.bool_],
    vocabulary: BatchVocabulary,
    *,
    lines: bool,
) -> tuple[_Group, list[int]]:
    """The words of all texts, in order, and the texts that `words` has to split.

    Args:
        texts: in ASCII.
        sizes: the length of each.
        is_ascii: whether each had no accents, before they were removed. Of others, those with
            initials, units or emoticons are left out: accents may make a difference there.
        vocabulary: gets the words.
        lines: as for `invert`.
    """
    joined = _MARGIN + " ".join(texts).encode().lower() + _MARGIN
    edges = np.cumsum(np.concatenate(([len(_MARGIN)], sizes + 1)))
    mask, odd = _mask(joined)
    of_texts = np.searchsorted(edges, odd, "right") - 1
    left_out = sorted(set(of_texts[~is_ascii[of_texts]].tolist()))
    for number in left_out:
        mask[edges[number] : edges[number + 1]] = False
    more = _by_pattern(joined, mask, odd[is_ascii[of_texts]])
    # A blank separates two texts. So every other edge is a start, and the rest are ends.
    changes = np.flatnonzero(mask[1:] != mask[:-1])
    starts, ends = changes[::2] + 1, changes[1::2] + 1
    if len(more[0]):
        starts, ends = (
            np.sort(np.concatenate(pair), kind="stable")
            for pair in zip((starts, ends), more, strict=True)
        )
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
    return (terms, positions, lengths), left_out


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
