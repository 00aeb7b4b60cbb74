"""A message of a chat, and the turns that messages are."""

from collections.abc import Iterable
from dataclasses import dataclass

from corpus.draft import Draft, DraftTurn


@dataclass(frozen=True, slots=True)
class Message:
    """What one person sent at once.

    Attributes:
        sender: the name as printed; empty where nobody is named.
        paragraphs: what is written; empty for a picture, a call or a deleted message.
        day: the ISO date on which it was sent, or None.
        start: the seconds of its clock time, where a meeting's chat has no other.
    """

    sender: str
    paragraphs: list[str]
    day: str | None = None
    start: float | None = None


def draft_of(messages: Iterable[Message], title: str | None = None) -> Draft:
    """The transcript that messages are: a turn each, dated by the first.

    A chat of several days has a section for each of them, since clock times start anew.
    """
    said = [message for message in messages if message.paragraphs]
    days = {message.day for message in said}
    draft = Draft(title=title)
    draft.date = next((message.day for message in said if message.day), None)
    draft.turns = [
        DraftTurn(
            message.sender,
            message.paragraphs,
            message.start,
            section=message.day if len(days) > 1 else None,
        )
        for message in said
    ]
    return draft
