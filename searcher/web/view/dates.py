"""Dates as people read them."""

import re
from typing import NamedTuple

_DATE = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


class Date(NamedTuple):
    """A date.

    Attributes:
        iso: as machines read it: `2019-11-14`.
        text: as people read it: `14 November 2019`.
    """

    iso: str
    text: str


def date_of(iso: str | None) -> Date | None:
    """A date of a program, as far as it is known; None if it is not."""
    if iso is None or not (found := _DATE.fullmatch(iso)):
        return None
    year, month, day = found.groups()
    parts = (day and str(int(day)), month and _MONTHS[int(month) - 1], year)
    return Date(iso, " ".join(part for part in parts if part))
