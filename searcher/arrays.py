"""Operations on ascending arrays: turns, and the places of words in them.

NumPy has `unique` for some of these; the first call of it loads masked arrays,
10 ms of a search.
"""

from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Kind = TypeVar("Kind", bound=np.integer[Any])


def starts_of_runs(ascending: npt.NDArray[Any]) -> Ints:
    """Where each run of equal numbers begins."""
    first = np.ones(len(ascending), bool)
    first[1:] = ascending[1:] != ascending[:-1]
    return np.flatnonzero(first)


def distinct(ascending: npt.NDArray[Kind]) -> npt.NDArray[Kind]:
    """The numbers, each once."""
    return ascending[starts_of_runs(ascending)]


def common(some: npt.NDArray[Kind], others: npt.NDArray[Kind]) -> npt.NDArray[Kind]:
    """The numbers in both of two arrays."""
    if not len(some) or not len(others):
        return some[:0]
    places = np.searchsorted(others, some)
    places[places == len(others)] = 0
    both: npt.NDArray[Kind] = some[others[places] == some]
    return both


def merged(parts: list[npt.NDArray[Kind]]) -> npt.NDArray[Kind]:
    """The numbers of several arrays, each once."""
    return distinct(np.sort(np.concatenate(parts)))


def count_within(ascending: Ints, low: Ints, high: Ints) -> Ints:
    """How many numbers there are from each `low` to each `high`, both included."""
    count: Ints = np.searchsorted(ascending, high, "right") - np.searchsorted(ascending, low)
    return count
