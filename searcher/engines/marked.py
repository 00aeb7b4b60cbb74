"""Tags and notes with their turns."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from corpus.model import REDACTED, Program, Turn
from searcher.value import Value

if TYPE_CHECKING:
    from index.annotation.marks import Mark


class Marked(Value):
    """A tag or a note, and where it is.

    Attributes:
        code: the code of a tag; "" for a note.
        note: the text of a note; "" for a tag.
        made: when it was made, as `2026-11-27T16:20:00Z`.
        program, turn: where it is now, the program without its turns; None if its turn is gone.
        mark: as it stands in the file. What it quotes may be withheld by now: show none of it.

    >>> import searcher
    >>> with searcher.open("my-index") as archive:
    ...     _ = archive.tag("iron forgives", add=["metal"])
    ...     [(one.code, one.turn.speaker) for one in archive.marks()]
    ...     _ = archive.tag("iron forgives", remove=["metal"])
    [('metal', 'Wren Pellow')]
    """

    code: str
    note: str
    made: str
    program: Program | None
    turn: Turn | None
    mark: "Mark"

    @property
    def place(self) -> tuple[str, int] | None:
        """The id of the program and the number of the turn, or None."""
        if self.program is None or self.turn is None:
            return None
        return self.program.id, self.turn.number

    def to_dict(self) -> dict[str, Any]:
        """The mark as `searcher tag --list --json` prints it, without `type` and `schema`."""
        return {
            "code": self.code or None,
            "note": self.note or None,
            "made": self.made,
            "program": self.program.id if self.program else None,
            "title": self.program.title if self.program else None,
            "turn": self.turn.number if self.turn else None,
            "speaker": self.turn.speaker if self.turn else None,
            "start": self.turn.start if self.turn else None,
            "text": self.turn.text if self.turn else None,
        }


def for_everybody(marks: Iterable[Marked]) -> Iterator[Marked]:
    """Those of some tags and notes that a server shows to whoever asks.

    A turn that is gone, or withheld, has none. A note is text of the owner: on a program in which
    people are protected it may name them.
    """
    for one in marks:
        if one.program is None or one.turn is None:
            continue
        if not (one.note and one.program.access == REDACTED):
            yield one
