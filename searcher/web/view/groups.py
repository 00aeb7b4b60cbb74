"""Groups of turns as pages name them: a speaker, a year, a program, each with its address."""

from typing import NamedTuple

from searcher.concordance.counts.by import UNKNOWN, By
from searcher.safe_text import one_line
from searcher.web.view import address as pages
from searcher.web.view.address import Asked

#: What groups are counted by, as people read it.
TITLES = {
    By.SPEAKER: "Speaker",
    By.ROLE: "Role",
    By.PROGRAM: "Program",
    By.SERIES: "Series",
    By.YEAR: "Year",
    By.MONTH: "Month",
    By.TOPIC: "Topic",
}


class Named(NamedTuple):
    """A group.

    Attributes:
        name: its name.
        inside: the recording of a voice that only this recording names, or "".
        address: the quotes of the search in this group, or "".
        about: the page of the speaker or the program, or "".
    """

    name: str
    inside: str = ""
    address: str = ""
    about: str = ""


class Key(NamedTuple):
    """What a group has in common; see `searcher.concordance.counts.counts.Group`."""

    value: str | None
    title: str | None
    program: str | None


def named(by: By, key: Key, asked: Asked) -> Named:
    """A group with its addresses.

    Args:
        by: what is counted by.
        key: the group.
        asked: the search and its filters.
    """
    value = key.value
    if value is None:
        return Named(UNKNOWN[by])
    if by == By.PROGRAM:
        return Named(
            one_line(key.title or value),
            address=asked.but("/search", program=(value,)),
            about=pages.program(value, q=str(asked["q"])),
        )
    if by == By.SPEAKER:
        where = {} if key.program is None else {"program": (key.program,)}
        return Named(
            one_line(value),
            inside=one_line(key.title or key.program or "") if key.program is not None else "",
            address=asked.but("/search", speaker=(f"={value}",), **where),
            about=speaker(value, key.program),
        )
    if by in (By.YEAR, By.MONTH):
        return Named(value, address=asked.but("/search", since=value, until=value))
    return Named(one_line(value), address=asked.but("/search", **{by.value: (value,)}))


def speaker(name: str, program: str | None) -> str:
    """The page of a person, or of a voice that only one recording names; "" if it has none."""
    page = pages.speaker(name)
    return pages.of(page, (("program", program),)) if page else ""


def rate(value: float) -> str:
    """Matches per 1,000 words with two decimals; a very small rate is not 0."""
    return "<0.01" if 0 < value < 0.005 else f"{value:,.2f}"


def percent(part: float, whole: float) -> str:
    """A share with one decimal; of nothing it is a dash."""
    return f"{100 * part / whole:.1f}%" if whole else "–"
