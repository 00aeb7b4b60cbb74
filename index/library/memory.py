"""Memory of arrays that is kept for the next ones."""

import numpy as np

#: Bytes of an array up to which its memory is kept.
_KEPT = 16 << 20


def keep_freed() -> None:
    """Let the allocator keep what is freed, for the next array, instead of giving it back.

    The GNU allocator keeps what is no larger than the largest block freed so far. Without
    this, the pages of every large array are asked for, and zeroed, anew: 40 % of those of
    a segment that is written, and half of the time of a search of common words.
    """
    np.empty(_KEPT, np.uint8)
