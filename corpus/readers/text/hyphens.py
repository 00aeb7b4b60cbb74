"""Words that the end of a line divides, made whole: `envi-` over `ronmental` is one word.

Whether the hyphen stays is decided by the words of the file: by the whole word or the
hyphenated one where the file has it elsewhere, else by the parts.
"""

import re
from collections import Counter
from functools import cached_property

DIVIDED = re.compile(r"(?P<first>[^\W\d_]+(?:-[^\W\d_]+)*)-$")
GOES_ON = re.compile(r"\s*(?P<second>[^\W\d_]+(?:-[^\W\d_]+)*)(?P<after>\S*)\s*")
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# First parts of words that keep their hyphen.
PREFIXES = frozenset(
    """
    after all anti cross double ex far first five four free full half hand hard high ill in
    industry ice large last left light long low mid middle multi narrow near new nine non north
    off old on one open over part post pre pro quasi re right second self semi seven short single
    six slow small so soft south state ten third three time top twenty thirty forty fifty sixty
    seventy eighty ninety two under up vice well west whole wide world year
    """.split()
)
#: A part of a word that is shorter is no word, though a text may have it by itself.
SHORTEST = 4


class Words:
    """The words of a text, counted when they are asked for."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each word stands in the text, in any case, none of them divided."""
        return Counter(
            word.casefold()
            for line in self._lines
            for word in WORD.findall(line if not line.endswith("-") else line.rpartition(" ")[0])
        )


def joined(lines: list[str]) -> list[str]:
    """The lines; the second part of a divided word stands behind the first one."""
    if not any(line.rstrip().endswith("-") for line in lines):
        return lines
    words = Words(lines)
    whole: list[str] = []
    for line in lines:
        before = whole[-1].rstrip() if whole else ""
        divided = DIVIDED.search(before[-60:]) if before.endswith("-") else None
        goes_on = GOES_ON.match(line) if divided else None
        if divided is None or goes_on is None or not goes_on["second"][0].islower():
            whole.append(line)
            continue
        hyphen = "-" if _keeps(divided["first"], goes_on["second"], words) else ""
        whole[-1] = f"{before[:-1]}{hyphen}{goes_on['second']}{goes_on['after']}"
        if rest := line[goes_on.end() :]:
            whole.append(rest)
    return whole


def _keeps(first: str, second: str, words: Words) -> bool:
    one, two = first.casefold(), second.casefold()
    if words.counts[one + two]:
        return False
    if words.counts[f"{one}-{two}"] or "-" in one:
        return True
    if one in PREFIXES and len(two) >= SHORTEST - 1:
        return True
    both = words.counts[one] and words.counts[two]
    return bool(both) and min(len(one), len(two)) >= SHORTEST
