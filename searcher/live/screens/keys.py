"""The keys, in one table: what the footer names, and what the help says of each."""

from collections.abc import Sequence
from typing import NamedTuple

from searcher.output.layout.styled import QUIET, TITLE, Line, Run, columns, wrapped


class Key(NamedTuple):
    """A key.

    Attributes:
        name: how it is written.
        short: what it does, in the footer.
        long: what it does, in the help.
    """

    name: str
    short: str
    long: str


FIELD = (
    Key("↓", "results", "go to the results; so does Tab"),
    Key("Enter", "read", "read around the first result"),
    Key("Esc", "clear", "clear the search"),
    Key("F1", "help", "this help"),
    Key("Ctrl+C", "leave", "leave, from everywhere; Ctrl+Z pauses, and fg goes on"),
)
LIST = (
    Key("↑↓", "choose", "choose a result; above the first one is the search"),
    Key("Enter", "read", "read around it"),
    Key("/", "speaker", "only what one person says"),
    Key("s", "count", "who says it, and in which years"),
    Key("y", "cite", "copy the citation"),
    Key("Y", "copy", "copy the words, with who says them"),
    Key("o", "open", "open the page or the file"),
    Key("p", "play", "play the recording from there on"),
    Key("t", "tag", "put tags on the turn: consent -stale"),
    Key("?", "help", "this help"),
    Key("Esc", "back", "back to the search"),
    Key("q", "leave", "leave"),
)
READING = (
    Key("↑↓", "scroll", "scroll; also PgUp, PgDn, Home, End"),
    Key("←→", "result", "the result before, the next one"),
    *(key for key in LIST if key.name in ("y", "Y", "o", "p", "t", "?")),
    Key("Esc", "back", "back to the results; so does q"),
)
TEXT = (
    Key("↑↓", "scroll", "scroll"),
    Key("Esc", "back", "back; so does q"),
)
PICKING = (
    Key("↑↓", "choose", "choose"),
    Key("Enter", "take", "take it"),
    Key("Esc", "back", "back"),
)
TAGGING = (
    Key("Enter", "tag", "change the tags"),
    Key("Esc", "back", "back"),
)


#: Where not all keys fit, these come first, in this order.
_FIRST = ("?", "F1", "Enter", "Esc", "/", "y", "s", "o", "p", "t", "←→", "↓", "Ctrl+C", "q")


def footer(keys: Sequence[Key], width: int) -> Line:
    """As many keys as fit on a line; first those that tell of the others."""
    by_use = sorted(keys, key=lambda key: (*_FIRST, key.name).index(key.name))
    kept: list[Key] = []
    for key in by_use:
        if _width([*kept, key]) <= width:
            kept.append(key)
    line: list[Run] = []
    for key in keys:
        if key in kept:
            line += [Run("  " * bool(line)), Run(key.name, TITLE), Run(f" {key.short}", QUIET)]
    return line


def _width(keys: Sequence[Key]) -> int:
    return sum(columns(f"{key.name} {key.short}") + 2 for key in keys) - 2


def helped(width: int) -> list[Line]:
    """The help: how to search, and all keys."""
    lines: list[Line] = []
    for title, keys in (
        ("In the search", FIELD),
        ("In the results", LIST),
        ("While reading", READING[:2]),
    ):
        lines += [[], [Run(title, TITLE)]]
        for key in keys:
            below = [*wrapped([Run(key.long, QUIET)], max(width, 24), 12)]
            lines.append([Run(f"  {key.name:<10}", TITLE), *below[0][1:]])
            lines += below[1:]
    lines += [[], [Run("What can be searched for", TITLE)]]
    for typed, meaning in LANGUAGE:
        if width < 60:
            lines += [[Run(f"  {typed}")], *wrapped([Run(meaning, QUIET)], width, 4)]
        else:
            below = [*wrapped([Run(meaning, QUIET)], width, 28)]
            lines.append([Run(f"  {typed:<26}"), *below[0][1:]])
            lines += below[1:]
    return lines[1:]


#: What is typed most, and what it means; `searcher help syntax` has all of it.
LANGUAGE = (
    ("maintenance", "the word in any inflection"),
    ("M protein", "as a phrase first, then less exact"),
    ('"M protein"', "exactly these words"),
    ("trial OR study -window", "operators, in upper case; a minus leaves out"),
    ("mainten* m?eloma", "any letters, one letter"),
    ("speaker:abelson date:2019", "fields; also program: topic: tag: lang:"),
    ("asked:window", "who was asked about it, and what they said"),
    ("chemo NEAR/5 window", "within five words"),
    ("…", "`searcher help syntax` lists everything"),
)
