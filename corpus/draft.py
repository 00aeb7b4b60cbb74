"""A transcript as a reader hands it over, before names are resolved.

A reader knows its format and nothing else: it returns drafts. `corpus.load`
makes programs of them, with the file's id, the people behind the labels and
what only the path can tell.
"""

from dataclasses import dataclass, field
from typing import Any

from corpus.model import Credits, Related

#: The label of what is said by somebody whom the source does not name.
UNNAMED = ""


@dataclass(slots=True)
class DraftTurn:
    """A label and the paragraphs under it, in the order of the file.

    Attributes:
        label: the speaker as printed; `UNNAMED` where nobody is named.
        moments: pairs of a character offset in the text (the paragraphs with a blank line
            between them) and the seconds at which it is said, ascending.
        speaker: who the label stands for here, where the file says so ("BY MR. ODE:").
        attributes: other attributes of `corpus.model.Turn`, by name, that few formats know.
    """

    label: str
    paragraphs: list[str] = field(default_factory=list)
    start: float | None = None
    end: float | None = None
    section: str | None = None
    speaker: str | None = None
    moments: list[tuple[int, float]] = field(default_factory=list)
    attributes: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Draft:
    """What a reader found in one transcript.

    Attributes:
        key: what tells it from the other transcripts of its file, if there are any.
        speakers: names that the file lists (front matter, a cast), with roles.
        names: names that the source itself gives to labels (a code of a cast, a chair's id).
        initials: short forms that the file explains, with the names they stand for.
        refused: what looked like a label and was not taken, with the reason.
        notices: what was odd in the file and was read in spite of it, such as "line 12: the
            cue ends before it starts".
        attributes: other attributes of `corpus.model.Program`, by name, that few formats know.
    """

    turns: list[DraftTurn] = field(default_factory=list)
    key: str | None = None
    title: str | None = None
    series: str | None = None
    date: str | None = None
    topics: list[str] = field(default_factory=list)
    description: str | None = None
    speakers: dict[str, str | None] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    initials: dict[str, str] = field(default_factory=dict)
    credits: Credits = field(default_factory=Credits)
    related: list[Related] = field(default_factory=list)
    language: str | None = None
    url: str | None = None
    media_url: str | None = None
    refused: dict[str, str] = field(default_factory=dict)
    notices: list[str] = field(default_factory=list)
    attributes: dict[str, Any] = field(default_factory=dict)
