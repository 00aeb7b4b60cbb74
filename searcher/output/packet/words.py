"""What a packet says of itself in words, for all of its files."""

from collections.abc import Iterator

from searcher.output.text.heading import heading
from searcher.packet.contents import Contents
from searcher.packet.packet import RECORD, SUMS
from searcher.safe_text import counted, one_line, shortened


def title(contents: Contents) -> str:
    """How many quotes, of which search."""
    query = shortened(contents.found.query_text)
    return f"{counted(len(contents.items), 'quote')} for {query}"


def about(contents: Contents) -> Iterator[str]:
    """Lines on the search, the filters, the time, and how the packet is checked."""
    packet = contents.packet
    yield "".join(run.text for run in heading(contents.found, 0, len(contents.items)))
    if filters := dict(contents.found.filters):
        shown = (f"{name}: {_value(value)}" for name, value in filters.items())
        yield f"Filters: {'; '.join(shown)}"
    yield f"Made {packet.made} with searcher {packet.version}"
    if packet.restricted:
        yield "This packet has what may not be shown to everybody. Do not hand it on."
    yield (
        f"Check it: searcher verify --packet FOLDER; its files alone: sha256sum -c {SUMS}. "
        f"What it is made of is in {RECORD}."
    )


def _value(value: object) -> str:
    values = [value] if isinstance(value, str) else value
    return one_line(" or ".join(map(str, values))) if isinstance(values, (list, tuple)) else ""
