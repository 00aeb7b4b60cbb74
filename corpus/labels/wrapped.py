"""Lines that only look as if a turn began on them, told by the line above and by other lines.

`A. He said that. Then I heard: Run!` is an answer, and `A. Smith: Yes.` is Smith. A line of a
wrapped paragraph begins with a name and a colon where the sentence above goes on:
`I turned to` and below it `Hale: it was his wife`.
"""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace

from corpus.draft import UNNAMED
from corpus.labels.clauses import is_clause
from corpus.labels.decision import Decision, is_shouted
from corpus.labels.honorifics import ABBREVIATED
from corpus.labels.label_shape import LEAD_INS, key, shape
from corpus.labels.legend import NO_NAMES
from corpus.labels.line_grammar import Candidate

ASKED = re.compile(r"[ \t]*(?P<label>[QA])(?P<stop>\.?)(?P<gap>[ \t]+)(?=\S)")
FORM = "Name: text"
# Signs behind which nothing of a sentence is left to say.
ENDED = tuple('.!?…:;,"”’»)]}-–—*_。！？」』')
TITLE_AT_END = re.compile(rf"\b(?:{'|'.join(sorted(ABBREVIATED))})\.$", re.IGNORECASE)
QUOTE = ('"', "“", "„", "«")
CLOSED = re.compile(r"[\"”“»][.,]?\s*$")
#: A quotation of several paragraphs is no longer, in lines.
LONGEST_QUOTATION = 24
#: So many of the turns end as a sentence does where one that does not goes on in the next line.
MOST_ENDED = 0.85
FEWEST_TURNS = 4


def asked_or_named(candidates: Collection[Candidate], lines: Sequence[str]) -> list[Candidate]:
    """The candidates, those read as `Q. text` or `A  text` whose colon stands inside the text."""
    counts = Counter(key(one.label) for one in candidates)
    if not counts["q"]:
        return list(candidates)
    return [_asked(one, lines[one.line], counts) or one for one in candidates]


def _asked(one: Candidate, line: str, counts: Counter[str]) -> Candidate | None:
    """A line as a question or an answer, if what stands before its colon is no name."""
    match = ASKED.match(line[:40])
    if match is None or not one.form.startswith(FORM) or one.label[:1] not in "QA":
        return None
    if not counts[key(match["label"])]:
        return None
    gap = len(match["gap"].expandtabs(8))
    if (not match["stop"] and gap < 2) or len(one.label) == 1:
        return None
    words = one.label[1:].lstrip(". ")
    name = shape(words) is not None and not is_clause(words) and key(words) not in LEAD_INS
    name = name and words.split()[0].casefold() not in NO_NAMES and gap == 1
    if name or (counts[key(one.label)] > 1 and gap == 1 and shape(one.label) == "person"):
        return None
    rest = line[match.end() :].strip()
    return replace(one, label=match["label"], rest=rest, form="Q. text", marked=False)


def without_wrapped(
    starts: Sequence[Candidate], lines: Sequence[str], decision: Decision
) -> list[Candidate]:
    """The candidates without those on which the sentence of the line above goes on.

    Only where turns end with their sentences, nearly always: notes and chats do not. A label that
    stands nowhere else may be either: then nobody knows who says what follows.
    """
    within = {one.line for one in starts if _may_be_wrapped(one, lines)}
    others = [one for one in starts if one.line not in within]
    if not within or len(others) < FEWEST_TURNS:
        return list(starts)
    above = [line_above(one.line, lines) for one in others[1:]]
    if sum(1 for line in above if is_ended(line)) < MOST_ENDED * len(above):
        return list(starts)
    counts = Counter(key(one.label) for one in starts)
    small = sum(1 for one in others if one.rest[:1].islower()) > 0.1 * len(others)
    shouted = all(is_shouted(one.label) for one in others)
    kept: list[Candidate] = []
    for one in starts:
        goes_on = (not small and one.rest[:1].islower()) or (shouted and not is_shouted(one.label))
        doubted = counts[key(one.label)] == 1 and shape(one.label) != "person"
        if one.line not in within or not (goes_on or doubted):
            kept.append(one)
        elif not goes_on:
            kept.append(replace(one, label=UNNAMED, rest=lines[one.line].strip()))
    taken = {one.label for one in kept}
    for one in starts:
        if one.label not in taken:
            decision.taken.discard(one.label)
            decision.refused[one.label] = "it goes on with the sentence above"
    return kept


def _may_be_wrapped(one: Candidate, lines: Sequence[str]) -> bool:
    """Whether a sentence of the line above may go on with the label and what follows it."""
    if one.after_blank or one.marked or one.start is not None or not one.rest or not one.line:
        return False
    above = lines[one.line - 1].rstrip()
    return bool(above) and one.form.startswith(FORM) and not is_ended(above)


def is_ended(line: str) -> bool:
    """Whether a line ends as a sentence does, and not with the title of somebody."""
    return line.endswith(ENDED) and TITLE_AT_END.search(line) is None


def line_above(number: int, lines: Sequence[str]) -> str:
    """The last line above a line that is not blank."""
    return next((lines[n].rstrip() for n in range(number - 1, -1, -1) if lines[n].strip()), "")


def without_quoted(
    starts: Sequence[Candidate], lines: Sequence[str], decision: Decision
) -> list[Candidate]:
    """The candidates without those of a letter or a dialogue that somebody quotes.

    A quotation that begins a paragraph and ends another one is one person's words. Where anybody
    in it also speaks outside of it, its quotation marks are a slip, and tell nothing.
    """
    if not any(line.lstrip()[:1] in QUOTE for line in lines):
        return list(starts)
    inside: dict[int, range] = {}
    for number, line in enumerate(lines):
        if line.lstrip()[:1] in QUOTE and number not in inside and (end := _end(lines, number)):
            inside.update(dict.fromkeys(range(number, end + 1), range(number, end + 1)))
    outside = {key(one.label) for one in starts if one.line not in inside}
    spans = {inside[one.line] for one in starts if one.line in inside}
    broken = {
        inside[one.line] for one in starts if one.line in inside and key(one.label) in outside
    }
    dropped = {line for span in spans - broken for line in span}
    for one in starts:
        if one.line in dropped:
            decision.taken.discard(one.label)
            decision.refused[one.label] = "it stands in a quotation"
    return [one for one in starts if one.line not in dropped]


def _end(lines: Sequence[str], begin: int) -> int | None:
    """The line with which a quotation ends that is still open at the end of its first line."""
    first = lines[begin].strip()
    if sum(first.count(sign) for sign in '"“”„«»') != 1:
        return None
    for number in range(begin + 1, min(begin + LONGEST_QUOTATION, len(lines))):
        line = lines[number].strip()
        marks = sum(line.count(sign) for sign in '"“”„«»')
        if marks == 1 and CLOSED.search(line):
            return number
        if marks and line[:1] not in QUOTE:
            return None
    return None
