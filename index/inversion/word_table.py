"""A hash table of the distinct words of a batch; all words are looked up at once."""

import os
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from index.text.tokenizer import fold

Ints = npt.NDArray[np.int64]
Keys = npt.NDArray[np.uint64]
Numbers = npt.NDArray[np.int32]

#: Bytes of a word in its first key, and in each further key.
HEAD, TAIL = 8, 4
#: Longer words are rare; each is looked up in a dictionary.
LONGEST = 32
_FIRST_BITS = 12
# Masks that keep the first n bytes of a key: the rest belongs to the next words.
_HEADS = np.array([(1 << 8 * n) - 1 for n in range(HEAD + 1)], np.uint64)
_TAILS = np.array([(1 << 8 * n) - 1 for n in range(TAIL + 1)], np.uint32)
# Marks a further key. Words are ASCII, so no first key has this bit.
_IS_TAIL = np.uint64(1 << 63)


class BatchVocabulary:
    """The distinct words of a batch, numbered in the order in which they are added.

    It is a hash table with open addressing. The key of a word of up to eight bytes is the word
    itself. A longer word is a chain of keys: each further key is the number of the word so far
    and its next four bytes. So two different words never share a key.

    The slot of a key is its product with a random number (multiply-shift hashing: M.
    Dietzfelbinger et al., A Reliable Randomized Algorithm for the Closest-Pair Problem. Journal
    of Algorithms 25(1), 1997). So nobody can construct a text whose words collide.

    Attributes:
        words: the words by number. Some are only the first bytes of longer words.
    """

    def __init__(self) -> None:
        self.words: list[bytes] = []
        self.known: dict[bytes, int] = {}
        self._factor = np.uint64(int.from_bytes(os.urandom(8), "little") | 1)
        self._bits = _FIRST_BITS
        self._keys = np.zeros(1 << self._bits, np.uint64)
        self._numbers = np.zeros(1 << self._bits, np.int32)

    def numbers(self, text: bytes, starts: Ints, ends: Ints) -> Numbers:
        """The number of each word `text[starts:ends]`; new words are added.

        Args:
            text: ASCII, with at least 8 bytes after the last word.
            starts: where each word starts, ascending.
            ends: where each word ends. No word is empty.
        """
        lengths = ends - starts
        heads = np.ndarray((len(text) - HEAD + 1,), "<u8", text, strides=(1,))
        # `heads` is not aligned, so `take` would copy all of it.
        keys = heads[starts] & _HEADS.take(lengths, mode="clip")
        numbers = self._find(keys, text, starts, np.minimum(ends, starts + HEAD))
        left = np.flatnonzero(lengths > HEAD)
        for word in left[lengths[left] > LONGEST].tolist():
            numbers[word] = self.number(text[starts[word] : ends[word]])
        left = left[lengths[left] <= LONGEST]
        tails = np.ndarray((len(text) - TAIL + 1,), "<u4", text, strides=(1,))
        for done in range(HEAD, LONGEST, TAIL):
            begins = starts[left] + done
            tail = tails[begins] & _TAILS.take(ends[left] - begins, mode="clip")
            keys = _IS_TAIL | numbers[left].astype(np.uint64) << np.uint64(32) | tail
            parts = np.minimum(ends[left], begins + TAIL)
            numbers[left] = self._find(keys, text, starts[left], parts)
            left = left[ends[left] > begins + TAIL]
            if not len(left):
                break
        return numbers

    def number(self, word: bytes) -> int:
        """The number of one long word; a new word is added."""
        if word not in self.known:
            self.known[word] = len(self.words)
            self.words.append(word)
        return self.known[word]

    def ranked(self, used: Sequence[bool]) -> tuple[list[bytes], Numbers]:
        """The words, folded and sorted as in the index, and the rank of each number.

        Args:
            used: whether each number is a word of the batch. The rank of others is 0.
        """
        forms = [
            word if word.isalnum() else fold(word.decode()).encode()
            for word, is_used in zip(self.words, used, strict=True)
            if is_used
        ]
        ordered = sorted(set(forms))
        places = dict(zip(ordered, range(len(ordered)), strict=True))
        ranks = np.zeros(len(self.words), np.int32)
        ranks[np.flatnonzero(used)] = [places[form] for form in forms]
        return ordered, ranks

    def _slots(self, keys: Keys, step: int) -> Ints:
        first: Ints = (keys * self._factor >> np.uint64(64 - self._bits)).view(np.int64)
        return first if not step else (first + step) & ((1 << self._bits) - 1)

    def _find(self, keys: Keys, text: bytes, starts: Ints, ends: Ints) -> Numbers:
        """The number of each key. A new key is added as the word `text[starts:ends]`."""
        slots = self._slots(keys, 0)
        numbers = self._numbers.take(slots)
        left = np.flatnonzero(self._keys.take(slots) != keys)
        step = 0
        while len(left):
            wanted = keys[left]
            slots = self._slots(wanted, step)
            free = np.flatnonzero(self._keys[slots] == 0)
            if len(free):
                added = left[free[self._add(wanted[free], slots[free])]]
                spans = zip(starts[added].tolist(), ends[added].tolist(), strict=True)
                self.words += [text[start:end] for start, end in spans]
            met = self._keys[slots] == wanted
            numbers[left[met]] = self._numbers[slots[met]]
            left, step = left[~met], step + 1
            if len(self.words) * 2 > len(self._keys):
                self._grow()
                step = 0
        return numbers

    def _add(self, keys: Keys, slots: Ints) -> Ints:
        """Put keys into free slots and number them.

        Several keys may want one slot; then one of them gets it.

        Returns:
            The indices of the new keys, one for each distinct key that was given a slot.
        """
        self._keys[slots] = keys
        owners = np.flatnonzero(self._keys[slots] == keys)
        self._numbers[slots[owners]] = owners
        first: Ints = owners[self._numbers[slots[owners]] == owners]
        self._numbers[slots[first]] = np.arange(len(self.words), len(self.words) + len(first))
        return first

    def _grow(self) -> None:
        """Make the table four times as large."""
        held = np.flatnonzero(self._keys)
        keys, numbers = self._keys[held], self._numbers[held]
        self._bits += 2
        self._keys = np.zeros(1 << self._bits, np.uint64)
        self._numbers = np.zeros(1 << self._bits, np.int32)
        step = 0
        while len(keys):
            slots = self._slots(keys, step)
            free = self._keys[slots] == 0
            self._keys[slots[free]] = keys[free]
            met = self._keys[slots] == keys
            self._numbers[slots[met]] = numbers[met]
            keys, numbers, step = keys[~met], numbers[~met], step + 1
