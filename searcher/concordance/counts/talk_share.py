"""Talk share: how much everybody says, and who asks and who answers."""

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from searcher.concordance.counts.by import OVER_TIME, By
from searcher.query.filters import EVERYTHING, Filters
from searcher.value import Value

if TYPE_CHECKING:
    # The values need no NumPy.
    from searcher.concordance.counts.grouping import Groupings
    from searcher.matching.arrays import Turns
    from searcher.matching.exchanges import Exchanges

#: A question mark in the bytes of a stored text, of Latin, Chinese and Arabic scripts; not that of
#: an address (`/watch?v=1`).
QUESTION = tuple(map(re.compile, (rb"\?(?![\w=&/%.])", rb"\xef\xbc\x9f", rb"\xd8\x9f")))


class Share(NamedTuple):
    """What is said in the turns of a group.

    Attributes:
        value, title, program: as in `searcher.concordance.counts.counts.Group`.
        turns: how many turns it has.
        words: how many words are said in them.
        asked: how many of the turns have a question mark.
        answered: how many of them come right after such a turn of somebody else.
    """

    value: str | None
    turns: int
    words: int
    asked: int
    answered: int
    title: str | None = None
    program: str | None = None

    @property
    def mean(self) -> float:
        """The mean number of words of a turn."""
        return self.words / self.turns if self.turns else 0.0

    def plus(self, other: "Share") -> "Share":
        """Both groups as one, which has the value of this one."""
        return self._replace(
            turns=self.turns + other.turns,
            words=self.words + other.words,
            asked=self.asked + other.asked,
            answered=self.answered + other.answered,
        )


_NOTHING = Share(None, 0, 0, 0, 0)


class TalkShare(Value):
    """How much everybody says.

    Attributes:
        by: what is counted by.
        total: everything that the filters leave.
        groups: those who say most first, or in the order of time.
        unknown: the turns of which it is not known, such as those of undated programs.
        is_multiple: whether a turn is in several groups.
        filters: the filters.
        seconds: how long it took.
    """

    by: By
    total: Share
    groups: tuple[Share, ...]
    unknown: Share = _NOTHING
    is_multiple: bool = False
    filters: Filters = EVERYTHING
    seconds: float = 0.0

    def __repr__(self) -> str:
        return f"<TalkShare by {self.by}: {len(self.groups):,} groups>"


def talk_share(
    by: By, allowed: "Turns | None", groupings: "Groupings", exchanges: "Exchanges"
) -> TalkShare:
    """How much everybody says.

    Args:
        by: what to count by.
        allowed: the turns that the filters leave; None for all.
        groupings: of a library.
        exchanges: of the same library.
    """
    # The values above are used without an index.
    import numpy as np

    from searcher.concordance.counts.counting import Sums

    library = groupings.library
    turns = library.documents() if allowed is None else allowed.astype(np.int64)
    questions = exchanges.questions[turns]
    read = None if allowed is None else np.union1d(turns, questions)
    asking = library.saying(QUESTION, read)
    # An answer of several turns is one answer. Index -1, no question, is the last element.
    answering = np.append(asking, False)[np.where(questions == turns - 1, questions, -1)]
    grouping = groupings.by(by)
    sums = Sums(grouping, groupings.programs, len(groupings.entries))
    lengths = library.lengths[turns]
    columns = (
        sums.of(turns),
        sums.of(turns, lengths),
        sums.of(turns, asking[turns].astype(np.int64)),
        sums.of(turns, answering.astype(np.int64)),
    )
    total = Share(None, len(turns), int(lengths.sum()),
                  int(asking[turns].sum()), int(answering.sum()))  # fmt: skip
    *groups, unknown = (Share(None, *numbers) for numbers in zip(*columns, strict=True))
    named = (
        share._replace(value=name.value, title=name.title, program=name.program)
        for name, share in zip(grouping.names, groups, strict=True)
        if share.turns
    )
    return TalkShare(
        by,
        total,
        _in_order(by, named),
        unknown,
        grouping.is_multiple,
    )


def united(each: Sequence[TalkShare]) -> TalkShare:
    """The talk shares of several archives as one."""
    first = each[0]
    groups: dict[tuple[str | None, object], Share] = {}
    for number, one in enumerate(each):
        for share in one.groups:
            # A program, and a voice of one recording, are in one archive only.
            own = share.program is not None or one.by == By.PROGRAM
            key = share.value, (number, share.program) if own else None
            groups[key] = groups[key].plus(share) if key in groups else share
    return first.replaced(
        total=_sum(one.total for one in each),
        groups=_in_order(first.by, groups.values()),
        unknown=_sum(one.unknown for one in each),
        is_multiple=any(one.is_multiple for one in each),
        seconds=sum(one.seconds for one in each),
    )


def _in_order(by: By, shares: Iterable[Share]) -> tuple[Share, ...]:
    if by in OVER_TIME:
        return tuple(sorted(shares, key=lambda share: share.value or ""))
    return tuple(
        sorted(shares, key=lambda share: (-share.words, share.value or "", share.program or ""))
    )


def _sum(shares: Iterable[Share]) -> Share:
    total = _NOTHING
    for share in shares:
        total = total.plus(share)
    return total
