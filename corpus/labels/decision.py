"""What is a speaker label, decided over the whole document.

A colon at the start of a line is a label in one file and prose in the next
("So: …", "Topics include: …", "https://…"). One line cannot tell. A document
can: labels recur, they are short, they are shaped like names, and they stand
where the other labels stand.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field

from corpus.draft import UNNAMED
from corpus.labels.deposition import is_examiner
from corpus.labels.line_grammar import ALONE, UNDER_TIME, Candidate, read_lines
from corpus.labels.shape import (
    LEAD_INS,
    MOST_WORDS,
    NO_LABEL,
    SOUNDS,
    WHO,
    is_marker_label,
    key,
    shape,
)

ENDS_SENTENCE = re.compile(r"[.!?…:,;\"”’')\]-]\s*$")


@dataclass(slots=True)
class Decision:
    """Which labels a document has, and why the others are none."""

    taken: set[str] = field(default_factory=set)
    refused: dict[str, str] = field(default_factory=dict)
    only_after_blank: bool = False
    without: frozenset[str] = frozenset()

    def takes(self, candidate: Candidate) -> bool:
        """Whether this line starts a turn."""
        if candidate.label not in self.taken or candidate.form in self.without:
            return False
        return candidate.after_blank or candidate.marked or not self.only_after_blank


def decide(
    candidates: Collection[Candidate],
    *,
    paragraphs: int,
    known: Iterable[str] = (),
    lines: int | None = None,
    captions: bool = False,
) -> Decision:
    """Tell the labels of a document from its other colons.

    Args:
        candidates: every line that could start a turn.
        paragraphs: how many paragraphs the document has.
        known: names that the document gives elsewhere (front matter, description).
        lines: how many of its lines are not blank, where a line may be a paragraph.
        captions: its paragraphs are cues, of which few are the first of a turn.
    """
    known_keys = {key(name) for name in known}
    without = _forms_without_labels(candidates, paragraphs if lines is None else lines)
    other = {c.label for c in candidates if c.form in without}
    divided = {c.line for c in candidates if c.form == DIVIDED and DIVIDED not in without}
    candidates = [
        c
        for c in candidates
        if c.form not in without and (c.form == DIVIDED or c.line not in divided)
    ]
    evidence = _Evidence.gather(candidates, known_keys, paragraphs, lines)
    decision = Decision(without=without)
    decision.refused.update(dict.fromkeys(other, "labels are not written like this here"))
    for name, group in evidence.groups.items():
        reason = evidence.against(name)
        for candidate in group:
            if reason is None:
                decision.taken.add(candidate.label)
                decision.refused.pop(candidate.label, None)
            else:
                decision.refused[candidate.label] = reason
    if not captions:
        _refuse_strewn(decision, candidates, known_keys, paragraphs)
    if not decision.taken and lines == 1:
        _take_only_line(decision, candidates)
    sure = [c for c in evidence.sure() if c.label in decision.taken]
    places = [c.after_blank for c in sure or candidates if c.label in decision.taken]
    decision.only_after_blank = bool(places) and sum(places) >= 0.9 * len(places)
    if decision.only_after_blank:
        _refuse_within(decision, evidence.groups)
    if len(candidates) >= FEWEST_REGULAR:
        _take_the_rest(decision, candidates, min(paragraphs, lines or paragraphs))
    return decision


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What the candidates of a document say together, before any is taken.

    Attributes:
        groups: the candidates of each label, by its key.
        known: the keys of names that the document gives elsewhere.
        paragraphs: how many it has.
        core: the keys of the surest labels: those that recur or are known.
        dense: most paragraphs start with a label.
        first: the line of the first of the surest.
        written: whether a group is written as the surest are, if these are all alike.
        listed: no label recurs, and there are many, as in a list.
    """

    groups: dict[str, list[Candidate]]
    known: set[str]
    paragraphs: int
    core: set[str]
    dense: bool
    first: int
    written: Callable[[list[Candidate]], str | None] | None
    listed: bool

    @classmethod
    def gather(
        cls, candidates: Iterable[Candidate], known: set[str], paragraphs: int, lines: int | None
    ) -> "_Evidence":
        groups: defaultdict[str, list[Candidate]] = defaultdict(list)
        for candidate in candidates:
            groups[key(candidate.label)].append(candidate)
        likely = {
            name: group
            for name, group in groups.items()
            if name in known or _against(group, groups, paragraphs) is None
        }
        core = {name for name, group in likely.items() if len(group) > 1 or name in known}
        return cls(
            groups=groups,
            known=known,
            paragraphs=paragraphs,
            core=core,
            dense=_dense(likely, paragraphs, lines),
            first=min((c.line for name in core for c in likely[name]), default=0),
            written=_as_written([c for name in core for c in likely[name]]),
            listed=not core and _is_list(likely),
        )

    def against(self, name: str) -> str | None:
        """Why a label is none, or None where it is one."""
        if name in self.known:
            return None
        group = self.groups[name]
        reason = _against(group, self.groups, self.paragraphs)
        if reason is None and self.listed:
            reason = "no label recurs, and there are many"
        if reason is None and name not in self.core:
            reason = _against_one(
                group[0], dense=self.dense, core=bool(self.core), first=self.first
            )
        if reason is None and self.written is not None:
            reason = self.written(group)
        often = len(group) > 2 or group[0].marked or self.dense
        if reason is None and shape(group[0].label) == "handle" and not often:
            reason = "it is a word in lower case"
        return reason

    def sure(self) -> Iterator[Candidate]:
        """The candidates of the surest labels."""
        for name in self.core:
            yield from self.groups[name]


