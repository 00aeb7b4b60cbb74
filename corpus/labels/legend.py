"""Short forms of names that a transcript explains: `WH: Walther Horn`, `Walther Horn (WH)`.

They are explained above the talk, or in a list below it. Inside the talk the same line is
said: `TM: Tomorrow Morning` is an answer. A line that explains nothing stays in the text.
"""

import re
from collections import Counter
from collections.abc import Iterator

from corpus.labels.label_shape import LEAD_INS, PARTICLES, key, shape
from corpus.metadata.front_matter import field_of

ITEM = re.compile(
    r"(?P<name>[^\W\d_][\w.'’-]*(?:[ \t]+[\w.'’-]+){1,4})[ \t]*[(\[](?P<short>[A-ZÀ-Þ]{1,4})[)\]]"
)
BETWEEN = re.compile(r"[\s,;&*+•–-]*(?:\b(?:and|und|et|y|e)\b)?[\s,;.]*")
LED_IN = re.compile(r"[^\W\d_][\w /-]{2,30}:\s*")
#: A line that explains a short form.
LINE = re.compile(
    r"^[ \t]*(?P<short>[A-Z]{1,4})[ \t]*(?P<sign>[:=–-])[ \t]*"
    r"(?P<name>[A-Z][\w.'’-]*(?:[ \t]+[\w.'’-]+){1,4})"
    r"(?:,[ \t]*(?P<role>[^\n]{2,80}))?[ \t]*$"
)
#: The head of a line that may be said: `Name: text`, `Q. text`, `**Name** - text`.
LABELLED = re.compile(
    r"[ \t>*_\[(\d:.\])-]{0,24}(?:(?P<label>[^\W\d_][^:：\n]{0,60}?)[ \t*_]{0,4}(?:[:：]|[–-][ \t])"
    r"|(?P<asked>[QA])\.[ \t])(?P<rest>.*)"
)
# An initial or an abbreviation ends with a full stop: `Anna M.`, `Horn Jr.`, `Ph.D.`
ABBREVIATED = re.compile(r"(?:[^\W\d_]{1,3}|(?:[^\W\d_]{1,3}\.)+[^\W\d_]{1,3})\.")
SENTENCE_END = re.compile(r"[.!?…][\"'”’*_)]*$")
# Words with a capital that begin what is said, and no name.
NO_NAMES = frozenset(
    """
    a about absolutely after all also always am an and another any are as at be because but by
    can come could did do does done each every exactly few first for from get go good had has
    have he hello her here hey hi his how i if in is it its just keep know last let like look
    many maybe me mine more most my never next no none not nothing now of off ok okay on once
    one only or our out please quite rather really right same say see she so some soon still
    such sure take tell thank thanks that the their them then there these they thing things
    this those to today tomorrow tonight too until up us very was we welcome well were what
    when where which who why will with would yes yesterday yet you your
    """.split()
)
#: Where short forms are explained, in lines from the top or from the end.
HEAD = 60
# A heading over a list is no longer.
LONGEST_HEADING = 60


def explained(lines: list[str]) -> tuple[dict[str, tuple[str, str | None]], list[str]]:
    """The names and roles that short forms stand for, and the text without these lines."""
    if not _may_explain(lines):
        return {}, lines  # most texts
    counts = Counter(_labels(lines))
    names, rest = _in_brackets(lines, counts)
    found: dict[str, tuple[str, str | None]] = {short: (name, None) for short, name in names}
    for block in (_above(lines, counts), _below(lines, counts)):
        entries = {number: match for number in block if (match := _entry(lines[number], counts))}
        if not any(_is_used(match["short"], number, lines) for number, match in entries.items()):
            continue
        for match in entries.values():
            found[match["short"]] = (match["name"].strip(), match["role"])
        for number in block:
            rest[number] = ""
    return found, rest


def _may_explain(lines: list[str]) -> bool:
    """Whether a line is written like one that explains a short form."""
    if any(LINE.match(line[:240]) for line in (*lines[:HEAD], *lines[-HEAD:])):
        return True
    return any(("(" in line or "[" in line) and ITEM.search(line[:2000]) for line in lines[:HEAD])


def _labels(lines: list[str]) -> Iterator[str]:
    """What stands where a label stands, line by line, as keys."""
    for line in lines:
        if match := LABELLED.match(line[:240]):
            yield key(match["label"] or match["asked"])


def _is_used(short: str, at: int, lines: list[str]) -> bool:
    """Whether another line begins with a short form, as a turn does."""
    begins = re.compile(rf"\W{{0,6}}{short}\b")
    return any(begins.match(line[:40]) for number, line in enumerate(lines) if number != at)


