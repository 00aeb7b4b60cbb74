"""Tunes the memory allocator: the memory of freed arrays is kept for the next ones."""

import numpy as np

#: The memory of larger arrays (in bytes) goes back to the system.
_KEPT = 16 << 20


def keep_freed_memory() -> None:
    """Let the allocator keep freed memory for the next array.

    By default the GNU allocator keeps a block only if it is not larger than the largest block
    freed so far. Then the system allocates and zeroes the pages of every large array again:
    40 % of the pages of a segment that is written, and half of the time of a search for common
    words.
    """
    np.empty(_KEPT, np.uint8)
