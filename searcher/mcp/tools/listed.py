"""Lists of a tool: those that hold some words, a page of them, and how many there are in all."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from index.text.tokenizer import fold
from searcher.parameters.parameter import Kind, Parameter

#: The most of a page, and how many there are without a limit.
MOST, USUAL = 200, 50

PAGE_PARAMETERS = (
    Parameter("limit", "How many to return.", Kind.NUMBER, USUAL, 1, MOST),
    Parameter("offset", "How many to skip.", Kind.NUMBER, 0, 0, 1_000_000),
)

Listed = TypeVar("Listed")


def words_parameter(where: str) -> Parameter:
    """The parameter that narrows a list to those with some words."""
    return Parameter(
        "words", f"Only those with all these words, or parts of words, in their {where}.", most=200
    )


def words_in(words: str | None) -> Callable[..., bool]:
    """Whether texts hold all words, or parts of words: case and accents do not count."""
    wanted = _folded(words or "").split()

    def is_wanted(*texts: str | None) -> bool:
        if not wanted:
            return True
        whole = _folded("\n".join(text for text in texts if text))
        return all(word in whole for word in wanted)

    return is_wanted


def _folded(text: str) -> str:
    return " ".join(map(fold, text.split()))


def paged(
    name: str,
    found: Sequence[Listed],
    shown: Callable[[Listed], dict[str, Any]],
    arguments: Mapping[str, Any],
) -> dict[str, Any]:
    """A page of a list, and how many there are in all.

    Args:
        name: what the list is called in the answer.
        found: all of them.
        shown: one of them, as it is shown.
        arguments: those of the tool, with `limit` and `offset`.
    """
    offset, end = arguments["offset"], arguments["offset"] + arguments["limit"]
    page = [shown(one) for one in found[offset:end]]
    return {
        "total": len(found),
        "shown": len(page),
        "offset": offset,
        "next_offset": end if end < len(found) else None,
        name: page,
    }
