"""Signs that more than one person speaks in a document that names nobody."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from corpus.labels import label_shape
from corpus.readers.text.blocks import DASH, KEY, Block

# From so many questions on, set apart from their answers, a text is an interview.
FEWEST_QUESTIONS, MOST_QUESTIONS = 3, 0.6
QUESTION_SIGNS = ("?", "？", "؟", "՞", ";")
# `>>`, at which the speaker changes, and `Q.` or `A:`.
CHANGE = re.compile(r"\s{0,8}(?:>>|&gt;&gt;)")
QUESTION = re.compile(r"[QA](?:\.|\d{0,3}[:.])\s")


def several_voices(blocks: Iterable[Block]) -> str | None:
    """A sign that more than one person speaks, or None: the words are then in nobody's name."""
    dashes = 0
    for block in blocks:
        for line in block.lines:
            head = line[:80]
            if (match := KEY.match(head)) and _begins_to_speak(match["label"].strip()):
                return match["label"].strip()
            if CHANGE.match(head) or QUESTION.match(head):
                return head[:3].strip()
            dashes += block.kind == "text" and DASH.match(head.lstrip()) is not None
    return "–" if dashes > 1 else None


def _begins_to_speak(label: str) -> bool:
    """Whether a key is more likely a speaker than a heading: a name, initials, `Audience`."""
    if not label[0].isupper():
        return False
    if label_shape.key(label).rstrip("0123456789 ") in label_shape.WHO:
        return True
    kind = label_shape.shape(label)
    return kind == "initial" or (kind == "person" and not label[-1].isdigit())


def are_questions(blocks: Sequence[Block]) -> bool:
    """Whether the paragraphs that are set apart are questions, each with an answer under it."""
    texts = [block for block in blocks if block.kind in ("text", "heading")]
    asked = [block for block in texts if block.marked]
    answered = sum(1 for one, two in pairwise(texts) if is_answered(one, two))
    questions = sum(map(_is_question, asked))
    return (
        len(asked) >= FEWEST_QUESTIONS
        and questions >= MOST_QUESTIONS * len(asked)
        and answered >= MOST_QUESTIONS * len(asked)
    )


def is_answered(one: Block, two: Block) -> bool:
    """Whether a block is set apart, as a question is, and the next one says something."""
    return one.marked and not two.marked and two.kind in ("text", "item")


def _is_question(block: Block) -> bool:
    return block.marked and block.text.rstrip('"”’») ').endswith(QUESTION_SIGNS)
