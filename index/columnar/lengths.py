"""The lengths of documents: exact, and rounded to the 256 lengths that Whoosh has.

Whoosh stores a length in a byte and computes scores from the rounded length. Segments hold the
same bytes, so that scores agree.
"""

from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

#: From this length on, Whoosh uses its greatest byte.
_LONGEST = 106374


@cache
def rounded() -> npt.NDArray[np.uint32]:
    """The rounded length for each byte, ascending."""
    # The formula behind Whoosh's table; importing the table takes longer.
    table: npt.NDArray[np.uint32] = np.rint((1.033 ** np.arange(256) - 1) * 27).astype(np.uint32)
    return table


def quantised(lengths: npt.NDArray[Any]) -> npt.NDArray[np.uint8]:
    """The byte for each length; equal to `whoosh.util.numeric.length_to_byte`."""
    codes = np.searchsorted(rounded(), lengths).clip(max=255)
    codes[lengths >= _LONGEST] = 255
    return codes.astype(np.uint8)


@cache
def _short() -> npt.NDArray[np.uint8]:
    return quantised(np.arange(256))


def short_codes(lengths: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """The byte for each length, if all lengths are below 256."""
    return _short().take(lengths)


def narrow(values: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """The same integers in the narrowest unsigned type that holds all of them."""
    if not len(values):
        return values.astype("<u1")
    low, high = int(values.min()), int(values.max())
    dtypes = ("<u1", "<u2", "<u4", "<u8") if low >= 0 else ("<i1", "<i2", "<i4", "<i8")
    for dtype in dtypes:
        info = np.iinfo(dtype)
        if info.min <= low and high <= info.max:
            return values.astype(dtype)
    raise OverflowError(f"integers from {low} to {high} fit no column")
