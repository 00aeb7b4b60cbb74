"""Words that were corrected by hand, with their turns."""

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from corpus.model import Corrected, Program, Turn
from searcher.value import Value

if TYPE_CHECKING:
    from index.word_corrections.corrections import WordCorrection


class State(StrEnum):
    """What became of a correction."""

    #: Its words are in the turn.
    MADE = "made"
    #: The next change of the index puts them there.
    WAITING = "waiting"
    #: Its turn is gone, or no longer has the words; it is kept, and made again if they come back.
    GONE = "gone"
    #: Its turn, or what is in it, may not be shown.
    WITHHELD = "withheld"


class CorrectedWords(Value):
    """Words that were corrected by hand.

    Attributes:
        number: by which they are undone.
        state: what became of the correction.
        wrong: what the file has; "" where it may not be shown.
        right: what was said; "" where it may not be shown.
        made: when it was made, as `2026-11-27T16:20:00Z`.
        program, turn: where it is now, the program without its turns; None if it is nowhere.
        words: the words in the turn; None if they are not there.
        correction: as it stands in the file. What it quotes may be withheld by now: show none.

    >>> import searcher
    >>> with searcher.open("my-index") as archive:
    ...     archive.corrections()
    ()
    """

    number: int
    state: State
    wrong: str
    right: str
    made: str
    program: Program | None
    turn: Turn | None
    words: Corrected | None
    correction: "WordCorrection"

    def to_dict(self) -> dict[str, Any]:
        """It as `searcher correct --list --json` prints it, without `type` and `schema`."""
        turn, words = self.turn, self.words
        return {
            "number": self.number,
            "state": self.state.value,
            "wrong": self.wrong or None,
            "right": self.right or None,
            "made": self.made,
            "program": self.program.id if self.program else None,
            "title": self.program.title if self.program else None,
            "turn": turn.number if turn else None,
            "speaker": turn.speaker if turn else None,
            "start": turn.start if turn else None,
            "text": turn.text if turn else None,
            "span": [words.start, words.end] if words else None,
        }
