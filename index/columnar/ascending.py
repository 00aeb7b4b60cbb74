"""Ascending arrays compared with one another."""

from typing import Any

import numpy as np
import numpy.typing as npt

#: So many times as many numbers are halved for each of the fewer; else both are merged.
_MANY = 8
#: Fewer numbers are halved for: to merge has a price of its own.
_FEW = 500


def places_among(
    others: npt.NDArray[np.integer[Any]], some: npt.NDArray[np.integer[Any]]
) -> npt.NDArray[np.int64]:
    """How many of others are less than each of some: `others.searchsorted(some)`.

    Where neither has many more numbers, they are merged, which takes a third of the time.

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
