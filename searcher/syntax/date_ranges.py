"""Dates of programs, which may be known to the year only, and ranges of dates in a search.

A date is a year, a month or a day. It is in a range if all of its days are: a program dated
`2019` is in `2019` and in `2018..2020`, but not in `2019-05`, because it may not be of May.
"""

import re

from searcher.value import Value

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_COMPARED = re.compile(r"(>=|<=|>|<)(.*)")

#: Before and after all days when they are compared as text.
_EVER, _NEVER = "", "~"


class NoDate(Exception):
    """What was typed is not a date; the message is the reason."""


class DateRange(Value):
    """A range of days, as text; it includes the first and the last day."""

    first: str = _EVER
    last: str = _NEVER

    def holds(self, date: str) -> bool:
        """Whether all days of a date are in the range."""
        if _DATE.fullmatch(date) is None:
            return False
        return self.first <= _first_day(date) and _last_day(date) <= self.last


def date_range(text: str) -> DateRange:
    """The range of `2019`, `2019-09`, `2018..2020`, `2018..`, `..2020`, `>=2019-05` or `<2020`.

    Raises:
        NoDate: it is not one of these.
    """
    if compared := _COMPARED.fullmatch(text):
        operator, date = compared.groups()
        _check(date)
        match operator:
            case ">=":
                return DateRange(first=_first_day(date))
            case ">":
                return DateRange(first=_last_day(date) + _NEVER)
            case "<=":
                return DateRange(last=_last_day(date))
        return DateRange(last=_before(_first_day(date)))
    first, dots, last = text.partition("..")
    if not dots:
        last = first
    for date in (first, last):
        if date or not dots:
            _check(date)
    if not (first or last):
        raise NoDate("a range needs a date before or after the dots")
    found = DateRange(_first_day(first) if first else _EVER, _last_day(last) if last else _NEVER)
    if found.first > found.last:
        raise NoDate(f"{text} ends before it begins")
    return found


def unparse(wanted: DateRange) -> str:
    """A range as `date_range` reads it."""
    first, last = wanted.first, wanted.last
    if first.endswith(_NEVER):
        return f">{first.removesuffix(_NEVER)}"
    if last.endswith(_NEVER) and last != _NEVER:
        day = last.removesuffix(_NEVER)
        return f"<{day[:-1]}{chr(ord(day[-1]) + 1)}"
    return f"{first}..{last.removesuffix(_NEVER)}"


def since_until(since: str | None, until: str | None) -> DateRange:
    """The range from the first day of one date to the last day of another.

    Raises:
        NoDate: one of them is not a date, or the last day is before the first.
    """
    for date in (since, until):
        if date is not None:
            _check(date)
    return date_range(f"{since or ''}..{until or ''}")


def _check(date: str) -> None:
    parts = _DATE.fullmatch(date)
    if parts is None:
        raise NoDate(f"{date or 'nothing'} is not a date; write 2019, 2019-09 or 2019-09-09")
    year, month, day = parts.groups()
    if month is not None and not 1 <= int(month) <= 12:
        raise NoDate(f"{date} is not a date: there is no month {month}")
    if day is not None and not 1 <= int(day) <= _days(int(year), int(month)):
        raise NoDate(f"{date} is not a date: that month has no day {day}")


def _days(year: int, month: int) -> int:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 28 + leap if month == 2 else 30 + (month in (1, 3, 5, 7, 8, 10, 12))


def _first_day(date: str) -> str:
    return date + "-01-01"[len(date) - 4 :]


def _last_day(date: str) -> str:
    month = f"{date}-12"[:7]
    return date if len(date) == 10 else f"{month}-{_days(int(month[:4]), int(month[5:]))}"


def _before(day: str) -> str:
    """A text that sorts after every earlier day and before this one."""
    return day[:-1] + chr(ord(day[-1]) - 1) + _NEVER
