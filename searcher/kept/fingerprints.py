"""Fingerprints of quotes: by them a quote is known again in another state of the index."""

import base64
import binascii
from array import array
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

from corpus.corrected_words import as_in_source
from searcher.quotes.copies import LONG, said
from searcher.quotes.quote import Quote

#: Fingerprints, each once and sorted.
Seen = npt.NDArray[np.uint64]
NOTHING: Seen = np.zeros(0, np.uint64)
#: How many fingerprints a quote has, and how many numbers a row: the last one is the same for all
#: that is said in these words in one program.
_EACH, _COLUMNS = 2, 3
_BYTES = 8


def of(quote: Quote) -> tuple[int, int]:
    """Two fingerprints of a quote, of which one is enough to know it again.

    The first is of the program and of what is said: the turn may have another number, and other
    turns around it. The second knows no program: a file may be moved or renamed. It is of a long
    text alone; what is short is said often, so the turns before and after count, too.

    Args:
        quote: a quote with at least one turn of context.
    """
    # A turn in which a word was corrected is not new.
    turn = as_in_source(quote.turn)
    text = said(turn) or turn.text
    before = said(as_in_source(quote.before[-1])) if quote.before else ""
    after = said(as_in_source(quote.after[0])) if quote.after else ""
    around = ("", text, "") if len(text) >= LONG else (before, text, after)
    return _hash(quote.program.id, text), _hash(*around)


def of_each(quotes: Iterable[Quote]) -> Seen:
    """The fingerprints of quotes, a row for each.

    What is said again in a program in the same words is another quote: it is known by how many
    there were before it.

    Args:
        quotes: quotes, those of a program together.
    """
    found = array("Q")
    program = ""
    said_in_it: Counter[int] = Counter()
    for quote in quotes:
        if quote.program.id != program:
            program = quote.program.id
            said_in_it.clear()
        here, anywhere = of(quote)
        before = said_in_it[here]
        said_in_it[here] += 1
        found.extend((_hash(str(here), str(before)) if before else here, anywhere, here))
    return np.frombuffer(found, np.uint64).reshape(-1, _COLUMNS) if found else _no_rows()


def new(rows: Seen, seen: Seen) -> list[int]:
    """The rows of which neither fingerprint was seen before, nor in a row above."""
    here, anywhere = np.isin(rows[:, :_EACH], seen).T
    fresh: set[int] = set()
    places = []
    for place in np.flatnonzero(~(here | anywhere)).tolist():
        row = set(rows[place, :_EACH].tolist())
        if fresh.isdisjoint(row):
            places.append(place)
        fresh |= row
    return sorted([*places, *_said_before(rows, here, anywhere)])


def _said_before(
    rows: Seen, here: npt.NDArray[np.bool_], anywhere: npt.NDArray[np.bool_]
) -> Iterator[int]:
    """The rows that are new before one with the same words, which was in their place."""
    later = np.flatnonzero(anywhere & ~here).tolist()
    if not later:
        return
    possible: dict[int, deque[int]] = {}
    for place in np.flatnonzero(here & ~anywhere).tolist():
        possible.setdefault(int(rows[place, _EACH]), deque()).append(place)
    for place in later:
        before = possible.get(int(rows[place, _EACH]))
        if before:
            yield before.popleft()


def joined(seen: Seen, rows: Seen) -> Seen:
    """What was seen, with what is seen now."""
    return np.union1d(seen, rows[:, :_EACH].ravel())


def to_text(seen: Seen) -> str:
    """Fingerprints as text, for a file."""
    return base64.b64encode(seen.astype("<u8").tobytes()).decode("ascii")


def from_text(text: str) -> Seen:
    """Fingerprints of a file.

    Raises:
        ValueError, TypeError: they are not what was written.
    """
    try:
        data = base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError(str(error)) from error
    return np.unique(np.frombuffer(data, "<u8").astype(np.uint64))


def _hash(*parts: str) -> int:
    # A part that holds a null would be two parts: no text of an index does.
    data = "\0".join(parts).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(data, digest_size=_BYTES).digest(), "big")


def _no_rows() -> Seen:
    return NOTHING.reshape(0, _COLUMNS)
