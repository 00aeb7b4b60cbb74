"""When what an object of JSON says begins and ends, in the recording or by the clock."""

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import pairwise

from corpus.readers.json.json_tree import Node
from corpus.readers.json.records import inner, text_in

START = ("startTime", "start", "start_time", "start_ts", "begin", "from_time", "from", "timestamp",
         "time", "offset", "begin_time", "data_start")  # fmt: skip
END = ("endTime", "end", "end_time", "end_ts", "stop", "to_time", "to", "data_end")
START_MS = ("start_ms", "startMs", "startTimeMs", "start_time_ms", "BeginOffsetMillis",
            "offsetMilliseconds", "begin_ms")  # fmt: skip
END_MS = ("end_ms", "endMs", "endTimeMs", "end_time_ms", "EndOffsetMillis")

#: From this many on, seconds are those since 1970: the year 1973.
FIRST_CLOCK_TIME = 1e8
#: Words in a second at least, or the times count thousandths.
SLOWEST = 0.05


def times(item: Node, unit: float) -> tuple[float | None, float | None]:
    """When an object begins and ends, else its first and its last word."""
    if item.holds("timestamp", list):  # both times in one list, as Hugging Face writes
        both = [one.seconds(unit) for one in item.get("timestamp").each()]
        return (both[0], both[1]) if len(both) == 2 else (None, None)
    start, end = time_of(item, START, START_MS, unit), time_of(item, END, END_MS, unit)
    if end is None and start is not None and item.holds("duration", (int, float)):
        length = item.get("duration").seconds(unit)
        end = round(start + length, 3) if length is not None else None
    if start is None:
        words = inner(item)
        if words:
            return time_of(words[0], START, START_MS, unit), time_of(words[-1], END, END_MS, unit)
    return start, end


def time_of(
    item: Node, keys: tuple[str, ...], thousandths: tuple[str, ...], unit: float
) -> float | None:
    """A time in seconds of the recording; a time of the clock is none."""
    for names, factor in ((thousandths, 0.001), (keys, unit)):
        for name in names:
            if item.holds(name, (int, float, str)) and not isinstance(item.get(name).value, bool):
                found = item.get(name).seconds(factor)
                if found is not None:
                    return found if found < FIRST_CLOCK_TIME else None
    return None


def unit_of(items: list[Node]) -> float:
    """A thousandth, where times are whole numbers and would be too far apart in seconds."""
    latest = 0.0
    words = 0
    for item in items:
        value = item.get(*END, *START).value
        if value is None and item.holds("sentences", list):
            value = next((one.get(*END, *START).value for one in reversed(inner(item))), None)
        if isinstance(value, float) and value % 1:
            return 1.0
        if isinstance(value, int) and not isinstance(value, bool):
            latest = max(latest, value)
        words += len(text_in(item).split())
    return 0.001 if 0 < latest < 1e10 and words < SLOWEST * latest else 1.0


def clock_times(items: Sequence[Node]) -> list[float]:
    """The seconds since 1970 that objects give, as chats do."""
    found = []
    for item in items:
        for key in ("timestamp_ms", "date_unixtime", "timestamp", "ts", "time", "date",
                    "created_at", "createdAt"):  # fmt: skip
            at = clock_time(item.get(key).value) if isinstance(item.value, dict) else None
            if at is not None:
                found.append(at)
                break
    return found


def clock_time(value: object) -> float | None:
    """Seconds since 1970 of a number, of a number as text, or of an ISO date with its time."""
    if isinstance(value, str):
        try:
            return _since_1970(value) if "T" in value[:11] else clock_time(float(value[:24]))
        except ValueError:
            return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    # Infinity, NaN and whole numbers too large for a float fail the comparison.
    if not 0 <= value < 1e15:
        return None
    at = value / 1000 if value >= 1e11 else value
    return at if FIRST_CLOCK_TIME <= at < 1e10 else None


def _since_1970(stamp: str) -> float:
    moment = datetime.fromisoformat(stamp[:40])
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def is_newest_first(items: list[Node]) -> bool:
    """Whether the times of the clock go backwards, as in some exports of chats."""
    times = clock_times(items)
    return len(times) == len(items) > 1 and all(
        later >= earlier for later, earlier in pairwise(times)
    ) and times[0] > times[-1]  # fmt: skip
