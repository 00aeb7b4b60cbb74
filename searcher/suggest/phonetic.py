"""Phonetic keys: how words sound by their spelling, for a whole vocabulary at once.

The rules are those of English spelling, and each is about a pair of letters. The keys of another
language are wrong, but in the same way for all of its words. Silent letters are left out. Of
several vowels in a row the first is kept: misheard words differ more in vowels than in
consonants.
"""

from collections.abc import Iterator
from functools import cache

import numpy as np
import numpy.typing as npt

from searcher.suggest.edit_distance import Bytes, Costs, Ints, Words, looked_up

_VOWELS = "aeiou"
#: A sound is a letter, C (church), S (shell), T (thin), or x, which is k and s.
_SOUNDS = "abcdefghijklmnopqrstuvwxyzCST"
_SILENT = 1

#: The names of letters and digits, as they sound.
NAMES = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyz0123456789",
        "ay be se de ee ef je aych ai jay kay el em en oh pe kyu ar es te yu ve dubelyu ex wai "
        "ze ziro wan tu thre for faiv six seven ait nain".split(),
        strict=True,
    )
)

# Two neighbouring letters and their sounds: a minus is silent, a dot leaves the usual sound.
_HEARD = """
    ph f-  sh S-  ch C-  th T-  wh w-  rh r-  kh k-  dh d-  gh --  cz C-  sz S-
    ce s.  ci s.  cy s.  ck -.  cq -.  cs x-  ks x-  qu kw  dg -j
"""
# The same for the first letter of a word.
_FIRST = "kn -.  gn -.  pn -.  ps -.  pt -.  mn -.  wr -.  gh g." + "".join(
    f"  x{letter} z." for letter in "abcdefghijklmnopqrstuvwxyz"
)
# Neighbouring sounds of which one is silent.
_MERGED = "tC -.  dj -.  sC -.  sS -.  xs .-"

# Similar sounds, and the cost of a substitution, in quarters of a whole edit.
_SIMILAR = """
    ae1 ai1 ao1 au1 ei1 eo2 eu2 io2 iu2 ou1 iy1 uw1 ow2
    pb1 td1 kg1 fv1 sz1 SC1 Sj1 Cj1 gj1 Td1 Tt1
    mn2 vb2 vw2 pf2 Tf2 Ts2 Tz2 Ss2 Sz2 Cs2 jz2 Ck2 tC2 dj2 xk2 xs2 xz2 lr3 ng3 kh3 lw3
"""

#: The costs of edits of sounds.
COSTS = Costs(
    gaps=dict.fromkeys(_VOWELS, 2) | {"h": 1, "w": 2, "y": 2, "r": 3},
    pairs={entry[:2]: int(entry[2]) for entry in _SIMILAR.split()},
    doubled=_SOUNDS,
)


def sounds(words: Words) -> Words:
    """The phonetic keys of words as the index keeps them, in the same rows."""
    letters, starts = words.symbols, words.starts
    if not len(starts):
        return words
    pairs = _pairs(letters)
    both = _heard()[pairs]
    heard = both.astype(np.uint8)
    _put(heard[1:], slice(None), (both >> np.uint16(8)).astype(np.uint8)[:-1])
    _put(heard, starts, _first()[pairs[starts]])
    # nation, special, Asia
    middle = np.flatnonzero(letters[1:-1] == ord("i"))
    soft = middle[_among("tcs", letters[middle]) & _among("ao", letters[middle + 2])]
    heard[soft] = ord("S")
    # maple
    last = (starts + words.lengths - 1)[words.lengths > 3]
    last = last[(letters[last] == ord("e")) & ~_among(_VOWELS, letters[last - 1])]
    heard[last] = _SILENT
    heard = _without_silent(heard)
    merged = _merged()[_pairs(heard)]
    silent = merged & np.uint8(1)
    silent[1:] |= merged[:-1] >> np.uint8(1)
    return Words.of(_without_silent(np.where(silent, np.uint8(_SILENT), heard)))


def _pairs(symbols: Bytes) -> npt.NDArray[np.uint16]:
    """Each symbol and the next one, as one number."""
    pairs = symbols.astype(np.uint16) << np.uint16(8)
    pairs[:-1] |= symbols[1:]
    return pairs


def _put(heard: Bytes, places: Ints | slice, sounds: Bytes) -> None:
    """Replace sounds by others, except where these are 0."""
    heard[places] = np.where(sounds, sounds, heard[places])


def _among(few: str, symbols: Bytes) -> npt.NDArray[np.bool_]:
    table = np.zeros(256, np.uint8)
    table[list(few.encode())] = 1
    return looked_up(table, symbols) > 0


def _without_silent(heard: Bytes) -> Bytes:
    return np.frombuffer(heard.tobytes().translate(None, bytes([_SILENT])), np.uint8)


def _rules(text: str) -> Iterator[tuple[int, str, str]]:
    """The rules of a table: a pair as a number, and the sound of each of the two."""
    parts = text.split()
    for pair, heard in zip(parts[::2], parts[1::2], strict=True):
        yield ord(pair[0]) << 8 | ord(pair[1]), heard[0], heard[1]


def _sound(sign: str) -> int:
    return _SILENT if sign == "-" else ord(sign)


@cache
def _heard() -> npt.NDArray[np.uint16]:
    """For each pair of letters the sound of the first, plus 256 times that of the second.

    A sound that does not change is 0.
    """
    table = np.repeat(np.arange(256, dtype=np.uint16), 256)
    rows = table.reshape(256, 256)
    rows[[ord("c"), ord("q")]] = ord("k")
    rows[ord("'")] = _SILENT
    # These are consonants before vowels only.
    for letter, elsewhere in {"y": "i", "h": "-", "w": "-"}.items():
        rows[ord(letter)] = _sound(elsewhere)
        rows[ord(letter), list(b"aeiou" if letter == "y" else b"aeiouy")] = ord(letter)
    for pair, one, other in _rules(_HEARD):
        if one != ".":
            table[pair] = _sound(one)
        if other != ".":
            table[pair] |= _sound(other) << 8
    return table


@cache
def _first() -> Bytes:
    """For each pair of letters at the start of a word the sound of the first; 0 if unchanged."""
    table = np.zeros(1 << 16, np.uint8)
    for pair, one, _ in _rules(_FIRST):
        table[pair] = _sound(one)
    return table


@cache
def _merged() -> Bytes:
    """For each pair of sounds: 1 if the first is silent, 2 if the second is, else 0."""
    table = np.zeros(1 << 16, np.uint8)
    for one in _SOUNDS:
        for other in _VOWELS if one in _VOWELS else one:
            table[ord(one) << 8 | ord(other)] = 2
    for pair, one, _ in _rules(_MERGED):
        table[pair] = 1 if one == "-" else 2
    return table
