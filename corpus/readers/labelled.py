"""Plain text in which a label starts a turn: `Name: text`, or `Name:` alone on a line."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus import labels
from corpus.draft import Draft, DraftTurn
from corpus.errors import NotATranscript
from corpus.furniture import is_credit, is_disclaimer, is_marker, is_page_part, spoken
from corpus.metadata import iso_date
from corpus.source import Source


@dataclass(slots=True)
class Conversation:
    """A text parted into what stands above the first label and the turns."""

    head: list[str]
    turns: list[DraftTurn]
    refused: dict[str, str]


def recognises(source: Source) -> bool:
    """Whether the text has labels that recur."""
    lines = source.text.splitlines()
    return bool(labels.decide(labels.find(lines), paragraphs=len(paragraphs(lines))).taken)


def read(source: Source) -> Iterator[Draft]:
    """The one transcript of the file."""
    talk = converse(source.text.splitlines())
    if not talk.turns:
        raise NotATranscript(source.path, "no label is followed by anything said")
    draft = Draft(turns=talk.turns, refused=talk.refused)
    describe(draft, talk.head)
    yield draft


def converse(lines: list[str], known: Iterable[str] = ()) -> Conversation:
    """Part lines into turns, with the labels decided over all of them.

    Args:
        lines: the text, line ends stripped.
        known: names that the text gives elsewhere.
    """
    candidates = labels.find(lines)
    decision = labels.decide(candidates, paragraphs=len(paragraphs(lines)), known=known)
    starts = [candidate for candidate in candidates if decision.takes(candidate)]
    first = starts[0].line if starts else len(lines)
    turns = []
    for candidate, end in zip(starts, [c.line for c in starts[1:]] + [len(lines)], strict=True):
        said = paragraphs([candidate.rest, *lines[candidate.line + 1 : end]])
        if said := spoken(said):
            turns.append(DraftTurn(candidate.label, said))
    return Conversation(paragraphs(lines[:first]), turns, decision.refused)


def paragraphs(lines: list[str]) -> list[str]:
    """The paragraphs of lines: wrapped lines joined, runs of white space folded."""
    joined: list[str] = []
    current: list[str] = []
    for line in [*lines, ""]:
        if words := line.split():
            current += words
        elif current:
            joined.append(" ".join(current))
            current = []
    return joined


def describe(draft: Draft, head: list[str]) -> None:
    """Take title, date and description from the paragraphs above the first label."""
    for paragraph in head:
        if draft.date is None and len(paragraph) < 60 and (date := iso_date(paragraph)):
            draft.date = date
            if draft.title is not None:
                continue
        if is_disclaimer(paragraph) or is_credit(paragraph) or is_marker(paragraph):
            continue
        if is_page_part(paragraph):
            continue
        if draft.title is None and len(paragraph) <= 150:
            draft.title = paragraph.lstrip("# ")
        elif draft.description is None:
            draft.description = paragraph
        else:
            draft.description += "\n\n" + paragraph
