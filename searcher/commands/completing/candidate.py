"""What may stand at the cursor, and which of it begins with what is typed."""

import re
from collections.abc import Iterable, Iterator
from enum import Enum
from typing import NamedTuple

from index.text.tokenizer import fold

#: So many are offered.
MOST = 60

_WORD_START = re.compile(r"(?<=\s)\S")


class Candidate(NamedTuple):
    """Something that may stand at the cursor.

    Attributes:
        value: the whole word.
        means: what it is, in a few words.
    """

    value: str
    means: str = ""


class Kind(Enum):
    """What a shell is to do with an answer."""

    #: What was found is a whole word: a blank follows.
    WORDS = "words"
    #: More follows at once, such as what a field is to hold.
    OPEN = "open"
    #: The shell completes names of files, or of folders.
    FILES = "files"
    FOLDERS = "folders"


class Name(NamedTuple):
    """Who or what is in an index.

    Attributes:
        name: the whole name.
        means: what is known of it.
        is_whole: whether its last words alone name nobody.
    """

    name: str
    means: str = ""
    is_whole: bool = False


class Answer(NamedTuple):
    """What may stand at the cursor."""

    kind: Kind
    candidates: tuple[Candidate, ...] = ()


def beginning(candidates: Iterable[Candidate], typed: str) -> tuple[Candidate, ...]:
    """Those that begin with what is typed, in their order, up to `MOST`."""
    found = dict.fromkeys(each for each in candidates if each.value.startswith(typed))
    return tuple(found)[:MOST]


def called(names: Iterable[Name], typed: str) -> list[Candidate]:
    """The names that begin with what is typed, in any case and with any accents.

    Then those of which a later word does, from this word on: `ade` is the beginning of *Adeyinka*,
    the last word of a name. Where there are none, the one name that has it somewhere. What cannot
    be shown on a line is left out. At most `MOST` are returned.
    """
    wanted = fold(typed)
    shown = [name for name in names if name.name.isprintable() and any(map(str.isalnum, name.name))]
    found = [Candidate(one.name, one.means) for one in shown if fold(one.name).startswith(wanted)]
    if wanted:
        found += [
            Candidate(end, one.means)
            for one in shown
            if not one.is_whole
            for end in _ends(one.name)
            if fold(end).startswith(wanted)
        ]
    if not found:
        holding = [one for one in shown if wanted in fold(one.name)]
        found = [Candidate(one.name, one.means) for one in holding if len(holding) == 1]
    return _keeping(list(dict.fromkeys(found))[:MOST], typed)


def _keeping(found: list[Candidate], typed: str) -> list[Candidate]:
    """The candidates, which all begin with what is typed if they differ there.

    A shell puts what all begin with in place of what is typed, which may not be lost. Names that
    differ in case or accents get those that are typed: a search finds them all the same.
    """
    end = len(typed)
    if len({one.value[:end] for one in found}) < 2:
        return found
    same = (one for one in found if fold(one.value[:end]) == fold(typed))
    return [one._replace(value=typed + one.value[end:]) for one in same]


def _ends(name: str) -> Iterator[str]:
    for match in _WORD_START.finditer(name):
        yield name[match.start() :]