def _above(lines: list[str], counts: Counter[str]) -> list[int]:
    """The lines above the talk that explain a short form."""
    found = []
    for number, line in enumerate(lines[:HEAD]):
        if _entry(line, counts) is not None:
            found.append(number)
        elif _is_talk(line, counts):
            break
    return found


def _below(lines: list[str], counts: Counter[str]) -> list[int]:
    """The lines of a list of short forms at the end, and the heading over it."""
    found: list[int] = []
    for number in range(len(lines) - 1, max(-1, len(lines) - HEAD), -1):
        line = lines[number]
        if _entry(line, counts) is not None:
            found.append(number)
        elif line.strip():
            heads = len(line) <= LONGEST_HEADING and not SENTENCE_END.search(line.rstrip())
            match = LABELLED.match(line)
            is_list = found and heads and not (match and match["rest"].strip())
            return [*found, number] if is_list else []
    return []


def _entry(line: str, counts: Counter[str]) -> re.Match[str] | None:
    """The match of a line that explains a short form by the name of a person."""
    match = LINE.match(line[:240])
    if match is None:
        return None
    short, name = match["short"], match["name"]
    # `Q` asks and `A` answers.
    if short == "Q" or (short == "A" and counts["q"]):
        return None
    letters = "".join(word[0] for word in re.split(r"[\s-]+", name) if word).upper()
    fits = short == letters[: len(short)] or short[0] + short[-1] == letters[0] + letters[-1]
    return match if fits and _is_person(name) and _is_role(match["role"]) else None


def _is_person(name: str) -> bool:
    """Whether words are the name of a person, and not something said."""
    *first, last = name.split()
    if any(word.rstrip(".'’").casefold() in NO_NAMES - PARTICLES for word in (*first, last)):
        return False
    if name.split()[0].casefold() in PARTICLES & NO_NAMES or last[0].islower():
        return False
    if any(word[0].islower() and word not in PARTICLES for word in first):
        return False
    return all(not word.endswith(".") or _is_abbreviated(word) for word in (*first, last))


def _is_abbreviated(word: str) -> bool:
    return ABBREVIATED.fullmatch(word) is not None or key(word) in ABBREVIATIONS


ABBREVIATIONS = frozenset("prof hon capt chas wm geo thos".split())


def _is_role(role: str | None) -> bool:
    """Whether what stands behind a name and a comma says who somebody is: `chair`."""
    if role is None:
        return True
    words = role.split()
    ended = SENTENCE_END.search(role.rstrip()) and not _is_abbreviated(words[-1])
    return not ended and key(words[0]) not in NO_NAMES - {"the", "a", "an", "of", "for", "at"}


def _is_talk(line: str, counts: Counter[str]) -> bool:
    """Whether a line with a label is said: the label stands there again, or a sentence does."""
    match = LABELLED.match(line[:2000])
    if match is None:
        return False
    label = key(match["label"] or match["asked"])
    if field_of(label) is not None or label in LEAD_INS:
        return False
    if counts[label] > 1:
        return True
    return shape(label) is not None and SENTENCE_END.search(match["rest"].rstrip()) is not None


def _in_brackets(lines: list[str], counts: Counter[str]) -> tuple[list[tuple[str, str]], list[str]]:
    """Short forms in brackets behind names, and the text without the lines that list them.

    A short form is one only where it is a label.
    """
    found: list[tuple[str, str]] = []
    rest = list(lines)
    for number, line in enumerate(lines[:HEAD]):
        if _is_talk(line, counts):
            break
        if ("(" not in line and "[" not in line) or len(line) > 2000:
            continue
        items = list(ITEM.finditer(line))
        names = {
            match["short"]: " ".join(match["name"].split())
            for match in items
            if match["short"][0] == match["name"][0].upper()
        }
        if not names or (number and not _is_list(line)):
            continue
        labels = {short for short in names if _is_label(short, lines)}
        if labels:
            found += [(short, names[short]) for short in labels]
            rest[number] = ""
    return found, rest


def _is_list(line: str) -> bool:
    """Whether a line holds such names and nothing else, but for words that lead them in."""
    led_in = LED_IN.match(line)
    bare = ITEM.sub("", line[led_in.end() if led_in else 0 :])
    return BETWEEN.sub("", bare) == ""


def _is_label(short: str, lines: list[str]) -> bool:
    pattern = re.compile(rf"\W{{0,6}}{short}\W{{0,3}}(?:[:：]|$)")
    return any(pattern.match(line[:40]) for line in lines)
