"""The lexicon: the words of an index as letters and as sounds, and their distances."""

from collections.abc import Sequence

import numpy as np

from index.library.library import Library
from searcher.suggest.edit_distance import LONGEST, WHOLE, Bytes, Comparison, Costs, Ints, Words
from searcher.suggest.neighbours import Pair
from searcher.suggest.phonetic import COSTS, NAMES, sounds

#: The costs of edits of letters, in quarters of a whole edit (`WHOLE`).
LETTER_COSTS = Costs(
    gaps=dict.fromkeys("aeiouy", 3) | {"'": 1},
    pairs={one + other: 2 for one in "aeiouy" for other in "aeiouy" if one != other}
    | dict.fromkeys(["sz", "ck", "cs"], 2),
    doubled="abcdefghijklmnopqrstuvwxyz",
)

#: The code of every letter beyond ASCII that is not in the search.
_OTHER = 127

#: For each split of a word, the most candidates for each half, the nearest first.
_MOST_PARTS = 300
#: The most pairs that are looked up in the index, the nearest first.
_MOST_PAIRS = 500


class HeardWords:
    """The words of an index, as letters and as sounds: a few copies of them in memory.

    The sounds of all words are computed at once. A single letter sounds like its name; the names of
    letters are the last words.

    Args:
        asked: words of a search, in their form in the index: their letters are told apart.
    """

    def __init__(self, library: Library, asked: Sequence[str] = ()) -> None:
        self.text = b"".join(library.vocabulary_lines("text")).decode()
        called = "".join(f"{name}\n" for name in NAMES.values())
        letters = Words.of(_codes(self.text + called, asked))
        self.starts, self.lengths = letters.starts, letters.lengths
        self.heard = sounds(letters)

    @classmethod
    def of(cls, library: Library, asked: Sequence[str]) -> "HeardWords":
        """The words to compare others with; for others of ASCII they are made once."""
        return library.once(cls) if "".join(asked).isascii() else cls(library, asked)


class Lexicon:
    """The words of an index, to be compared with the words of a search.

    Args:
        asked: words of a search, in their form in the index.
    """

    def __init__(self, library: Library, asked: Sequence[str]) -> None:
        words = HeardWords.of(library, asked)
        self._text, self._starts, self._lengths = words.text, words.starts, words.lengths
        self._heard = words.heard
        sought = "".join(f"{NAMES.get(word, word)}\n" for word in asked)
        heard = sounds(Words.of(_codes(sought, asked)))
        self._sounds = {word: heard[i] for i, word in enumerate(asked)}
        first = len(words.starts) - len(NAMES)
        self._names = {first + i: name for i, name in enumerate(NAMES)}

    def heard(self, asked: Sequence[str]) -> Bytes:
        """The sounds of words of the search, spoken as one word."""
        return np.concatenate([self._sounds[word] for word in asked])

    def compared(self, heard: Bytes, most: int) -> Comparison:
        """The comparison of some sounds with the words of the index."""
        return Comparison(heard, self._heard, COSTS, most)

    def between(self, words: Sequence[str], heard: Bytes, most: int) -> dict[str, int]:
        """The words among some that are near to some sounds, and their distances.

        A distance is at most a third of the sum of both lengths.
        """
        others = sounds(Words.of(_codes("".join(f"{NAMES.get(w, w)}\n" for w in words), ())))
        comparison = Comparison(heard, others, COSTS, most)
        rows, before = comparison.before
        found: dict[str, int] = {}
        for i in _nearest(before[-1], most).tolist():
            row, far = int(rows[i]), int(before[-1][i])
            if 3 * far <= comparison.weight + sum(COSTS.gaps_of(others[row])):
                found[words[row]] = far
        return found

    def words_near(self, comparison: Comparison) -> dict[str, int]:
        """The words that are near to the sounds, and their distances."""
        rows, before = comparison.before
        found: dict[str, int] = {}
        for i in _nearest(before[-1], comparison.most).tolist():
            found.setdefault(self._word(int(rows[i])), int(before[-1][i]))
        return found

    def pairs_near(self, comparison: Comparison) -> dict[Pair, int]:
        """Pairs of words that are near to the sounds as a phrase, the nearest first.

        Whether anybody said a pair is not checked. There are at most `_MOST_PAIRS`.
        """
        left, right, far = _parts(comparison)
        found: dict[Pair, int] = {}
        for i in np.argsort(far, kind="stable")[:_MOST_PAIRS].tolist():
            pair = self._word(int(left[i])), self._word(int(right[i]))
            found.setdefault(pair, int(far[i]))
        return found

    def _word(self, row: int) -> str:
        if row in self._names:
            return self._names[row]
        start = int(self._starts[row])
        return self._text[start : start + int(self._lengths[row])]


def spelled_apart(asked: Sequence[str], others: Sequence[Sequence[str]]) -> list[float]:
    """The relative edit distances of letters from words to others, without the blanks.

    Args:
        asked: words with at most `LONGEST` letters in all.
        others: other words. If these have more letters in all, their distance is the largest.
    """
    lines = [*map("".join, others), "".join(asked)]
    words = Words.of(_codes("".join(f"{line}\n" for line in lines), asked))
    comparison = Comparison(words[len(others)], words, LETTER_COSTS, WHOLE * LONGEST)
    rows, distances = comparison.before
    far = dict(zip(rows.tolist(), distances[-1].tolist(), strict=True))
    return [far.get(row, WHOLE * LONGEST) / comparison.weight for row in range(len(others))]


def _codes(text: str, asked: Sequence[str]) -> Bytes:
    """A number below 256 for each letter. Beyond ASCII, only letters of the search differ."""
    if text.isascii():
        return np.frombuffer(text.encode(), np.uint8)
    codes = np.full(0x110000, _OTHER, np.uint8)
    codes[:128] = np.arange(128)
    wanted = sorted({ord(letter) for word in asked for letter in word if ord(letter) > _OTHER})
    codes[wanted] = 128 + np.arange(len(wanted))
    letters: Bytes = codes[np.frombuffer(text.encode("utf-32-le"), "<u4")]
    return letters


def _nearest(distances: Bytes, most: int) -> Ints:
    near = np.flatnonzero(distances <= most)
    return near[np.argsort(distances[near], kind="stable")]


def _parts(comparison: Comparison) -> tuple[Ints, Ints, Ints]:
    """Pairs of words: one is near to a prefix of a word, and the other to the rest of it.

    Returns:
        The two rows of each pair, and the sum of the two distances.
    """
    found = [np.empty((3, 0), np.int64)]
    (befores, before), (afters, after) = comparison.before, comparison.after
    for i in range(1, len(comparison.word)):
        # The distance is at most half of the length of each part.
        left = _nearest(before[i], min(comparison.most, sum(comparison.gaps[:i]) // 2))[
            :_MOST_PARTS
        ]
        right = _nearest(after[i], min(comparison.most, sum(comparison.gaps[i:]) // 2))[
            :_MOST_PARTS
        ]
        far = before[i][left].astype(np.int64)[:, None] + after[i][right]
        rows, columns = np.nonzero(far <= comparison.most)
        found.append(np.stack([befores[left[rows]], afters[right[columns]], far[rows, columns]]))
    left, right, far = np.concatenate(found, axis=1)
    return left, right, far
