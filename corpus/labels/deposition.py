"""Depositions: numbered lines, and who asks behind `Q.` and answers behind `A.`.

`BY MR. ODE:` says whose questions follow, until the next such line; the witness
is who was sworn.
"""

import itertools
import re

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
    r"|(?:(?:ORAL|REBUTTAL|CLOSING|OPENING) ARGUMENT OF|ON BEHALF OF) [A-Z][A-Z .,'’&-]{2,60}"
)
SWORN = re.compile(
    r"(?P<name>[A-Z][A-Za-z.'’-]+(?:[ ]+[A-Z][A-Za-z.'’-]*){1,4}),?\s[^.:]{0,160}?"
    r"\b(?:duly sworn|first sworn|been sworn|was sworn|called as a witness)"
)
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


def _sworn(head: list[str]) -> str | None:
    """The name of who was sworn, from the lines above the first question."""
    for number in range(len(head) - 1, max(-1, len(head) - 200), -1):
        line = " ".join(" ".join(part[:200] for part in head[number : number + 4]).split())
        if match := SWORN.match(line):
            return " ".join(match["name"].split())
    return None


def name_questioners(lines: list[str], turns: list[tuple[int, DraftTurn]]) -> None:
    """Set the speaker of `Q` and `A` turns, given with the lines where they start."""
    if not {"Q", "A"} <= {turn.label.upper() for _, turn in turns}:
        return
    witness = _sworn(lines[: turns[0][0]])
    examiners = [
        (number, " ".join(match["name"].split()))
        for number, line in enumerate(lines)
        if is_examiner(line) and (match := EXAMINER.match(line[:80]))
    ]
    if witness is None:
        if not examiners and not any(turn.label.casefold() in WITNESS for _, turn in turns):
            return  # an interview that calls its questions Q
        witness = "THE WITNESS"
    following = iter([*examiners, (len(lines), "")])
    asking, (at, name) = None, next(following)
    for number, turn in turns:
        while at <= number:
            asking, (at, name) = name, next(following)
        if turn.label.upper() == "Q":
            turn.speaker = asking
        elif turn.label.upper() == "A" or turn.label.casefold() in WITNESS:
            turn.speaker = witness
