"""Styled text in lines: runs of characters with a style, wrapped to a width, written to a terminal.

Rich can do this and more. It takes longer to import than a search takes to answer, and a tenth
of a millisecond for each line, so quotes and lists are written by this module.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from searcher.safe_text import plain

# Styles that are readable on light and on dark backgrounds.
FOUND = "1;31"
TITLE = "1"
# Of the 256 colours: the cyan and the green of many light terminals cannot be read.
SPEAKER = "1;38;5;30"
QUIET = "2"
ITALIC = "3"
UNDERLINED = "4"

#: Characters up to this one take one column, and so do dashes, quotes and ellipses.
_LAST_NARROW = "\u02ff"
_PUNCTUATION = (("\u2010", "\u2027"), ("\u2030", "\u205f"))
_END = "\x1b[0m"
_BEGIN_LINK, _END_LINK = "\x1b]8;;{}\x1b\\", "\x1b]8;;\x1b\\"


class Run(NamedTuple):
    """Characters of one style.

    Attributes:
        text: the characters, none of which a terminal obeys.
        style: one of the styles above, or "".
        link: the address that a click opens, or "".
    """

    text: str
    style: str = ""
    link: str = ""


Line = Sequence[Run]


def run(text: str, style: str = "", link: str = "") -> Run:
    """A run of text that may hold control characters, which become visible."""
    return Run(plain(text), style, _address(link) if link else "")


def marked(text: str, spans: Iterable[tuple[int, int]], style: str = "") -> list[Run]:
    """A text as runs in which the spans have the style `FOUND`."""
    safe = plain(text)
    runs: list[Run] = []
    done = 0
    for start, end in spans:
        if done < start:
            runs.append(Run(safe[done:start], style))
        runs.append(Run(safe[max(start, done) : end], FOUND))
        done = max(done, end)
    if done < len(safe):
        runs.append(Run(safe[done:], style))
    return runs


def underlined(style: str) -> str:
    """A style with a line below."""
    return f"{style};4" if style else UNDERLINED


def cut(runs: Line, start: int, end: int) -> list[Run]:
    """The characters from `start` to `end` of a sequence of runs."""
    parts: list[Run] = []
    for text, style, link in runs:
        if end <= 0:
            break
        size = len(text)
        if start < size:
            part = text[start if start > 0 else 0 : end]
            if part:
                parts.append(Run(part, style, link))
        start -= size
        end -= size
    return parts


def wrapped(runs: Line, width: int, indent: int = 0) -> Iterator[Line]:
    """The lines of runs: at most `width` columns with the indent, without blanks at their ends."""
    text = runs[0].text if len(runs) == 1 else "".join([one.text for one in runs])
    margin = [Run(" " * indent)] if indent else []
    for start, end in breaks(text, max(width - indent, 1)):
        yield [*margin, *cut(runs, start, end)] if start < end else []


def breaks(text: str, width: int) -> Iterator[tuple[int, int]]:
    """Where each line of a text starts and ends if it is wrapped between words."""
    narrow = _is_narrow(text)
    start = 0
    for paragraph in text.split("\n"):
        end = start + len(paragraph)
        here = start
        while True:
            fits = min(here + width, end) if narrow else here + _fitting(text[here:end], width)
            if fits < end:
                # The blank itself may be past the edge.
                blank = text.rfind(" ", here + 1, fits + 1)
                fits = blank if blank > here else fits
            last = fits
            while last > here and text[last - 1] == " ":
                last -= 1
            yield here, last
            here = fits
            while here < end and text[here] == " ":
                here += 1
            if here >= end:
                break
        start = end + 1


def columns(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return len(text) if _is_narrow(text) else sum(map(_columns, text))


def _is_narrow(text: str) -> bool:
    """Whether each character takes one column."""
    return text.isascii() or all(_columns(one) == 1 for one in set(text) if one > _LAST_NARROW)


def _fitting(text: str, width: int) -> int:
    """As `fitting`, but at least one character, unless there is none."""
    return max(fitting(text, width), min(1, len(text)))


def fitting(text: str, width: int) -> int:
    """How many of the first characters fit into a width, with the marks on them."""
    used = 0
    for place, character in enumerate(text):
        used += _columns(character)
        if used > width:
            return place
    return len(text)


@lru_cache(maxsize=4096)
def _columns(character: str) -> int:
    if character <= _LAST_NARROW or any(low <= character <= high for low, high in _PUNCTUATION):
        return 1
    # Most texts have no other character.
    from unicodedata import category, combining, east_asian_width

    if combining(character) or category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(character) in "WF" else 1


def written(line: Line, *, colour: bool, styles: bool, links: bool = True) -> str:
    """A line as it is written: with the codes of a terminal, or without.

    Args:
        line: the runs.
        colour: whether colours are wanted, not only bold and dim.
        styles: whether the terminal obeys codes at all.
        links: whether it opens links.
    """
    if not styles:
        return "".join([one.text for one in line])
    return "".join([_coded(one, colour, links) for one in line])


def _coded(one: Run, colour: bool, links: bool) -> str:
    style = one.style if colour else one.style.partition(";")[0]
    text = f"\x1b[{style}m{one.text}{_END}" if style else one.text
    return f"{_BEGIN_LINK.format(one.link)}{text}{_END_LINK}" if one.link and links else text


def _address(link: str) -> str:
    """An address without characters that would end the code of a link."""
    safe = plain(link).replace("\n", "")
    if safe.isascii():
        return safe.replace(" ", "%20")
    # Few addresses have other characters.
    from urllib.parse import quote

    return quote(safe, safe="%/:=&?~#+!$,;'@()*[]")