def _forms_without_labels(candidates: Collection[Candidate], lines: int) -> frozenset[str]:
    """The weak forms that this document does not use: what they match are other lines.

    `Name - text`, a name alone under a time and `Q text` look like prose, one by one.
    They are labels where they recur all over a document.
    """
    without = set()
    for form in WEAK_FORMS:
        counts = Counter(c.label for c in candidates if c.form == form)
        if not counts:
            continue
        recurring = {
            label: count
            for label, count in counts.items()
            if count > 1 and shape(label) is not None and key(label) not in LEAD_INS
        }
        total = sum(recurring.values())
        nearly_all = bool(recurring) and counts.total() >= max(3, 0.9 * lines)
        used = nearly_all or (len(recurring) > 1 and total >= 0.5 * lines)
        if form == UNDER_TIME:
            used = bool(recurring) and total >= 0.6 * counts.total()
        elif form == "Q text":
            others = {c.label for c in candidates if c.form == "Q. text"}
            used = not others and counts["Q"] > 1 and 1 < counts["A"] <= 2 * counts["Q"]
        if not used:
            without.add(form)
    return frozenset(without)


DIVIDED = "Name - text"


def _refuse_strewn(
    decision: Decision, candidates: Collection[Candidate], known: set[str], paragraphs: int
) -> None:
    """Refuse words that stand before colons here and there in a long text, and name nobody.

    Two people who answer each other at length are few colons, too, and nearly all of them.
    """
    taken = [c for c in candidates if c.label in decision.taken]
    few = len(taken) < STREWN * paragraphs and len(decision.taken) < len(decision.refused)
    if not taken or paragraphs < LONG_TEXT or not few:
        return
    if any(c.marked or key(c.label) in known or _is_person(c.label) for c in taken):
        return
    for one in taken:
        decision.taken.discard(one.label)
        decision.refused[one.label] = "it stands here and there, and is nobody's full name"


def _is_person(label: str) -> bool:
    return shape(label) == "person" or key(label) in WHO


# A text of so many paragraphs, and the share of them that the labels of a talk start at least.
LONG_TEXT = 30
STREWN = 0.1
WEAK_FORMS = (DIVIDED, UNDER_TIME, "Q text")


def _is_list(likely: dict[str, list[Candidate]]) -> bool:
    """Whether labels of which none recurs are the keys of a form, a glossary, a recipe.

    People answer each other. Many who speak once each are named in full.
    """
    return len(likely) > MOST_ONCE and not all(
        group[0].marked or shape(group[0].label) == "person" for group in likely.values()
    )


# So many may speak once each, and nobody twice.
MOST_ONCE = 3


def _take_only_line(decision: Decision, candidates: Collection[Candidate]) -> None:
    """Take the label of a text of one line: `Dr. Ann Lee: This is all that I have to say.`"""
    for one in candidates:
        full = shape(one.label) == "person" and len(one.rest.split()) > 3
        if full and not _reads_like_title(one.rest) and one.label in decision.refused:
            decision.taken.add(one.label)
            del decision.refused[one.label]


# From so many paragraphs on, that each starts with a colon's words is no coincidence.
FEWEST_REGULAR = 20


def _take_the_rest(decision: Decision, candidates: Collection[Candidate], units: int) -> None:
    """Take what is no name by its shape, where every paragraph starts with a label.

    In `Anke: …`, `iPhone von Petra: …`, `Voice at the back: …` the place tells.
    """
    placed = [c for c in candidates if c.after_blank or units == len(candidates)]
    taken = sum(1 for c in placed if c.label in decision.taken)
    if len(placed) < 0.98 * units or taken < 0.9 * len(placed):
        return
    for one in placed:
        if (
            decision.refused.get(one.label) == NO_NAME
            and one.form.startswith("Name: text")
            and not NO_LABEL.search(one.label)
            and len(one.label.split()) <= MOST_WORDS
        ):
            decision.taken.add(one.label)
            del decision.refused[one.label]


