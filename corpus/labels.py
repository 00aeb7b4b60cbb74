"""What is a speaker label, decided over the whole document.

A colon at the start of a line is a label in one file and prose in the next
("So: …", "Topics include: …", "https://…"). One line cannot tell. A document
can: labels recur, they are short, they are shaped like names, and they stand
where the other labels stand.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

LONGEST_LABEL = 60
MOST_WORDS = 7

# Words before a colon that introduce what is said and name nobody.
LEAD_INS = frozenset(
    """
    also and answer because but caution conclusion date duration example examples finally first
    here however important later link links location meaning next no note notes now number ok okay
    on once or place plus ps published question read recorded remember reminder second see so
    source sources still subject summary that then there these they third this time tip title
    today topic topics update updated warning well what why yes
    """.split()
)

# Parts of a name that are written in lower case.
PARTICLES = frozenset(
    "& al and bin da das de del der di do dos du el la le of the van von y".split()
)

HONORIFIC = r"(?:Dr|Drs|Doctor|Prof|Professor|Mr|Mrs|Ms|Miss|Sir|Dame|Sen|Rep|Rev|Judge|Justice)"
TITLED = re.compile(rf"{HONORIFIC}\b\.?\s+\S", re.IGNORECASE)
WORD = re.compile(r"[^\s,/()]+")
NO_LABEL = re.compile(r"[?!;\"“”<>|=]|https?$|//|\.\s*$(?<!\b[A-Z]\.)(?<!Jr\.)(?<!Sr\.)(?<!\.D\.)")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that may start a turn.

    Attributes:
        line: number of the line in its document, from 0.
        label: what stands before the colon, spaces folded.
        rest: what stands behind it.
        after_blank: the line before it is blank, or there is none.
    """

    line: int
    label: str
    rest: str
    after_blank: bool


@dataclass(slots=True)
class Decision:
    """Which labels a document has, and why the others are none."""

    taken: set[str] = field(default_factory=set)
    refused: dict[str, str] = field(default_factory=dict)
    only_after_blank: bool = False

    def takes(self, candidate: Candidate) -> bool:
        """Whether this line starts a turn."""
        if candidate.label not in self.taken:
            return False
        return candidate.after_blank or not self.only_after_blank


def key(label: str) -> str:
    """The form under which spellings of one label are counted together."""
    return " ".join(label.split()).casefold().rstrip(".")


def shape(label: str) -> str | None:
    """What a label looks like: `person`, `initial`, `name`, `handle`, or None for no label.

    `person` has a title or at least two capitalised words, `initial` is one or
    two letters, `name` one capitalised word, `handle` anything else short.
    """
    if not label or len(label) > LONGEST_LABEL or NO_LABEL.search(label):
        return None
    words = WORD.findall(label)
    if not words or len(words) > MOST_WORDS or not any(c.isalpha() for c in label):
        return None
    if TITLED.match(label):
        return "person"
    letters = [c for c in label if c.isalpha()]
    if len(letters) <= 2 and len(words) == 1:
        return "initial"
    capitalised = sum(1 for word in words if word[0].isupper() or word[0].isdigit())
    lower = [w for w in words if w[0].islower() and w.casefold() not in PARTICLES]
    if lower and capitalised:
        return None
    if capitalised >= 2:
        return "person"
    if capitalised == 1:
        return "name"
    return "handle" if len(words) <= 2 else None


def decide(
    candidates: Collection[Candidate], *, paragraphs: int, known: Iterable[str] = ()
) -> Decision:
    """Tell the labels of a document from its other colons.

    Args:
        candidates: every line that could start a turn.
        paragraphs: how many paragraphs the document has.
        known: names that the document gives elsewhere (front matter, description).
    """
    known_keys = {key(name) for name in known}
    counts = Counter(key(c.label) for c in candidates)
    # Where most paragraphs start with a candidate, the colons are the format, not the prose.
    led = sum(1 for c in candidates if c.after_blank and shape(c.label))
    dense = len(counts) > 1 and led >= 0.5 * paragraphs

    decision = Decision()
    for candidate in candidates:
        label, form = candidate.label, shape(candidate.label)
        count = counts[key(label)]
        if key(label) in known_keys:
            decision.taken.add(label)
        elif form is None:
            decision.refused[label] = "it is not shaped like a name"
        elif key(label) in LEAD_INS:
            decision.refused[label] = "it introduces what is said"
        elif count > 1 or dense:
            decision.taken.add(label)
        else:
            decision.refused[label] = "it stands only once"

    places = [c.after_blank for c in candidates if c.label in decision.taken]
    decision.only_after_blank = bool(places) and sum(places) >= 0.9 * len(places)
    return decision


LABELLED = re.compile(
    rf"[ \t]*(?P<label>[^\s:][^:\n]{{0,{LONGEST_LABEL - 1}}}):(?P<rest>(?:\s.*)?)$"
)


def find(lines: list[str]) -> list[Candidate]:
    """The lines of the form `Name: text` or `Name:`."""
    found = []
    after_blank = True
    for number, line in enumerate(lines):
        if ":" in line and (match := LABELLED.match(line)):
            label = " ".join(match["label"].split())
            found.append(Candidate(number, label, match["rest"].strip(), after_blank))
        after_blank = not line.strip()
    return found
