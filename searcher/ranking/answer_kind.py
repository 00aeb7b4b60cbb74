"""What a question asks for beside its subject: "when was …" is answered by a time.

No word of the question says it (E. Hovy et al.: Question Answering in Webclopedia. TREC 2000).
"When should …" asks for a condition, and numbers are in too many turns to tell an answer to "how
many …".
"""

import re
from collections.abc import Sequence
from itertools import chain

from index.fields import TEXT
from index.library.library import Library
from searcher.matching.arrays import Turns, union

_TIMES = frozenset(
    """
    january february april june july august september october november december
    yesterday ago century decade decades
    """.split()
)
_YEAR = re.compile(r"(?:1[0-9]|20)\d\d(?:'?s)?|'?\d0s")
_OPENINGS = re.compile(
    r"(?:since |until )?when (?:was|were|did) |(?:in |since )?(?:what|which) year "
)


def answering(question: Sequence[str], library: Library) -> Turns | None:
    """The turns that have what a question asks for, sorted; None if it asks for nothing such.

    Args:
        question: its words, in their form in the index.
        library: where it is asked.
    """
    if not _OPENINGS.match(" ".join(question[:4]) + " "):
        return None
    written = chain.from_iterable(library.vocabulary(TEXT, sign) for sign in "'123456789")
    every = [*_TIMES, *(word for word in written if _YEAR.fullmatch(word))]
    return union([library.postings(TEXT, word)[0] for word in every], library.size)
