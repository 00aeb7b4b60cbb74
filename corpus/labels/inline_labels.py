"""Labels within the lines of a text that has lost its line ends, as text out of a PDF does.

There a label stands behind a gap of several blanks: `… to come.    Al Sikora:  Thank you.`
In other texts it stands behind a sentence: `Host: Is it late? Maya: It is.`
"""

import re
from collections import Counter
from collections.abc import Iterator

from corpus.labels import label_shape
from corpus.labels.clauses import is_clause
from corpus.labels.honorifics import TITLES
from corpus.labels.label_shape import key as key_of
from corpus.labels.legend import NO_NAMES

#: A text has lost its line ends where a line holds so many labels.
FEWEST_WITHIN = 3
#: Lines shorter than this are whole.
LONG_LINE = 200

LABEL = r"[^\W\d_][^:：\n\t\[\]]{0,59}?"
# A gap is tried from its first blank only: from each of them would take the square of its length.
GAP = re.compile(rf"(?:(?<=\])[ \t]+|(?<![ \t])[ \t]{{3,}}|\t)(?P<label>{LABEL}):(?=\s|$)")


# A name behind the end of a sentence.
NAME = r"[^\W\d_a-z][\w.'’-]{0,30}(?:[ ][^\W_a-z][\w.'’-]{0,30}){0,3}"
BEHIND = re.compile(
    r"[.?!…—\"”’)\]](?P<gap>[ \t]+)(?:[-–—][ \t]?)?"
    rf"(?P<label>{NAME}):[ \t]+(?=\S)"
)
ANSWERED = re.compile(r"\?[\"”’)]?[ \t]+A\.[ \t]")
ASKED = re.compile(r"(?<=[.?!\"”’)\]])[ \t]+(?=[QA]\.[ \t]+\S)")
LAST_WORD = re.compile(r"([^\W\d_]+)\.$")
#: A sentence in front of a name is no shorter.
SHORTEST_BEFORE = 8
HEADED = re.compile(rf"^[ \t]{{0,8}}(?P<label>{NAME}):[ \t]+\S", re.MULTILINE)
# Titles that are not in the list of titles, without their full stop.
SHORTENED = frozenset("shri smt thiru dep sr st fr messrs atty vice asst dir amb sup".split())
#: A name that begins no line is a label if it stands so in this share of the headed lines.
SHARE_WITHIN = 0.3
#: With a smaller share of names within lines, a text has a line for each speaker. To part only
#: some of what stands within a line would give the rest of it to the wrong person.
RARE_WITHIN = 0.05


def on_lines_of_their_own(lines: list[str]) -> list[str]:
    """The lines, those that hold several labels parted before each of them."""
    return _behind_sentences(_behind_questions(_behind_gaps(lines)))


def _behind_questions(lines: list[str]) -> list[str]:
    """The lines with `Q.` and `A.` at their heads, where old records write on: `Why? A. I fell.`"""
    answered = sum(1 for line in lines if "? A. " in line for _ in ANSWERED.finditer(line))
    if answered < FEWEST_WITHIN or not any(line.lstrip().startswith("Q. ") for line in lines):
        return lines
    return [part for line in lines for part in ASKED.split(line)]


def _behind_sentences(lines: list[str]) -> list[str]:
    text = "\n".join(lines)
    inner = Counter(match["label"] for match in behind_sentences(text))
    if inner.total() < FEWEST_WITHIN:
        return lines
    heads = Counter(match["label"] for match in HEADED.finditer(text))
    names = {
        label
        for label, count in inner.items()
        if _names(label)
        and (
            (FEWEST_WITHIN <= count <= 2 * heads.total() and count >= SHARE_WITHIN * heads.total())
            or (heads[label] > 1 and (label.isupper() or label_shape.shape(label) == "person"))
        )
    }
    parted_at = sum(inner[name] for name in names)
    if parted_at < max(1, RARE_WITHIN * heads.total()):
        return lines
    if parted_at >= SHARE_WITHIN * heads.total():
        # The text is written so: who else speaks within its lines would lose the words.
        names |= {label for label in inner if _names(label) and key_of(label) not in NO_NAMES}
    parted, at = [], 0
    for match in behind_sentences(text):
        if match["label"] in names:
            parted += [text[at : match.start("gap")], "\n\n"]
            at = match.end("gap")
    return "".join([*parted, text[at:]]).split("\n")


def behind_sentences(text: str) -> Iterator[re.Match[str]]:
    """The names before colons that stand behind the end of a sentence, and the `gap` between.

    The full stop of a title or an initial ends no sentence: `Mr. Speaker: Order.`
    """
    for match in BEHIND.finditer(text):
        end = match.start("gap")
        before = text[max(end - 40, text.rfind("\n", 0, end) + 1) : end]
        if len(before.strip()) < SHORTEST_BEFORE or before.isupper():
            continue  # a title, or a label of a play: `THE KEEPER. Mrs. Ode: hold the lamp.`
        word = LAST_WORD.search(before)
        if word and (len(word[1]) == 1 or word[1].casefold() in TITLES | SHORTENED):
            continue
        yield match


def _behind_gaps(lines: list[str]) -> list[str]:
    if not any(len(line) >= LONG_LINE and "   " in line for line in lines):
        return lines
    found = [match for line in lines if "   " in line for match in GAP.finditer(line)]
    names = Counter(label_shape.key(match["label"]) for match in found if _names(match["label"]))
    if sum(names.values()) < FEWEST_WITHIN or max(names.values()) < 2:
        return lines
    parted: list[str] = []
    for line in lines:
        at = 0
        for match in GAP.finditer(line):
            if label_shape.key(match["label"]) in names:
                parted += [line[at : match.start()], ""]
                at = match.start("label")
        parted.append(line[at:])
    return parted


def _names(label: str) -> bool:
    return (
        label_shape.shape(label) in ("person", "name", "initial")
        and label_shape.key(label) not in label_shape.LEAD_INS
        and not is_clause(label)
    )
