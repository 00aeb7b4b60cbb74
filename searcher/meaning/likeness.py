"""How like one question each passage of an index is in meaning, as cosines of their vectors."""

from functools import cached_property

import numpy as np
import numpy.typing as npt

from index.library.library import Ints
from index.meaning.quantised import Floats
from index.meaning.vectors import Vectors

#: Documents, ascending.
Turns = npt.NDArray[np.uint32]

#: How much the next passage on each side counts, the one after it, and so on.
NEIGHBOURS = (0.3, 0.2, 0.1)


class Likeness:
    """The likeness of one question.

    Talk stays on a subject for a while: a passage is as like a question as the mean of it and its
    neighbours, which count less. Weights were fitted; see docs/meaning.md.

    Args:
        vectors: those of the index.
        programs: for each document the number of its program.
        near: the cosine of each passage with the question.
    """

    def __init__(self, vectors: Vectors, programs: Ints, near: Floats) -> None:
        self._vectors = vectors
        self._programs = programs
        self._near = near
        #: Whether anything was ranked by it.
        self.was_used = False

    def of(self, documents: Turns) -> Floats:
        """For each turn the likeness of the passages that it is in; 0 if it is in none."""
        self.was_used = True
        start, end = self._vectors.rows_of(documents)
        found = np.zeros(len(documents), np.float32)
        near = self._near_and_around
        for step in range(int((end - start).max(initial=0))):
            has = start + step < end
            found[has] = np.maximum(found[has], near[start[has] + step])
        return found

    def nearest(self, count: int, least: float, allowed: Turns | None) -> Turns:
        """The turns of the passages that are most like the question, sorted.

        All passages are compared: what says it in other words has none of its words.

        Args:
            count: of how many passages.
            least: the lowest cosine.
            allowed: the turns that may be returned, or None for all.
        """
        near = self._near
        if allowed is not None:
            near = np.where(self._vectors.touching(allowed), near, np.float32(-1))
        count = min(count, len(near))
        best = np.argpartition(-near, count - 1)[:count] if count else np.empty(0, np.int64)
        turns = [np.empty(0, np.uint32)]
        for row in best[near[best] >= least].tolist():
            first, last = self._vectors.passage(row)
            turns.append(np.arange(first, last + 1, dtype=np.uint32))
        found = np.unique(np.concatenate(turns))
        return found if allowed is None else np.intersect1d(found, allowed, assume_unique=True)

    @cached_property
    def _near_and_around(self) -> Floats:
        """The likeness of each passage, with its neighbours in the program."""
        near = np.maximum(self._near, 0)
        programs = self._programs[self._vectors.file.first]
        total = near.copy()
        for distance, weight in enumerate(NEIGHBOURS, start=1):
            share = np.float32(weight)
            same = programs[distance:] == programs[:-distance]
            total[distance:] += share * near[:-distance] * same
            total[:-distance] += share * near[distance:] * same
        total /= np.float32(1 + 2 * sum(NEIGHBOURS))
        return total
