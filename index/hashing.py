"""The distinct words of a batch, told apart by hashes computed for all of its words at once."""

import os

import numpy as np
import numpy.typing as npt

from index.analysis import fold

Bytes = npt.NDArray[np.uint8]
Ints = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint64]

#: Bytes for which powers are computed beforehand; more are computed as they are needed.
FIRST_REACH = 1 << 20


def _powers(base: int, count: int) -> Hashes:
    powers = np.full(count, base, np.uint64)
    powers[0] = 1
    return np.multiply.accumulate(powers, out=powers)


class Hash:
    """A hash of 64 bits for every word of a chunk, from one running sum.

    A word is a polynomial in a random odd base; the value of a byte is random too,
    so that nobody can write a text whose words collide.
    """

    def __init__(self) -> None:
        self.base = int.from_bytes(os.urandom(8), "little") | 1
        self.values = np.frombuffer(os.urandom(8 * 256), np.uint64)
        self._reach(FIRST_REACH)

    def _reach(self, length: int) -> None:
        self.powers = _powers(self.base, length)
        self.inverses = _powers(pow(self.base, -1, 1 << 64), length)

    def of(self, text: Bytes, starts: Ints, ends: Ints) -> Hashes:
        """The hashes of the words `text[starts:ends]`; never 0."""
        if len(text) > len(self.powers):
            self._reach(len(text))
        sums = np.zeros(len(text) + 1, np.uint64)
        np.cumsum(self.values[text] * self.powers[: len(text)], out=sums[1:])
        hashes: Hashes = (sums[ends] - sums[starts]) * self.inverses[starts]
        hashes[hashes == 0] = 1
        return hashes


class BatchVocabulary:
    """The distinct words of a batch, numbered as they come, in an open hash table."""

    def __init__(self) -> None:
        self.hash = Hash()
        self.words: list[bytes] = []
        self.known: dict[bytes, int] = {}
        self._bits = 18
        self._hashes = np.zeros(1 << self._bits, np.uint64)
        self._numbers = np.zeros(1 << self._bits, np.int32)

    def numbers(self, text: bytes, starts: Ints, ends: Ints) -> npt.NDArray[np.int32]:
        """The number of each word `text[starts:ends]`; new ones are added."""
        hashes = self.hash.of(np.frombuffer(text, np.uint8), starts, ends)
        numbers = np.empty(len(hashes), np.int32)
        left = np.arange(len(hashes))
        step = 0
        while len(left):
            slots = self._slots(hashes[left], step)
            free = np.flatnonzero(self._hashes[slots] == 0)
            if len(free) and self._add(text, starts, ends, hashes, left[free], slots[free]):
                left, step = np.arange(len(hashes)), 0  # the table has grown: look anew
                continue
            met = self._hashes[slots] == hashes[left]
            numbers[left[met]] = self._numbers[slots[met]]
            left = left[~met]
            step += 1
        return numbers

    def number(self, word: bytes) -> int:
        """The number of one word that was parted elsewhere."""
        if word not in self.known:
            self.known[word] = len(self.words)
            self.words.append(word)
        return self.known[word]

    def ranked(self) -> tuple[list[bytes], npt.NDArray[np.int32]]:
        """The words in the form and the order of the index, and the place of each number."""
        forms = [fold(word.decode()).encode() if b"," in word else word for word in self.words]
        ordered = sorted(set(forms))
        places = {word: place for place, word in enumerate(ordered)}
        return ordered, np.array([places[form] for form in forms], np.int32)

    def _slots(self, hashes: Hashes, step: int) -> Ints:
        first = (hashes >> np.uint64(64 - self._bits)).astype(np.int64)
        return (first + step) & ((1 << self._bits) - 1)

    def _add(
        self, text: bytes, starts: Ints, ends: Ints, hashes: Hashes, which: Ints, slots: Ints
    ) -> bool:
        """Give the free slots to words; whether the table had to grow instead."""
        if (len(self.words) + len(slots)) * 2 > len(self._hashes):
            distinct = len(np.unique(hashes[which]))
            if (len(self.words) + distinct) * 2 > len(self._hashes):
                self._grow()
                return True
        self._hashes[slots] = hashes[which]
        owner = np.flatnonzero(self._hashes[slots] == hashes[which])
        taken, first = np.unique(slots[owner], return_index=True)
        chosen = which[owner[first]]
        self._numbers[taken] = np.arange(len(self.words), len(self.words) + len(taken))
        for start, end in zip(starts[chosen].tolist(), ends[chosen].tolist(), strict=True):
            self.words.append(text[start:end])
        return False

    def _grow(self) -> None:
        old = self._hashes, self._numbers
        held = np.flatnonzero(old[0])
        self._bits += 1
        self._hashes = np.zeros(1 << self._bits, np.uint64)
        self._numbers = np.zeros(1 << self._bits, np.int32)
        left, step = held, 0
        while len(left):
            slots = self._slots(old[0][left], step)
            free = self._hashes[slots] == 0
            self._hashes[slots[free]] = old[0][left[free]]
            met = self._hashes[slots] == old[0][left]
            self._numbers[slots[met]] = old[1][left[met]]
            left, step = left[~met], step + 1
