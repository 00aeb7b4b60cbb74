"""A place in a program, as it is typed after its name: a turn, a range of turns, a time.

m-protein:12         turn 12
m-protein:12-20      turns 12 to 20; also 12..20, 12- to the end, -20 from the start
m-protein@12:34      what is said at 12:34; also 1:02:03, 754, 12m34s
m-protein@12:00-13:00  what is said between two times
"""

import re

from searcher.value import Value


class Turns(Value):
    """Turns by their numbers.

    Attributes:
        first: the first one.
        last: the last one; None if the program goes on to its end.
    """

    first: int
    last: int | None


class Time(Value):
    """What is said at a time, or between two.

    Attributes:
        start: seconds from the start of the recording.
        end: the second time; None if there is only one.
    """

    start: float
    end: float | None


Place = Turns | Time

_RANGE = r"(?:-|–|\.\.)"
_CLOCK = r"(?:[0-9]{1,3}:)?[0-9]{1,4}:[0-5][0-9](?:\.[0-9]{1,3})?"
_LONG = r"(?=[0-9])(?:[0-9]{1,3}h)?(?:[0-9]{1,4}m)?(?:[0-9]{1,6}(?:\.[0-9]{1,3})?s?)?"
_TIME = rf"(?:{_CLOCK}|{_LONG})"
_TURNS = re.compile(
    rf"(?P<name>.+):(?:(?P<one>[0-9]{{1,9}})"
    rf"|(?P<first>[0-9]{{1,9}}){_RANGE}(?P<last>[0-9]{{0,9}})|{_RANGE}(?P<to>[0-9]{{1,9}}))",
    re.DOTALL,
)
_AT = re.compile(rf"(?P<name>.+)@(?P<start>{_TIME})(?:{_RANGE}(?P<end>{_TIME}))?", re.DOTALL)
_PARTS = re.compile(r"(?:(\d+)h)?(?:(\d+)m)?(?:(\d+(?:\.\d+)?)s?)?")


def split(typed: str) -> tuple[str, Place | None]:
    """The name of a program and the place in it; None if there is no place.

    An id may contain the same characters: whoever looks the name up tries the whole first.

    >>> split("m-protein:12-20")
    ('m-protein', Turns(first=12, last=20))
    >>> split("talk@1:02:03")
    ('talk', Time(start=3723.0, end=None))
    >>> split("m-protein")
    ('m-protein', None)
    """
    if found := _AT.fullmatch(typed):
        end = found["end"]
        return found["name"], Time(seconds(found["start"]), None if end is None else seconds(end))
    if found := _TURNS.fullmatch(typed):
        if found["one"]:
            return found["name"], Turns(int(found["one"]), int(found["one"]))
        last = found["last"] or found["to"]
        return found["name"], Turns(int(found["first"] or 1), int(last) if last else None)
    return typed, None


def seconds(typed: str) -> float:
    """A time in seconds: `12:34`, `1:02:03`, `754`, `12m34s`."""
    if ":" in typed:
        *hours, minute, second = typed.split(":")
        return int(hours[0] if hours else 0) * 3600 + int(minute) * 60 + float(second)
    parts = _PARTS.fullmatch(typed)
    assert parts is not None, "the pattern of a time lets nothing else through"
    units = zip(parts.groups(), (3600, 60, 1), strict=True)
    return sum((float(number) * unit for number, unit in units if number), 0.0)
