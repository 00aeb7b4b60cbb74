"""Operations on sorted arrays."""

from typing import Any

import numpy as np
import numpy.typing as npt

#: Above this ratio of their lengths a binary search is faster than a merge.
_MANY = 8
#: Below this length a binary search is faster, because a merge sorts an array of both.
_FEW = 500


def insertion_points(
    others: npt.NDArray[np.integer[Any]], some: npt.NDArray[np.integer[Any]]
) -> npt.NDArray[np.int64]:
    """How many of `others` are less than each of `some`: `others.searchsorted(some)`.

    Arrays of about the same length are merged, which takes a third of the time.

    Args:
        others: ascending.
        some: ascending too, of the same dtype.
    """
    if len(some) < _FEW or len(others) > len(some) * _MANY or len(some) > len(others) * _MANY:
        return others.searchsorted(some)
    # A stable sort finds the two runs; of equals it puts those of `some` first.
    order = np.concatenate([some, others]).argsort(kind="stable")
    merged: npt.NDArray[np.int64] = (order < len(some)).nonzero()[0]
    merged -= np.arange(len(some))
    return merged
