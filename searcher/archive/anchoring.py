"""By what the turn of a tag, of a note or of a correction is found again."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from corpus.corrected_words import source_text

if TYPE_CHECKING:
    # A search needs none of it; so below.
    from index.annotation.marks import Mark
    from index.annotation.surroundings import Surroundings
    from searcher.engines.engine import Engine


class Anchors:
    """Makes marks for turns. Those of one program come one after the other.

    Args:
        engine: what has the turns.
    """

    def __init__(self, engine: "Engine") -> None:
        self._engine = engine
        self._program: str | None = None
        self._texts: list[str] = []
        self._around: Surroundings | None = None

    def mark(
        self, program: str, number: int, *, text: str | None = None, code: str = "", note: str = ""
    ) -> "Mark":
        """A mark on a turn.

        Args:
            program: the id of its program.
            number: of the turn.
            text: what it said when it was looked at; None for what it says now.
            code: of a tag.
            note: the text of a note.
        """
        from index.annotation.marks import LONGEST, Mark
        from index.annotation.surroundings import Surroundings

        if self._around is None or program != self._program:
            found = self._engine.program(program)
            # Corrections come and go, and the text of the file stays.
            self._texts = [source_text(turn) for turn in found.turns] if found else []
            self._around, self._program = Surroundings(self._texts), program
        is_there = number <= len(self._texts)
        prefix, suffix = self._around.of(number - 1) if is_there else ("", "")
        if text is None:
            text = self._texts[number - 1] if is_there else ""
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return Mark(code, note, text[:LONGEST], prefix, suffix, program, number, now)
