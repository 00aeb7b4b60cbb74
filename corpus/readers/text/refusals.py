"""What is labelled as talk is, and is none: code, forms, tables of facts, logs."""

import re
from collections.abc import Iterable

from corpus.errors import NotATranscript
from corpus.labels import label_shape
from corpus.labels.decision import ASKING
from corpus.labels.line_grammar import Candidate
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
    asked = starts[:ASKED]
    spoken_like = 0
    for one, following in zip(asked, [c.line for c in starts[1:]] + [len(lines)], strict=False):
        below = lines[one.line + 1 : min(following, one.line + 5)]
        said = " ".join([one.rest, *(line for line in below if line[:1] != "#")]).strip()
        spoken_like += is_speech(said[:2000])
    return spoken_like < 0.2 * len(asked)


def is_speech(said: str) -> bool:
    """Whether words may be said: a sentence, or several words that are no names."""
    if ASSIGNMENT.match(said):
        return False
    words = [word for word in said.split() if any(c.isalpha() for c in word)]
    uncapitalised = sum(1 for word in words if word[0].islower())
    return len(words) > 3 or uncapitalised > 1 or said.endswith(SENTENCE_ENDS) or not said.isascii()
