"""What a session is asked: the options that hold for all of it, and one search of it."""

import re
from typing import NamedTuple

from searcher.query.filters import EVERYTHING, Filters
from searcher.value import Value

#: Fewer letters begin too many words.
_LEAST = 2
_LAST_WORD = re.compile(rf"(?:^|[\s(])(?P<word>[^\W_]{{{_LEAST},}})$")
#: In upper case they are operators.
_OPERATORS = ("AND", "OR", "NOT")


class Options(Value):
    """What holds for a whole session, until somebody changes it.

    Attributes:
        filters: what every quote must match, too.
        synonyms, sounds_like: as in a request.
        style: how a quote is cited: `apa`, `mla` or `chicago`.
        restricted: what may not be shown is searched, too.
    """

    filters: Filters = EVERYTHING
    synonyms: bool = True
    sounds_like: bool = False
    style: str = "apa"
    restricted: bool = False


class Asked(Value):
    """One search.

    Attributes:
        text: what was typed, as one argument of a search.
        filters: what every quote must match, too.
        limit: the most quotes to return.
    """

    text: str
    filters: Filters = EVERYTHING
    limit: int = 10


class Unfinished(NamedTuple):
    """A search whose last word may not be finished.

    Attributes:
        word: the last word.
        text: the search for words that begin with it.
    """

    word: str
    text: str


def unfinished(text: str) -> Unfinished | None:
    """The last word of a search, if more letters may follow; None if they cannot.

    >>> unfinished("open sour")
    Unfinished(word='sour', text='open sour*')
    >>> unfinished("open source ") is None, unfinished('"open sour') is None
    (True, True)
    """
    match = _LAST_WORD.search(text)
    if match is None or match["word"] in _OPERATORS or text.count('"') % 2:
        return None
    return Unfinished(match["word"], f"{text}*")
