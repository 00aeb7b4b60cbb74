"""What is labelled as talk is, and is none: code, forms, tables of facts, logs."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable

from corpus.draft import DraftTurn
from corpus.errors import NotATranscript
from corpus.labels import label_shape
from corpus.labels.line_grammar import Candidate
from corpus.labels.questions import ASKING
from corpus.segmentation import SENTENCE_ENDS
from corpus.source import Source

CODE_LINES = 600
CODE = re.compile(
    r"\s*(?:(?:from [\w.]+ )?import [\w.{* ]+|def \w+\(|class \w+[(:]|#include\b|return\b.*[;)\]]$"
    r"|(?:if|elif|for|while|with) .{1,150}:$|(?:try|else|finally|except\b.{0,80}):$|@\w+[\w.(]*"
    r"|[\w.\[\]\"']{1,60} ?[-+*|]?= ?\S|[\w.]{1,60}\([^()]{0,150}\);?$|[})\]]+[;,]?$|>>> \w+[.(=]"
    r"|.{0,150}[;{]$|(?:my|our|var|let|const|public|static|sub|function) [\w$@%(])"
)
FAQ = re.compile(
    r"\W*(?:faqs?\b|frequently asked questions|häufige fragen|preguntas frecuentes"
    r"|foire aux questions)",
    re.I,
)
ASSIGNMENT = re.compile(r"[\w.-]{1,60}\s*=")
# The date of a log's line.
LOGGED = re.compile(r"\W{0,2}\d{4}-\d\d-\d\d[ T]\d\d:\d\d")
# A word that is no sentence, or a number.
VALUE = re.compile(r"[A-Z][\w/-]{0,30}(?: [A-Z][\w/-]{0,30})?|\d[\d.,%/-]{0,20}(?: \w{1,10})?")
FEWEST_KEYS = 4
# So many blocks with the same keys are the records of a form, and so many keys a record has.
FEWEST_RECORDS, FEWEST_FIELDS = 3, 3
FIELD = re.compile(
    r"[ \t]*(?:[-*] )?(?P<key>[^\W\d_][^:\n]{0,59}?)[ ]?\d{0,4}:[ \t]+(?P<value>\S.*)"
)
KEYED = re.compile(r"[ \t]*(?:- )?[\w\"'/{}.$-]{1,60}:(?=\s|$)")
MOST_OF_IT = 0.6
# From so many labels on, something must be said behind some of them.
FEWEST_VALUES = 4
ASKED = 200


def heads_questions(title: str) -> bool:
    """Whether a title stands over questions that readers often have, which nobody asked."""
    return FAQ.match(title[:80]) is not None


def refuse_questions(source: Source, titles: Iterable[str], labels: Iterable[str]) -> None:
    """Refuse a page of questions that readers often have.

    Raises:
        NotATranscript: its title says so, and nobody is named but a question and an answer.
    """
    asked = {label_shape.key(label) for label in set(labels) if label}
    if asked <= ASKING and any(heads_questions(title) for title in titles):
        raise NotATranscript(
            source.path, "it is a list of frequent questions, which nobody asked and answered aloud"
        )


def reads_like_code(lines: list[str]) -> bool:
    """Whether many lines are those of a program: so are `try:` and `default:`."""
    asked = [line[:200] for line in lines[:CODE_LINES] if line and not line.isspace()]
    code = sum(1 for line in asked if CODE.match(line))
    return code > max(2, 0.15 * len(asked))


def reads_like_values(starts: list[Candidate], lines: list[str], *, above: int = 0) -> bool:
    """Whether the texts of labels are values of keys: dates, names, words without a sentence.

    Args:
        starts: where the labels stand.
        lines: the lines of the text.
        above: how many lines of keys and values stand right above the first label.
    """
    if len(starts) + above < FEWEST_VALUES or any(c.marked for c in starts):
        return False
    logged = sum(1 for one in starts if LOGGED.match(one.rest))
    if logged >= 0.8 * len(starts) or _are_keys(starts, lines) or _nested(starts, lines):
        return True
    if any(VALUE.fullmatch(one.rest) for one in starts[:ASKED]) and _are_records(lines):
        return True
    asked = starts[:ASKED]
    spoken_like = 0
    for one, following in zip(asked, [c.line for c in starts[1:]] + [len(lines)], strict=False):
        below = lines[one.line + 1 : min(following, one.line + 5)]
        said = " ".join([one.rest, *(line for line in below if line[:1] != "#")]).strip()
        spoken_like += is_speech(said[:2000])
    return spoken_like < 0.2 * len(asked)


def holds_keys(turns: Collection[DraftTurn]) -> bool:
    """Whether a word that is no name, such as `Priority`, always has a mere word behind it."""
    if not any(
        label_shape.key(label) in label_shape.LEAD_INS for label in {t.label for t in turns}
    ):
        return False  # most texts
    values: defaultdict[str, list[bool]] = defaultdict(list)
    for turn in turns:
        key = label_shape.key(turn.label)
        if key in label_shape.LEAD_INS:
            said = turn.paragraphs[0] if len(turn.paragraphs) == 1 else ""
            values[key].append(VALUE.fullmatch(said) is not None)
    return any(len(found) >= FEWEST_KEYS and all(found) for found in values.values())


def _are_keys(starts: list[Candidate], lines: list[str]) -> bool:
    """Whether several labels always have a word or a number behind them: `Priority: High`."""
    values: defaultdict[str, list[bool]] = defaultdict(list)
    for one in starts:
        alone = (
            one.line + 1 >= len(lines)
            or lines[one.line + 1].strip() == ""
            or any(other.line == one.line + 1 for other in starts[:ASKED])
        )
        values[one.label].append(alone and VALUE.fullmatch(one.rest) is not None)
    keys = sum(1 for found in values.values() if len(found) >= FEWEST_KEYS and all(found))
    return keys > 1


def _are_records(lines: list[str]) -> bool:
    """Whether most lines stand in blocks with the same keys in the same order, as in a form.

    People may speak in turn, too; of a form some key always has a mere word behind it.
    """
    records: defaultdict[tuple[str, ...], list[list[str]]] = defaultdict(list)
    block: list[re.Match[str]] | None = []
    filled = 0
    for line in [*lines[:CODE_LINES], ""]:
        if line.strip():
            filled += 1
            field = FIELD.match(line[:200]) if block is not None else None
            block = [*block, field] if block is not None and field else None
            continue
        if block and len(block) >= FEWEST_FIELDS:
            keys = tuple(field["key"] for field in block)
            records[keys].append([field["value"].strip() for field in block])
        block = []
    keys, found = max(records.items(), key=lambda item: len(item[1]), default=((), []))
    if len(found) < FEWEST_RECORDS or len(set(keys)) < max(FEWEST_FIELDS, len(keys)):
        return False
    if len(found) * len(keys) < MOST_OF_IT * filled:
        return False
    return any(
        all(VALUE.fullmatch(value) for value in column) for column in zip(*found, strict=True)
    )


def _nested(starts: list[Candidate], lines: list[str]) -> bool:
    """Whether lines are the keys of YAML: in lower case, set in, some with keys under them."""
    if not all(one.label[:1].islower() for one in starts):
        return False
    filled = [line for line in lines[:CODE_LINES] if line.strip()]
    keyed = [line for line in filled if KEYED.match(line[:200])]
    indented = sum(1 for line in keyed if line[0] in " \t")
    open_ = sum(1 for line in keyed if line.rstrip().endswith(":"))
    return len(keyed) >= 0.7 * len(filled) and indented >= 0.3 * len(keyed) and open_ > 1


def is_speech(said: str) -> bool:
    """Whether words may be said: a sentence, or several words that are no names."""
    if ASSIGNMENT.match(said):
        return False
    words = [word for word in said.split() if any(c.isalpha() for c in word)]
    uncapitalised = sum(1 for word in words if word[0].islower())
    return len(words) > 3 or uncapitalised > 1 or said.endswith(SENTENCE_ENDS) or not said.isascii()