def _dense(likely: dict[str, list[Candidate]], paragraphs: int, lines: int | None) -> bool:
    """Whether most paragraphs start with a label: the colons are the format, not the prose."""
    every = [c for group in likely.values() for c in group]
    led = sum(1 for c in every if c.after_blank)
    by_line = lines is not None and len(every) >= 0.5 * lines
    return len(likely) > 1 and (led >= 0.5 * paragraphs or by_line)


def _against(
    group: list[Candidate], groups: dict[str, list[Candidate]], paragraphs: int
) -> str | None:
    """Why a label is none whatever else the document holds, or None."""
    label, name = group[0].label, key(group[0].label)
    if is_examiner(f"{label}:"):
        return "it says whose questions follow"
    if is_marker_label(label):
        return "it marks a break"
    if group[0].label == UNNAMED and group[0].marked:
        return None
    if name in LEAD_INS and not (name in PAIRS and all(groups.get(n, ()) for n in PAIRS)):
        return "it introduces what is said"
    if shape(label) is None and not group[0].form.startswith("<v"):
        return NO_NAME
    bracket = "[Name] text"
    if group[0].form == bracket + ALONE and len(group) == 1 and group[0].start is None:
        return "it is a heading in brackets"
    if group[0].form.startswith(bracket) and (name in SOUNDS or not group[0].marked):
        bracketed = {n for n, g in groups.items() if g[0].form.startswith(bracket)}
        if name in SOUNDS or len(bracketed - SOUNDS) < 2 or len(group) < 0.1 * paragraphs:
            return "it is a stage direction in brackets"
    if group[0].form.startswith("Q. text") and not (groups.get("q") and groups.get("a")):
        return "there are no questions and answers"
    return None


NO_NAME = "it is not shaped like a name"
PAIRS = ("question", "answer")


def _against_one(one: Candidate, *, dense: bool, core: bool, first: int) -> str | None:
    """Why a label that stands only once is none, or None."""
    form = shape(one.label)
    if one.marked and (dense or core):
        return None
    if core and one.rest and _reads_like_title(one.rest):
        return "it reads like a title"
    if core and form == "handle" and len(one.label.split()) > 1:
        return "it is words in lower case"
    if dense:
        return None
    # Somebody who speaks once among long turns: a full name, where the others stand.
    if core and form == "person" and one.after_blank and one.line > first:
        if one.label.split()[0].casefold() in ("the", "a", "an", "my", "our"):
            return "it stands only once"
        return None
    return "it stands only once"


def _as_written(core: list[Candidate]) -> Callable[[list[Candidate]], str | None] | None:
    """A check that a label is written as the surest labels are, where these all are alike."""
    most = 0.9 * len(core)
    if len(core) < 2:
        return None
    if sum(1 for c in core if c.form.startswith(">>")) > most:
        return lambda group: (
            None
            if any(c.form.startswith(">>") for c in group)
            else "it has no >>, as labels here do"
        )
    if sum(1 for c in core if c.start is not None) > most:
        return lambda group: (
            None if any(c.start is not None for c in group) else "it has no time, as labels here do"
        )
    if sum(1 for c in core if c.form.endswith(ALONE)) > most:
        return lambda group: (
            None if len(group) > 2 or not group[0].rest else "it is not alone on its line"
        )
    return None


def _reads_like_title(rest: str) -> bool:
    """Whether text is `A Subtitle` rather than something said."""
    words = [word for word in rest.split() if word[0].isalpha()]
    if len(words) < 2 or len(words) > 12 or ENDS_SENTENCE.search(rest):
        return False
    return all(word[0].isupper() or len(word) <= 4 for word in words) and words[-1][0].isupper()


def _refuse_within(decision: Decision, groups: dict[str, list[Candidate]]) -> None:
    """Say of the labels that stand only where labels do not that they are none."""
    for group in groups.values():
        if group[0].label in decision.taken and not any(c.after_blank or c.marked for c in group):
            for candidate in group:
                decision.taken.discard(candidate.label)
                decision.refused[candidate.label] = "it stands within a paragraph"


def find(lines: list[str]) -> list[Candidate]:
    """The lines that may start a turn."""
    return read_lines(lines)[0]


def counted(candidates: Iterable[Candidate]) -> Counter[str]:
    """How often each label stands, spellings counted together."""
    return Counter(key(candidate.label) for candidate in candidates)
