"""`/help`: the search language, with examples that find something in this archive."""

import shlex
from typing import NamedTuple

from searcher.syntax import reference
from searcher.web.exchange.answer import Answer
from searcher.web.exchange.handler import Call
from searcher.web.pages.front import examples_here
from searcher.web.pages.template import page

#: What the first of the rules says to those who type into a shell.
_FIRST = (
    "A turn is what one speaker says until another speaks; a program is one transcript. "
    "What is found are turns. All parts of a search must match in one turn."
)
#: What is an argument of a shell is all that is typed into a field.
_IN_A_FIELD = (
    ("the words of one argument", "several words"),
    ("quotes inside an argument", "quotes"),
)


class Part(NamedTuple):
    """A part of a sentence: what is typed is set as code."""

    text: str
    is_typed: bool


class Row(NamedTuple):
    """Something that can be typed.

    Attributes:
        typed: the ways to type it.
        means: what is found.
        examples: searches.
    """

    typed: list[str]
    means: list[Part]
    examples: list[str]


def answer(call: Call) -> Answer:
    """How to search."""
    call.arguments(())
    return page(
        call,
        "help",
        rules=[parts(rule) for rule in (_FIRST, *reference.RULES[1:])],
        sections=[
            (
                section.heading,
                [_row(row) for row in section.rows],
            )
            for section in reference.SECTIONS
        ],
        examples=examples_here(call),
    )


def _row(row: reference.Row) -> Row:
    typed = [*map(unshelled, row.typed)]
    means = row.means
    for in_a_shell, in_a_field in _IN_A_FIELD:
        means = means.replace(in_a_shell, in_a_field)
    examples = [one for one in map(unshelled, row.examples) if one not in typed]
    return Row(typed, parts(means), examples)


def unshelled(argument: str) -> str:
    """What is typed into a field instead of an argument that is quoted for a shell."""
    try:
        return " ".join(shlex.split(argument))
    except ValueError:
        return argument


def parts(text: str) -> list[Part]:
    """A text in which backticks are around what is typed."""
    return [Part(part, bool(number % 2)) for number, part in enumerate(text.split("`")) if part]
