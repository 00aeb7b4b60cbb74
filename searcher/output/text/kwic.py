"""The lines of a concordance for people: aligned on the match, whatever the script.

A line has a short reference (who, where), what is said before the match, the match, and what is
said after it. With colour the match is coloured. Without, two blanks stand on either side of it,
or brackets on a narrow terminal.
"""

import unicodedata
from functools import lru_cache
from itertools import islice

from corpus.corrected_words import touched
from searcher.concordance.kwic.kwic import LONGEST_WORD, Kwic, KwicLine
from searcher.output.layout.styled import (
    FOUND,
    QUIET,
    SPEAKER,
    TITLE,
    Line,
    Run,
    columns,
    fitting,
    run,
)
from searcher.output.streams.terminal import Terminal
from searcher.output.text.heading import TIERS
from searcher.quotes.corrected import SIGN
from searcher.safe_text import counted, one_line, plain, shortened
from searcher.syntax.lexer import plain_words
from searcher.value import Value

#: On a narrower terminal the lines have no reference, and the match is in brackets.
WITH_REFERENCE = 40
#: The reference takes this share of a line, and at most so many columns.
_SHARE, _WIDEST = 0.3, 36
#: How many lines are written at a time.
_AT_ONCE = 256
#: Between the reference and the line.
_GAP = 2
#: About as many columns as a match takes.
_MATCH = 8

#: How many characters a letter has at most, with the marks that scripts put on it.
_MARKED = 3

#: A mark of direction that nobody sees. Between texts that are written from the right it keeps
#: what is before the match on its left on terminals that reorder such texts.
_LEFT_TO_RIGHT = "\u200e"


def print_kwic(found: Kwic, terminal: Terminal, width: int | None) -> None:
    """Print how much was found, then the lines."""
    terminal.print([*terminal.wrap(*what_was_found(found)), []])
    print_lines(found, terminal, width)


def print_lines(found: Kwic, terminal: Terminal, width: int | None) -> None:
    """Print the lines while they are read, a few at first."""
    of = layout(width or terminal.width, colour=terminal.colour)
    size = 1
    while lines := [kwic_line(line, of) for line in islice(found.lines, size)]:
        terminal.print(lines)
        terminal.out.flush()
        size = min(2 * size, _AT_ONCE)


def what_was_found(found: Kwic) -> list[Run]:
    """How many matches there are, how exactly they match, and which of them are shown."""
    query = shortened(found.query_text)
    where = f" in {counted(found.turns, 'turn')} for {query}"
    said = [run(matches(found.total), TITLE), run(where)]
    if len(plain_words(found.query_text)) > 1 and (meaning := TIERS[found.tier]):
        said.append(run(f", {meaning}", QUIET))
    if found.synonyms:
        added = dict.fromkeys(word for words in found.synonyms.values() for word in words)
        said.append(run(f", or {shortened(', '.join(added))}", QUIET))
    if found.shown < found.total:
        first, last = found.offset + 1, found.offset + found.shown
        shown = f"{first:,} to {last:,}" if found.shown else f"none from {first:,} on"
        said.append(run(f" · {shown}", QUIET))
    return said


def matches(total: int) -> str:
    """How many matches there are, in words."""
    return "1 match" if total == 1 else f"{total:,} matches"


class Layout(Value):
    """How many columns each part of a line takes.

    Attributes:
        reference: the reference; 0 if there is none.
        left: what is before the match.
        right: the match and what is after it.
        around: what is written before and after the match where no colour shows it.
    """

    reference: int
    left: int
    right: int
    around: tuple[str, str]


