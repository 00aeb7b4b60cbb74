"""The printer of citations in CSL-JSON, which Zotero, pandoc and citation processors read."""

from collections.abc import Iterable
from typing import Any, TextIO

from searcher.citation.names import Name
from searcher.citation.work import Kind, Work
from searcher.output.formats.jsonl import line
from searcher.output.values.works import WorksPrinter, key, link, where
from searcher.safe_text import plain

_TYPES = {
    Kind.PODCAST: "broadcast",
    Kind.INTERVIEW: "interview",
    Kind.HEARING: "hearing",
    Kind.MEETING: "speech",
    Kind.TALK: "speech",
    Kind.TRANSCRIPT: "document",
}
_GENRES = {
    Kind.PODCAST: "Podcast episode",
    Kind.MEETING: "Meeting",
    Kind.TALK: "Talk",
    Kind.TRANSCRIPT: "Transcript",
}


def printer(out: TextIO) -> "CslJsonPrinter":
    """The printer of CSL-JSON on a stream."""
    return CslJsonPrinter(out)


class CslJsonPrinter(WorksPrinter):
    """Writes one array, an item on each line."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._ascii = "utf" not in (out.encoding or "utf-8").lower()

    def works(self, works: Iterable[Work]) -> None:
        """Write an item for each work."""
        opening = "[\n"
        for work in works:
            self._out.write(f"{opening}{line(item(work), ascii_only=self._ascii)}")
            opening = ",\n"
        self._out.write("[]\n" if opening == "[\n" else "\n]\n")


def item(work: Work) -> dict[str, Any]:
    """A work as CSL-JSON; what is not known is left out."""
    asks = "host" if work.kind is Kind.PODCAST else "interviewer"
    hosts = [name for name in work.hosts if name not in work.authors]
    known = {
        "id": key(work),
        "type": _TYPES[work.kind],
        "title": work.title,
        "container-title": work.series,
        "author": [*map(_name, work.authors)],
        asks: [*map(_name, hosts)] if work.kind in (Kind.PODCAST, Kind.INTERVIEW) else [],
        "issued": _issued(work.date),
        "genre": _GENRES.get(work.kind, ""),
        "medium": work.medium,
        "language": work.language,
        "URL": link(work),
        "note": where(work),
        "abstract": plain(work.text),
    }
    return {name: value for name, value in known.items() if value}


def _name(name: Name) -> dict[str, str]:
    if not name.given:
        return {"literal": name.family}
    known = {"family": name.family, "given": name.given, "suffix": name.suffix}
    return {part: value for part, value in known.items() if value}


def _issued(date: str) -> dict[str, Any]:
    """The date in parts, as far as it is known."""
    if not date:
        return {}
    if not all(part.isdigit() for part in date.split("-")):
        return {"literal": date}
    return {"date-parts": [[int(part) for part in date.split("-")]]}
