"""Tags and notes as they stand in their file, `tags.json` in the folder of the index.

A mark is anchored by what is said, as the text quote selector of the W3C's Web Annotation Data
Model does it: the text, with some of what stands before and after. The program and the number of
the turn are hints only, since both may change.
"""

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from index.errors import KeptProblem
from index.kept_file import KeptFile, made_of

NAME = "tags"
#: Raise it if what is written changes.
VERSION = 1
#: The most characters of a text that are kept; how many of what stands before and after it, and the
#: most of these where others have the same around them.
LONGEST, AROUND, FARTHEST = 2_000, 100, 1_600
#: The most characters of a note.
LONGEST_NOTE = 10_000

_CODE = re.compile(r"[^\W_][\w.-]{0,99}")


@dataclass(frozen=True)
class Mark:
    """A tag or a note on a turn.

    Attributes:
        code: the code of a tag; "" for a note.
        note: the text of a note; "" for a tag.
        exact: what is said in the turn, or its beginning.
        prefix, suffix: what is said before and after it, in as many turns as are needed.
        program, turn: where it was when it was marked.
        made: when, as RFC 3339 writes it.
    """

    code: str
    note: str
    exact: str
    prefix: str
    suffix: str
    program: str
    turn: int
    made: str


class MarksFile(KeptFile):
    """The tags and notes of an index.

    Args:
        folder: the folder of the index.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, NAME, VERSION)

    def marks(self) -> list[Mark]:
        """All of them, in the order in which they were made.

        Raises:
            KeptProblem: the file cannot be used.
        """
        return self.read(_understood)

    def replace(self, marks: Iterable[Mark]) -> None:
        """Write all of them; the lock must be held."""
        self.write({"marks": {str(n): asdict(mark) for n, mark in enumerate(marks, start=1)}})

    def checked_code(self, code: str) -> str:
        """A code that can be typed after `tag:`, in lower case.

        Raises:
            KeptProblem: it cannot.
        """
        if not _CODE.fullmatch(code):
            reason = f"{code[:100]!r} is no tag"
            raise KeptProblem(self.path, reason, "use letters, digits, - and ., such as follow-up")
        return code.casefold()

    def checked_note(self, text: str) -> str:
        """A note that is neither empty nor too long.

        Raises:
            KeptProblem: it is.
        """
        if not text.strip() or len(text) > LONGEST_NOTE:
            reason = f"the note has {len(text):,} characters"
            raise KeptProblem(self.path, reason, f"give 1 to {LONGEST_NOTE:,} of them")
        return text.strip()


def _understood(record: dict[str, Any]) -> list[Mark]:
    return [made_of(Mark, each) for each in record.get("marks", {}).values()]