def layout(width: int, *, colour: bool) -> Layout:
    """The layout of lines of a width.

    Args:
        width: the columns of a line.
        colour: whether the match is coloured.
    """
    narrow = width < WITH_REFERENCE
    reference = 0 if narrow else min(int(width * _SHARE), _WIDEST)
    around = ("", "") if colour else ("[", "]") if narrow else (" ", " ")
    room = width - reference - _GAP * (reference > 0)
    left = max(0, (room - _MATCH) // 2)
    return Layout(reference, left, max(1, room - left), around)


def kwic_line(line: KwicLine, of: Layout) -> Line:
    """One line of a concordance, at most as wide as its layout."""
    opening, closing = of.around
    text = line.turn.text
    # A mark on a letter is a character, and takes no column.
    marks = 1 if text.isascii() else _MARKED
    room = max(of.left - len(opening), 0)
    left = _last_words(plain(line.before(marks * room)), room)
    match = _first(plain(line.match) + _sign(line), of.right - len(closing))
    blanks = of.left - len(opening) - columns(left)
    room = max(of.right - columns(match) - len(closing), 0)
    right = _first_words(plain(line.after(marks * room)), room).rstrip()
    if closing == " " and not right.startswith(" "):
        # A comma is directly after its word.
        closing = ""
    runs = [Run(" " * blanks + left + opening), Run(match, FOUND), Run(closing + right)]
    if of.reference:
        program, turn = line.program.id, line.turn
        runs = [*_reference(turn.speaker, f"{program}:{turn.number}", of.reference), *runs]
    if marks > 1 and any(map(_is_from_the_right, (left, match, right))):
        mark = Run(_LEFT_TO_RIGHT)
        runs = [part for one in runs for part in (one, mark)]
    return runs


def _sign(line: KwicLine) -> str:
    """The sign after a match in which words were corrected by hand, or ""."""
    if not line.turn.corrections:
        return ""
    return SIGN if touched(line.turn, [(line.start, line.end)]) else ""


@lru_cache(maxsize=64)
def _reference(speaker: str, place: str, width: int) -> Line:
    """Who speaks, and in which turn of which program, in so many columns and a gap.

    Several lines in a row are often of one turn.
    """
    where, who = one_line(place), one_line(speaker)
    # A name needs less room than an id, whose end tells more than its beginning.
    most = max(width - columns(who) - 1, width // 2)
    where = _shortened_left(where, min(most, width))
    who = _shortened(who, width - columns(where) - 1)
    blanks = " " * (width - columns(who) - columns(where))
    return [Run(who, SPEAKER), Run(blanks), Run(where, QUIET), Run(" " * _GAP)]


def _shortened(text: str, width: int) -> str:
    """The beginning of a text, with an ellipsis if it is longer than a width."""
    if columns(text) <= width:
        return text
    return f"{_first(text, width - 1).rstrip()}…" if width > 0 else ""


def _shortened_left(text: str, width: int) -> str:
    """The end of a text, with an ellipsis if it is longer than a width."""
    return text if columns(text) <= width else f"…{_last(text, width - 1)}"


def _first(text: str, width: int) -> str:
    """The first characters that fit into a width, with the marks on them."""
    return text if columns(text) <= width else text[: fitting(text, width)]


def _first_words(text: str, width: int) -> str:
    """The first whole words that fit; a word that is longer than most is cut."""
    kept = _first(text, width)
    if len(kept) == len(text) or text[len(kept)] == " ":
        return kept
    blank = kept.rfind(" ", max(0, len(kept) - LONGEST_WORD))
    return kept[:blank] if blank > 0 else kept


def _last(text: str, width: int) -> str:
    """The last characters that fit into a width; a mark is not left without its letter."""
    used = columns(text)
    if used <= width:
        return text
    if text.isascii():
        return text[max(len(text) - width, 0) :]
    place = 0
    while place < len(text) and (used > width or (place and not columns(text[place]))):
        used -= columns(text[place])
        place += 1
    return text[place:]


def _last_words(text: str, width: int) -> str:
    """The last whole words that fit, as `_first_words`."""
    kept = _last(text, width)
    if len(kept) == len(text) or text[-len(kept) - 1] == " ":
        return kept
    blank = kept.find(" ", 0, LONGEST_WORD)
    return kept[blank + 1 :] if 0 <= blank < len(kept) - 1 else kept


def _is_from_the_right(text: str) -> bool:
    return not text.isascii() and any(
        unicodedata.bidirectional(character) in ("R", "AL") for character in text
    )
