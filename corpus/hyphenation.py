"""Hyphenation: words that were broken at the end of a line are made whole.

Whether `recon-` and `struction` are one word, and `well-` and `known` two with a hyphen,
is asked of the rest of the file. Where it holds neither, rules for English compounds
decide: most words that a line breaks are one word.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

HYPHENS = ("-", "‐", "\u00ad")
SOFT_HYPHEN = "\u00ad"
WORD = re.compile(r"[^\W\d_]+(?:['’\-‐][^\W\d_]+)*")
HEAD = re.compile(r"(?:^|[^\w\-‐])([^\W_]+(?:['’\-‐][^\W_]+)*)[\-‐\u00ad]$")
TAIL = re.compile(r"\s*([^\W\d_]+(?:['’\-‐][^\W\d_]+)*)")
# The last word of a line is in so many of its characters.
LONGEST_WORD = 60
LONGEST_LINE = 4_000
# First parts of English compounds, and last ones, that are written with a hyphen.
FIRST_PARTS = frozenset(
    """
    all big blood brand broad close cold cost cross dark decision deep double eight eighty even
    ever far fast fifty first five forty four free front full good great half hand hard heart high
    hot ill kind labor labour large left life light little long low mid middle mind mother much
    new nine ninety north old one open part policy price quick quite real right risk second self
    semi seven seventy short single six sixty slow small so south state still ten third thirty
    three tight time top twenty two user vice water well white wide wind world year
    """.split()
)
LAST_PARTS = frozenset(
    """
    aged based being bound born built called class date depth driven due effective eyed faced
    fashioned feet fifths five foot four free friendly fourths general hand handed held income
    intensive known law led length level like line looking made mile minded minute nine off old
    one oriented paid paying quality range ranging related risk running scale seven sided site
    six size sized sounding speaking specific standing style term thirds three time two used
    week wide winning world year years
    """.split()
)
# A whole word before a hyphen, and the beginning of many: of `in-` and `come` the line made two.
BEGINNINGS = frozenset(
    """
    a an any as at be but by can car con do every for go he her in is it man me my no not of off
    on or our out over par per so some to under up us we with
    """.split()
)
# Endings of last parts, behind a stem of so many letters: price-determining, cross-examined.
ENDINGS = ("ing", "ed")
SHORTEST_STEM = 3
# A part that is shorter may be a word by itself and is hardly ever one of a compound.
SHORTEST_WORD = 4


def unhyphenated(lines: Sequence[str]) -> list[str]:
    """The lines, with each word that a line breaks put together at the end of its first line.

    A line of which nothing is left is dropped; a blank one stays.

    Args:
        lines: the text, line ends stripped.
    """
    broken = [n for n, line in enumerate(lines[:-1]) if line.rstrip().endswith(HYPHENS)]
    if not broken:
        return list(lines)
    words = _Words.of(lines)
    whole = list(lines)
    for number in broken:
        before = whole[number].rstrip()
        head = HEAD.search(before[-LONGEST_WORD:])
        tail = TAIL.match(whole[number + 1][:LONGEST_WORD])
        if head is None or tail is None or not tail[1][0].islower() or before.endswith("--"):
            continue
        joined = words.joined(head[1], tail[1], soft=before.endswith(SOFT_HYPHEN))
        line = whole[number + 1]
        end = tail.end()
        while end < len(line) and not line[end].isspace():  # a comma, a closing bracket
            end += 1
        whole[number] = f"{before[: -len(head[1]) - 1]}{joined}{line[tail.end() : end]}"
        whole[number + 1] = line[end:].lstrip()
    return _without_emptied(whole, lines)


def _without_emptied(whole: list[str], lines: Sequence[str]) -> list[str]:
    """The lines without those of which nothing is left: a blank line would end a paragraph."""
    return [line for line, before in zip(whole, lines, strict=True) if line or not before.strip()]


class _Words:
    """The words of a text, and how often each is written."""

    def __init__(self, counts: Counter[str]) -> None:
        self._counts = counts

    @classmethod
    def of(cls, lines: Iterable[str]) -> "_Words":
        """The words of lines, without the halves of broken ones."""
        counts: Counter[str] = Counter()
        for line in lines:
            text = line.rstrip()
            found = WORD.findall(text)
            if text.endswith(HYPHENS) and found:
                found.pop()
            counts.update(word.casefold().replace("‐", "-") for word in found)
        return cls(counts)

    def joined(self, head: str, tail: str, *, soft: bool) -> str:
        """The word that the two halves make, with a hyphen or without."""
        one, two = f"{head}{tail}", f"{head}-{tail}"
        if soft or not head.isalpha():
            return one if soft else two
        without, with_hyphen = self._counts[one.casefold()], self._counts[two.casefold()]
        if without or with_hyphen:
            return one if without >= with_hyphen else two
        return two if self._is_compound(head.casefold(), tail.casefold()) else one

    def _is_compound(self, head: str, tail: str) -> bool:
        last = tail.partition("-")[0]
        stem = next((len(last) - len(end) for end in ENDINGS if last.endswith(end)), 0)
        if head in FIRST_PARTS and (last in LAST_PARTS or stem >= SHORTEST_STEM):
            return True
        if head in BEGINNINGS and head != last:
            return False
        if min(len(head), len(last)) < SHORTEST_WORD and head != last:
            return False
        return bool(self._counts[head] and (self._counts[last] or last in LAST_PARTS))
