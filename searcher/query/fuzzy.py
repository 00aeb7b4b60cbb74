"""Fuzzy words: the words of a vocabulary at an edit distance of one or two.

The distance is the number of letters that are missing, added, replaced, or exchanged with their
neighbour. No letter is edited twice (optimal string alignment: F. Damerau, A technique for
computer detection and correction of spelling errors. Communications of the ACM 7(3), 1964).

All words of about the same length are compared at once, one letter of the search at a time, and
only the diagonals of the table are computed that can lead to a distance small enough. This is
not the distance of `searcher.suggest`, whose edits have weights by sound: there the whole table
is needed, and a symbol is one of 255; here it is any letter of Unicode.
"""

from functools import cached_property

import numpy as np
import numpy.typing as npt

_FAR = 100
_Codes = npt.NDArray[np.unsignedinteger[npt.NBitBase]]
_Distances = npt.NDArray[np.uint8]


def similar(word: str, lines: bytes, distance: int) -> dict[str, int]:
    """The words at most `distance` from a word, each with its distance.

    Args:
        word: the word, in its form in the index.
        lines: the words of a vocabulary as UTF-8, one per line.
        distance: 1 or 2.
    """
    return Vocabulary(lines).similar(word, distance)


class Vocabulary:
    """A vocabulary with which several words are compared.

    Args:
        lines: its words as UTF-8, one per line.
    """

    def __init__(self, lines: bytes) -> None:
        self._codes = _codes(lines)
        ends = np.flatnonzero(self._codes == ord("\n"))
        self._starts = np.concatenate([[0], ends[:-1] + 1]) if len(ends) else ends
        self._lengths = ends - self._starts
        self._compared = 0

    def similar(self, word: str, distance: int) -> dict[str, int]:
        """The words at most `distance`, 1 or 2, from a word, each with its distance."""
        near = np.abs(self._lengths - len(word)) <= distance
        self._compared += 1
        if self._compared > 1 and len(self._starts):
            # They take as long to find as one word takes to be compared.
            codes: _Codes = np.array([*map(ord, word), ord("\n")], np.uint32)
            apart = self._letters ^ _letters(codes, np.zeros(1, np.int64))
            near &= _ones(apart) <= 2 * distance
        some = np.flatnonzero(near)
        starts, lengths, every = self._starts[some], self._lengths[some], self._codes
        kept, distances = _within(word, every, starts, lengths, distance)
        return {
            every[start : start + length].astype("<u4").tobytes().decode("utf-32-le"): far
            for start, length, far in zip(
                starts[kept].tolist(), lengths[kept].tolist(), distances.tolist(), strict=True
            )
        }

    @cached_property
    def _letters(self) -> npt.NDArray[np.uint32]:
        """For each word which letters it has. An edit adds and removes one at most."""
        return _letters(self._codes, self._starts)


def _letters(codes: _Codes, starts: npt.NDArray[np.int64]) -> npt.NDArray[np.uint32]:
    """For each word a bit for each of its letters; some letters have the same bit."""
    bits = np.uint32(1) << (codes & 31).astype(np.uint32)
    found: npt.NDArray[np.uint32] = np.bitwise_or.reduceat(bits, starts)
    return found


def _ones(bits: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
    """How many bits of each number are set (H. Warren: Hacker's Delight, 5-1)."""
    two, four, eight = map(np.uint32, (0x55555555, 0x33333333, 0x0F0F0F0F))
    bits = bits - ((bits >> np.uint32(1)) & two)
    bits = (bits & four) + ((bits >> np.uint32(2)) & four)
    bits = (bits + (bits >> np.uint32(4))) & eight
    return (bits * np.uint32(0x01010101)) >> np.uint32(24)


def is_one_apart(word: str, other: str) -> bool:
    """Whether two words are at an edit distance of at most one."""
    start = 0
    for one, two in zip(word, other, strict=False):
        if one != two:
            break
        start += 1
    left, right = word[start:], other[start:]
    if left[1:] == right[1:] or left[1:] == right or left == right[1:]:
        return True
    return left[:2] == right[1::-1] and left[2:] == right[2:]


def _codes(lines: bytes) -> _Codes:
    """A number for each letter."""
    if lines.isascii():
        return np.frombuffer(lines, np.uint8)
    return np.frombuffer(lines.decode().encode("utf-32-le"), "<u4")


def _within(
    word: str,
    codes: _Codes,
    starts: npt.NDArray[np.int64],
    lengths: npt.NDArray[np.int64],
    most: int,
) -> tuple[npt.NDArray[np.int64], _Distances]:
    """The numbers of the words within the distance `most` of a word, and their distances.

    A row of the table is kept as its diagonals: row[d] is the distance of the first i
    letters of the search from the first i + d - most letters of each word.
    """
    letters = [ord(letter) for letter in word]
    # Cells past the end of a word have codes of the next word. None of them leads to its result.
    limit = max(len(codes) - 1, 0)
    numbers = np.arange(len(starts))
    table = [codes[np.minimum(starts + place, limit)] for place in range(len(word) + most)]
    before: list[_Distances] = []
    row = [np.full(len(starts), d - most if d >= most else _FAR, np.uint8) for d in _band(most)]
    for i, letter in enumerate(letters, 1):
        last = letters[i - 2] if i > 1 else None
        before, row = row, _next_row(row, before, (i, letter, last), table, most)
        if i % 3 == 0:
            near = np.minimum.reduce(row) <= most
            numbers, lengths = numbers[near], lengths[near]
            table = [place[near] for place in table]
            before, row = [d[near] for d in before], [d[near] for d in row]
    diagonals = lengths - len(word) + most
    distances = np.choose(diagonals, row) if len(numbers) else np.empty(0, np.uint8)
    near = distances <= most
    return numbers[near], distances[near]


def _band(most: int) -> range:
    return range(2 * most + 1)


def _next_row(
    row: list[_Distances],
    before: list[_Distances],
    letter: tuple[int, int, int | None],
    table: list[_Codes],
    most: int,
) -> list[_Distances]:
    """The next row of the table.

    `before` and `row` are the last two rows; `letter` is the place of a letter in the search,
    its code, and the code of the letter before it.
    """
    i, code, last = letter
    far = np.full(len(row[0]), _FAR, np.uint8)
    made: list[_Distances] = []
    for d in _band(most):
        j = i + d - most
        if j < 0:
            made.append(far)
            continue
        if j == 0:
            made.append(np.full(len(far), i, np.uint8))
            continue
        best = row[d] + (table[j - 1] != code)
        if d:
            best = np.minimum(best, made[d - 1] + np.uint8(1))
        if d < 2 * most:
            best = np.minimum(best, row[d + 1] + np.uint8(1))
        if last is not None and j > 1:
            exchanged = (table[j - 2] == code) & (table[j - 1] == last)
            best = np.where(exchanged, np.minimum(best, before[d] + np.uint8(1)), best)
        made.append(np.minimum(best, _FAR).astype(np.uint8, copy=False))
    return made
