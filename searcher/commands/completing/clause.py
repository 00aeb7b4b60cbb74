"""The end of a clause of a search: the name of a field, or what a field is to hold."""

import re
from collections.abc import Callable, Iterable, Iterator

from index.fields import FIELDS
from searcher.commands.completing.candidate import Answer, Candidate, Kind, Name, called
from searcher.syntax.lexer import EXCHANGES, TAG
from searcher.syntax.reference import ROWS

#: The names in an index by the field that holds them.
Names = Callable[[str], Iterable[Name]]

_BEFORE = r"(?P<before>(?:.*[\s(:])?-?)"
_FIELD = re.compile(rf"{_BEFORE}(?P<typed>[a-z-]*)", re.DOTALL)
_VALUE = re.compile(
    r"(?P<before>(?:.*[\s(:])?-?(?P<field>[a-z-]+):)(?P<typed>\"[^\"]*|[^\s\"()]*)",
    re.DOTALL | re.IGNORECASE,
)
#: What needs no quotes in a search.
_PLAIN = re.compile(r"\w+(?:-\w+)*")


def clause(typed: str, names: Names) -> Answer:
    """What may follow at the end of a clause.

    Args:
        typed: the clause up to the cursor.
        names: the names in the index that a field holds.
    """
    value = _VALUE.fullmatch(typed)
    if value and (field := value["field"].lower()) in (*FIELDS, TAG):
        found = called(names(field), value["typed"].removeprefix('"'))
        # If one needs quotes, all have them: a shell inserts what all begin with.
        if '"' in value["typed"] or not all(_PLAIN.fullmatch(one.value) for one in found):
            found = [one._replace(value=_quoted(one.value)) for one in found]
        before = value["before"]
        return Answer(
            Kind.WORDS, tuple(one._replace(value=f"{before}{one.value}") for one in found)
        )
    named = _FIELD.fullmatch(typed)
    if not named or not typed:
        return Answer(Kind.OPEN)
    fields = (one for one in fields_of_a_search() if one.value.startswith(named["typed"]))
    return Answer(
        Kind.OPEN, tuple(Candidate(f"{named['before']}{one.value}", one.means) for one in fields)
    )


def fields_of_a_search() -> Iterator[Candidate]:
    """Each field that a search can have, with its colon."""
    for name in (*FIELDS, *EXCHANGES, TAG):
        typed = f"{name}:"
        row = next(row for row in ROWS if row.typed[0].startswith(typed))
        yield Candidate(typed, row.means.replace("`", ""))


def _quoted(name: str) -> str:
    """A name in quotes; a quote inside of it becomes a blank, which separates words, too."""
    return '"' + name.replace('"', " ") + '"'
