"""Depositions: numbered lines, and who asks behind `Q.` and answers behind `A.`.

`BY MR. ODE:` says whose questions follow, until the next such line; the witness
is who was sworn.
"""

import bisect
import itertools
import operator
import re
from dataclasses import dataclass

from corpus.draft import DraftTurn

NUMBERED = re.compile(
    r"[ \t]{0,8}(?:\(|\d{2,6}:)?(?P<number>\d{1,4})[.)]?(?:[ \t]{1,40}(?P<text>\S.*)?|$)"
)
# Every page of a deposition has the same lines, mostly 25.
FEWEST_NUMBERED = 10
EXAMINER = re.compile(
    r"[ \t]*(?:Q\.?[ \t]+|\()?BY[ \t]+"
    r"(?P<name>(?:MR|MS|MRS|MISS|DR)\.[ \t]+[A-Z][A-Z'’ .-]{1,40}?)\)?[ \t]*:",
    re.IGNORECASE,
)
HEADING = re.compile(
    r"(?:FURTHER )?(?:RE)?(?:DIRECT|CROSS)?[- ]?EXAMINATION(?: \(?(?:CONTINUED|CONT'D)\)?)?"
    r"|(?:(?:ORAL|REBUTTAL|CLOSING|OPENING) ARGUMENT OF|ON BEHALF OF"
    r"|(?:(?:OPENING|PREPARED|CLOSING) )?(?:STATEMENT|TESTIMONY) OF) [A-Z][A-Z .,'’&-]{2,60}"
)
SWORN = re.compile(
    r"(?P<name>[A-Z][A-Za-z.'’-]+(?:[ ]+[A-Z][A-Za-z.'’-]*){1,4}),?\s[^.:]{0,160}?"
    r"\b(?:duly sworn|first sworn|been sworn|was sworn|called as a witness)"
)
SWORE = re.compile(r"\bsworn\b|\bas a witness\b")
AS_FOLLOWS = ("follows:", "follows.", "follows;", "follows")
LONGEST_OATH = 5
WITNESS = frozenset(("the witness", "the deponent"))


def without_line_numbers(lines: list[str]) -> list[str]:
    """The lines without the numbers down their left edge, if they are numbered."""
    if not _numbered(lines):
        return lines
    bare = []
    for line in lines:
        match = NUMBERED.match(line)
        bare.append((match["text"] or "") if match else line)
    return bare


def _numbered(lines: list[str]) -> bool:
    numbers = []
    filled = 0
    for line in lines[:2000]:
        if line and not line.isspace():
            filled += 1
            if match := NUMBERED.match(line[:60]):
                numbers.append(int(match["number"]))
    if len(numbers) < max(FEWEST_NUMBERED, 0.7 * filled):
        return False
    follow = sum(1 for one, two in itertools.pairwise(numbers) if two in (one + 1, 1))
    return follow >= 0.8 * (len(numbers) - 1)


def is_examiner(line: str) -> bool:
    """Whether a line by itself says whose questions follow, or heads them."""
    if HEADING.fullmatch(line[:80].strip()):
        return True
    if line[:12].lstrip()[:3].upper() not in ("BY ", "BY\t", "(BY"):
        return False
    match = EXAMINER.match(line[:80])
    return match is not None and not line[match.end() :].strip()


@dataclass(frozen=True, slots=True)
class Oath:
    """That a witness was sworn: the lines that say so, from `begin` to before `end`."""

    begin: int
    end: int
    name: str


def oaths(lines: list[str], first: int) -> list[Oath]:
    """Who was sworn, in the order of the lines.

    Below the first label only what ends with `testified as follows` is none of the talk.

    Args:
        lines: the text.
        first: the line of the first label.
    """
    found: list[Oath] = []
    if not any(SWORE.search(line[:200]) for line in lines):
        return found  # most texts
    number = 0
    while number < len(lines):
        block = lines[number : number + LONGEST_OATH]
        oath = _oath(number, block) if any(SWORE.search(line[:200]) for line in block) else None
        if oath is not None and (number < first or oath.end > oath.begin):
            found.append(oath)
        number = max(number + 1, oath.end if oath else 0)
    return found


def _oath(number: int, block: list[str]) -> Oath | None:
    block = list(itertools.takewhile(str.strip, block))
    match = SWORN.match(" ".join(" ".join(line[:200] for line in block).split()))
    if match is None:
        return None
    last = next((n for n, line in enumerate(block) if line.rstrip().endswith(AS_FOLLOWS)), -1)
    return Oath(number, number + last + 1, " ".join(match["name"].split()))


def without_oaths(lines: list[str], sworn: list[Oath], first: int) -> list[str]:
    """The lines without the oaths below the first label, which nobody says."""
    kept = list(lines)
    for oath in sworn:
        if oath.begin > first:
            kept[oath.begin : oath.end] = [""] * (oath.end - oath.begin)
    return kept


def name_questioners(
    lines: list[str], sworn: list[Oath], turns: list[tuple[int, DraftTurn]]
) -> None:
    """Set the speaker of `Q` and `A` turns, given with the lines where they start."""
    if not {"Q", "A"} <= {turn.label.upper() for _, turn in turns}:
        return
    witnesses = [(oath.begin, oath.name) for oath in sworn]
    examiners = [
        (number, " ".join(match["name"].split()))
        for number, line in enumerate(lines)
        if is_examiner(line) and (match := EXAMINER.match(line[:80]))
    ]
    called = any(turn.label.casefold() in WITNESS for _, turn in turns)
    if not (sworn or examiners or called):
        return  # an interview that calls its questions Q
    for number, turn in turns:
        if turn.label.upper() == "Q":
            turn.speaker = _last_before(number, examiners)
        elif turn.label.upper() == "A" or turn.label.casefold() in WITNESS:
            turn.speaker = _last_before(number, witnesses) or "THE WITNESS"


def _last_before(number: int, named: list[tuple[int, str]]) -> str | None:
    """The name in the last of these lines that stand above a line."""
    at = bisect.bisect_right(named, number, key=operator.itemgetter(0))
    return named[at - 1][1] if at else None
