"""What is a speaker label, decided over the whole document.

A colon at the start of a line is a label in one file and prose in the next
("So: …", "Topics include: …", "https://…"). One line cannot tell. A document
can: labels recur, they are short, they are shaped like names, and they stand
where the other labels stand.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field

from corpus.draft import UNNAMED
from corpus.labels import single_occurrence
from corpus.labels.clauses import is_clause, is_counted_part, is_dated
from corpus.labels.deposition import is_examiner
from corpus.labels.label_shape import (
    LEAD_INS,
    MOST_WORDS,
    NO_LABEL,
    SOUNDS,
    WHO,
    is_marker_label,
    is_voice,
    key,
    shape,
)
from corpus.labels.line_grammar import ALONE, BULLETED, Candidate
from corpus.labels.minutes_items import is_note
from corpus.labels.questions import (
    ASKING,
    answered_pair,
    are_asked_and_answered,
    is_asked,
    is_press,
)
from corpus.labels.single_occurrence import Habits, reads_like_title
from corpus.labels.weak_forms import DIVIDED, forms_without_labels
from corpus.segmentation import SENTENCE_ENDS

# A text of so many paragraphs, and the share of them that the labels of a talk start at least.
LONG_TEXT = 30
STREWN = 0.1
SPOKEN = re.compile(r"\b(?:I|[Mm]e|[Yy]ou|[Ww]e|us|ich|[Dd]u|wir|je|tu|nous|yo|tú|eu|io)\b")
# So many may speak once each, and nobody twice.
MOST_ONCE = 3
# From so many paragraphs on, that each starts with a colon's words is no coincidence.
FEWEST_REGULAR = 20
# `Transcript completed by: Ann Lee`
BY = (" by", " por", " par")
CREDIT = "it says who made the transcript"
NO_NAME = "it is not shaped like a name"
# Reasons for which not only the label, but what stands behind it was said by nobody.
NOT_SAID = frozenset(("it heads a note, which nobody says", "it is a part of the document", CREDIT))
# A shorter name in capitals may be initials.
LONGEST_INITIAL = 2


@dataclass(slots=True)
class Decision:
    """Which labels a document has, and why the others are none.

    Attributes:
        notes: labels of what is noted down between turns, which nobody says.
    """

    taken: set[str] = field(default_factory=set)
    refused: dict[str, str] = field(default_factory=dict)
    notes: set[str] = field(default_factory=set)
    only_after_blank: bool = False
    without: frozenset[str] = frozenset()

    def takes(self, candidate: Candidate) -> bool:
        """Whether this line starts a turn."""
        if candidate.label not in self.taken or candidate.form in self.without:
            return False
        placed = candidate.after_blank or candidate.marked or not self.only_after_blank
        return placed or is_shouted(candidate.label)


def decide(
    candidates: Collection[Candidate],
    *,
    paragraphs: int,
    known: Iterable[str] = (),
    lines: int | None = None,
    captions: bool = False,
    is_word: Callable[[str], bool] = lambda word: False,
) -> Decision:
    """Tell the labels of a document from its other colons.

    Args:
        candidates: every line that could start a turn.
        paragraphs: how many paragraphs the document has.
        known: names that the document gives elsewhere (front matter, description).
        lines: how many of its lines are not blank, where a line may be a paragraph.
        captions: its paragraphs are cues, of which few are the first of a turn.
        is_word: whether the document has a word in lower case, as any other word.
    """
    known_keys = {key(name) for name in known}
    without = forms_without_labels(candidates, paragraphs if lines is None else lines, known_keys)
    other = {c.label for c in candidates if c.form in without}
    divided = {c.line for c in candidates if c.form == DIVIDED and DIVIDED not in without}
    candidates = [
        c
        for c in candidates
        if c.form not in without and (c.form == DIVIDED or c.line not in divided)
    ]
    evidence = _Evidence.gather(candidates, known_keys, paragraphs, lines, is_word)
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
                if reason in NOT_SAID:
                    decision.notes.add(candidate.label)
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
        habits: how the surest are written and placed; None where there are none.
        written: whether a group is written as the surest are, if these are all alike.
        listed: no label recurs, and there are many, as in a list.
        named_in_lists: items of lists begin with names that have capitals.
        handles: those of the surest labels that are words in lower case.
    """

    groups: dict[str, list[Candidate]]
    known: set[str]
    paragraphs: int
    core: set[str]
    dense: bool
    habits: Habits | None
    is_word: Callable[[str], bool]
    written: Callable[[list[Candidate]], str | None] | None
    listed: bool
    named_in_lists: bool
    handles: set[str]

    @classmethod
    def gather(
        cls,
        candidates: Iterable[Candidate],
        known: set[str],
        paragraphs: int,
        lines: int | None,
        is_word: Callable[[str], bool],
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
        core |= answered_pair(likely)
        surest = [c for name in core for c in likely[name]]
        return cls(
            groups=groups,
            known=known,
            paragraphs=paragraphs,
            core=core,
            dense=_dense(likely, paragraphs, lines),
            habits=Habits.of(surest) if surest else None,
            is_word=is_word,
            written=_as_written(surest),
            listed=not core and _is_list(likely),
            named_in_lists=_named_in_lists(surest),
            handles={name for name in core if shape(likely[name][0].label) == "handle"},
        )

    def against(self, name: str) -> str | None:
        """Why a label is none, or None where it is one."""
        if name in self.known:
            return None
        group = self.groups[name]
        reason = _against(group, self.groups, self.paragraphs)
        if reason is None and self.listed:
            reason = "no label recurs, and there are many"
        # `PETE (off)` is Pete, who speaks elsewhere.
        if reason is None and not {name, name.partition(" (")[0]} & self.core:
            reason = single_occurrence.refusal_reason(
                group[0], dense=self.dense, habits=self.habits, is_word=self.is_word
            )
        if reason is None and self.written is not None:
            reason = self.written(group)
        often = len(group) > 2 or group[0].marked or self.dense or name in WHO
        if reason is None and shape(group[0].label) == "handle":
            listed = all(c.form == BULLETED for c in group) and self.named_in_lists
            # A document has several nicks, or none; a line may be wrapped before a word.
            alone = not self.handles - {name} and len(self.core) > 1 and not group[0].marked
            rare = alone and name not in WHO and not any(c.after_blank for c in group)
            if not often or listed or rare:
                reason = "it is a word in lower case"
        return reason

    def sure(self) -> Iterator[Candidate]:
        """The candidates of the surest labels."""
        for name in self.core:
            yield from self.groups[name]


def _named_in_lists(surest: Collection[Candidate]) -> bool:
    items = [c for c in surest if c.form == BULLETED]
    capital = sum(1 for c in items if shape(c.label) != "handle")
    return bool(items) and capital >= 0.6 * len(items)


def _refuse_strewn(
    decision: Decision, candidates: Collection[Candidate], known: set[str], paragraphs: int
) -> None:
    """Refuse words that stand before colons here and there in a long text, and name nobody.

    Two people who answer each other at length are few colons, too, and nearly all of them.
    """
    taken = [c for c in candidates if c.label in decision.taken]
    refused = {c.label for c in candidates if c.label in decision.refused}
    few = len(taken) < STREWN * paragraphs and len(decision.taken) < len(refused)
    if are_asked_and_answered(taken):
        return  # `Q: Why?`, and right below it `A: Because.`
    if not taken or paragraphs < LONG_TEXT or not few:
        return
    if any(c.marked or key(c.label) in known or _is_person(c.label) for c in taken):
        return
    for one in taken:
        decision.taken.discard(one.label)
        decision.refused[one.label] = "it stands here and there, and is nobody's full name"


def _is_person(label: str) -> bool:
    return shape(label) == "person" or key(label) in WHO


def _is_list(likely: dict[str, list[Candidate]]) -> bool:
    """Whether labels of which none recurs are the keys of a form, a glossary, a recipe.

    People answer each other. Many who speak once each are named in full.
    """
    named = [g[0].marked or shape(g[0].label) == "person" for g in likely.values()]
    if len(likely) <= MOST_ONCE or all(named):
        return False
    # Names of people, too, where what stands behind them is said to one another.
    said = sum(1 for g in likely.values() if _is_said_to_somebody(g[0].rest))
    names = all(shape(g[0].label) in ("person", "name") for g in likely.values())
    return not (names and any(named) and said >= 0.5 * len(likely))


def _is_said_to_somebody(rest: str) -> bool:
    """Whether a sentence asks, or speaks of `I` and `you`, as a definition never does."""
    return rest.endswith("?") or (rest.endswith(SENTENCE_ENDS) and SPOKEN.search(rest) is not None)


def _take_only_line(decision: Decision, candidates: Collection[Candidate]) -> None:
    """Take the label of a text of one line: `Dr. Ann Lee: This is all that I have to say.`"""
    for one in candidates:
        full = shape(one.label) == "person" and len(one.rest.split()) > 3
        if full and not reads_like_title(one.rest) and one.label in decision.refused:
            decision.taken.add(one.label)
            del decision.refused[one.label]


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
    if name.endswith(BY):
        return CREDIT
    if is_note(label):
        return "it heads a note, which nobody says"
    if is_counted_part(label):
        return "it is a part of the document"
    if is_dated(label):
        return "it holds a date, as the head of a page does"
    if is_clause(label) and not is_voice(label):
        return "it is part of a sentence"
    if group[0].label == UNNAMED and group[0].marked:
        return None
    called = is_voice(label) and label[0].isupper() and not label.isupper()  # `Class: Yes!`
    if name in LEAD_INS and not called and not (name in ASKING and is_asked(group, groups)):
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
    if group[0].form.startswith(("Q. text", "Q text")) and not (
        groups.get("q") and groups.get("a")
    ):
        return None if is_press(group, groups) else "there are no questions and answers"
    return None


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


def is_shouted(label: str) -> bool:
    """Whether a label is in capitals, but for what is in brackets: `PETE (off)`.

    Where such a name is a label, it is one within a paragraph, too.
    """
    name = label.partition(" (")[0]
    return name.isupper() and sum(map(str.isalpha, name)) > LONGEST_INITIAL


def _refuse_within(decision: Decision, groups: dict[str, list[Candidate]]) -> None:
    """Say of the labels that stand only where labels do not that they are none."""
    for group in groups.values():
        placed = any(c.after_blank or c.marked for c in group) or is_shouted(group[0].label)
        if group[0].label in decision.taken and not placed:
            for candidate in group:
                decision.taken.discard(candidate.label)
                decision.refused[candidate.label] = "it stands within a paragraph"
