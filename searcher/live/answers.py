"""What a session answers: quotes, what was meant perhaps, or why there is no answer."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from index.text.tokenizer import readable, words
from searcher.live.asked import Asked
from searcher.output.messages.notices import notices
from searcher.value import Value

if TYPE_CHECKING:
    from searcher.engines.results import Results

#: Hints that name another search which finds more than it, and are no part of the one typed.
_NEAR = (
    "beginning", "ending", "spelling", "speaker", "no_speaker", "title", "topic", "series",
    "description", "named",
)  # fmt: skip
#: How many other searches are offered.
MOST = 8


class Problem(Value):
    """Why there is no answer.

    Attributes:
        line: what is wrong, and what to do.
        place: the character of the search at which it is wrong; None if it is elsewhere.
    """

    line: str
    place: int | None = None


class Found(Value):
    """The answer to a search.

    Attributes:
        asked: the search.
        results: what was found; None where there is a problem.
        as_beginning: whether words that begin with the last one were searched for.
        problem: why there is no answer.
    """

    asked: Asked
    results: "Results | None" = None
    as_beginning: bool = False
    problem: Problem | None = None


class Other(Value):
    """Another search that may have been meant.

    Attributes:
        text: the search.
        count: how many turns or programs it finds.
        noun: which of them.
    """

    text: str
    count: int
    noun: str = "turn"


class Hints(Value):
    """Why a search found nothing or little, and what may have been meant.

    Attributes:
        asked: the search.
        lines: what to say.
        others: other searches.
    """

    asked: Asked
    lines: tuple[str, ...] = ()
    others: tuple[Other, ...] = ()


def hints_of(asked: Asked, found: "Results") -> Hints:
    """What a search that found little says of itself."""
    lines = [line for line in notices(found) if "Did you mean" not in line]
    kept = tuple(line.split(": searcher ")[0] for line in lines)
    return Hints(asked, kept, tuple(_others(asked, found)))


def _others(asked: Asked, found: "Results") -> Iterator[Other]:
    seen = {asked.text}
    nouns = ("title", "topic", "series", "description")
    meant = [(_replaced(asked.text, one.asked, one.said), one.turns) for one in found.suggestions]
    each = [
        *(Other(text, turns) for text, turns in meant),
        *(
            Other(hint.search, hint.count, "program" if hint.kind in nouns else "turn")
            for hint in found.hints
            if hint.search and hint.kind in _NEAR
        ),
    ]  # fmt: skip
    for other in each:
        if other.text not in seen and other.count and len(seen) <= MOST:
            seen.add(other.text)
            yield other


def _replaced(text: str, asked: tuple[str, ...], said: tuple[str, ...]) -> str:
    """A search with neighbouring words of it replaced."""
    found = [*words(text)]
    for place in range(len(found) - len(asked) + 1):
        part = found[place : place + len(asked)]
        if tuple(word.text for word in part) == asked:
            typed = readable(text)[0]
            return typed[: part[0].start] + " ".join(said) + typed[part[-1].end :]
    return " ".join(said)
