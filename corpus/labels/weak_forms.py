"""Forms of labels that look like prose, one by one: they are labels where they recur all over."""

from collections import Counter
from collections.abc import Collection

from corpus.labels.label_shape import LEAD_INS, WHO, key, shape
from corpus.labels.line_grammar import ALONE, BULLETED, NUMBERED_NAME, UNDER_TIME, Candidate
from corpus.labels.minutes_items import is_note
from corpus.labels.questions import ASKING, FEWEST_ASKED
from corpus.segmentation import SENTENCE_ENDS

DIVIDED = "Name - text"
WEAK_FORMS = (
    DIVIDED,
    UNDER_TIME,
    BULLETED,
    NUMBERED_NAME,
    NUMBERED_NAME + ALONE,
    "Q text",
    "Q - text",
    "NAME  text",
)
# An item with fewer words may be a task as well as something said.
WORDS_OF_A_NOTE = 6


def forms_without_labels(
    candidates: Collection[Candidate], lines: int, known: set[str]
) -> frozenset[str]:
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
        elif form.startswith(NUMBERED_NAME):
            # The items of a list begin with other words each.
            used = bool(recurring) and total >= 0.6 * counts.total()
        elif form == BULLETED:
            items = [c for c in candidates if c.form == form]
            used = _are_listed(counts, recurring, known) and _are_said(items)
        elif form == "Q - text":
            used = counts["Q"] > 1 and counts["A"] > 0
        elif form == "Q text":
            # `A dog barks` is no answer where answers are written `A. …` or `A - …`.
            others = {c.label for c in candidates if c.form in ("Q. text", "Q - text")}
            answered = 1 < counts["A"] <= 2 * counts["Q"]
            led = all(c.after_blank for c in candidates if c.form == form)
            press = counts["Q"] >= FEWEST_ASKED and not counts["A"] and led
            used = not others and counts["Q"] > 1 and (answered or press)
        if not used:
            without.add(form)
    return frozenset(without)


def _are_said(items: list[Candidate]) -> bool:
    """Whether items of lists are notes of what was said: tasks are a few words each."""
    said = sum(
        1 for c in items if len(c.rest.split()) >= WORDS_OF_A_NOTE or c.rest.endswith(SENTENCE_ENDS)
    )
    return said >= 0.3 * len(items)


def _are_listed(counts: Counter[str], recurring: dict[str, int], known: set[str]) -> bool:
    """Whether items of lists begin with who says them: people come again, keys rarely do."""
    voices = {
        label: count
        for label, count in recurring.items()
        if not is_note(label)
        and (shape(label) != "handle" or key(label) in WHO or key(label) in known)
    }
    if voices and all(key(label) in ASKING for label in voices):
        # `- Q: Why?` over `A: Because.`
        return sum(voices.values()) >= 0.6 * counts.total()
    return len(voices) > 1 and sum(voices.values()) >= 0.5 * counts.total()
