"""Corrections of words as they stand in their file, `words.json` in the folder of the index.

A correction is anchored by what is said, as tags are (`index.annotation.marks`): by the text of its
turn as the file has it, and by what stands before and after the words in that turn. The program and
the number of the turn are hints only, since both may change.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NamedTuple
from unicodedata import category

from index.annotation.marks import Mark
from index.errors import KeptProblem
from index.kept_file import KeptFile, made_of
from index.text.tokenizer import forms

NAME = "words"
#: Raise it if what is written changes.
VERSION = 1
#: The most characters of the words that are replaced, and of those that replace them.
LONGEST = 200
#: The most corrections of an index: each commit looks at all of them.
MOST = 100_000
#: The zero width non-joiner and joiner.
_JOINERS = "\u200c\u200d"
_NO_JOINERS = dict.fromkeys(map(ord, _JOINERS))


@dataclass(frozen=True)
class WordCorrection:
    """Words that were misheard at one place, and what was said.

    Attributes:
        number: by which it is undone; no other one ever gets it.
        wrong: the words that the file has.
        right: the words that were said.
        before, after: what stands before and after them in the turn, as the file has it.
        nth: which of the places in the turn that have these words it is, from 1.
        exact, prefix, suffix: as in `index.annotation.marks.Mark`, as the file has them.
        program, turn: where it was when it was made.
        made: when, as RFC 3339 writes it.
    """

    number: int
    wrong: str
    right: str
    before: str
    after: str
    nth: int
    exact: str
    prefix: str
    suffix: str
    program: str
    turn: int
    made: str

    @property
    def mark(self) -> Mark:
        """What its turn is found by."""
        return Mark(
            "", "", self.exact, self.prefix, self.suffix, self.program, self.turn, self.made
        )


class Kept(NamedTuple):
    """What the file holds.

    Attributes:
        corrections: all corrections, in the order in which they were made.
        last: the highest number that a correction ever had.
    """

    corrections: tuple[WordCorrection, ...]
    last: int


class WordCorrectionsFile(KeptFile):
    """The corrections of words of an index.

    Args:
        folder: the folder of the index.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, NAME, VERSION)

    def kept(self) -> Kept:
        """All of them.

        Raises:
            KeptProblem: the file cannot be used.
        """
        return self.read(_understood)

    def replace(self, corrections: Iterable[WordCorrection], last: int) -> None:
        """Write all of them; the lock must be held."""
        records = {str(one.number): asdict(one) for one in corrections}
        if len(records) > MOST:
            reason = f"there would be {len(records):,} corrections"
            raise KeptProblem(self.path, reason, f"at most {MOST:,} are kept: correct the files")
        self.write({"last": last, "corrections": records})

    def checked(self, words: str) -> str:
        """Words that can replace others, with one blank between them.

        Signs that nobody sees are left out, but for those that join letters or keep them apart:
        Persian and Hindi words, and emojis, have them.

        Raises:
            KeptProblem: they cannot.
        """
        seen = (sign for sign in words if sign in _JOINERS or category(sign) != "Cf")
        found = " ".join("".join(seen).split())
        if not found.translate(_NO_JOINERS).isprintable() or not forms(found):
            reason = f"{words[:100]!r} is no word"
            raise KeptProblem(self.path, reason, "give the words as they were said")
        if len(found) > LONGEST:
            reason = f"the words have {len(found):,} characters"
            raise KeptProblem(self.path, reason, f"give at most {LONGEST} at once")
        return found


def _understood(record: dict[str, Any]) -> Kept:
    found = tuple(made_of(WordCorrection, each) for each in record.get("corrections", {}).values())
    last = record.get("last", 0)
    if type(last) is not int or last < max((one.number for one in found), default=0):
        raise ValueError(f"last is {last!r:.40}")
    return Kept(found, last)
