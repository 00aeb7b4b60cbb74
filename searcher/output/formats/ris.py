"""The printer of citations in RIS, which EndNote, Mendeley, RefWorks and Zotero read."""

from collections.abc import Iterable, Iterator
from typing import TextIO

from searcher.citation.work import Kind, Work
from searcher.output.values.works import WorksPrinter, key, link, where
from searcher.safe_text import one_line

_TYPES = {
    Kind.PODCAST: "SOUND",
    Kind.INTERVIEW: "PCOMM",
    Kind.HEARING: "HEAR",
    Kind.MEETING: "CONF",
    Kind.TALK: "CONF",
    Kind.TRANSCRIPT: "GEN",
}


def printer(out: TextIO) -> "RisPrinter":
    """The printer of RIS on a stream."""
    return RisPrinter(out)


class RisPrinter(WorksPrinter):
    """Writes an entry for each quote or program: a tag and a value on each line."""

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def works(self, works: Iterable[Work]) -> None:
        """Write an entry for each work."""
        for work in works:
            lines = [f"{tag}  - {one_line(value)}\n" for tag, value in _tags(work) if value]
            self._out.write(f"{''.join(lines)}ER  - \n\n")


def _tags(work: Work) -> Iterator[tuple[str, str]]:
    is_video = work.kind is Kind.PODCAST and work.medium == "video"
    yield "TY", "VIDEO" if is_video else _TYPES[work.kind]
    yield "ID", key(work)
    for name in work.authors:
        yield "AU", name.turned
    for name in work.hosts:
        if name not in work.authors:
            yield "A2", name.turned
    yield "TI", work.title
    yield "T2", work.series
    yield "PY", work.year
    yield "DA", "/".join([*work.date.split("-"), "", "", ""][:3]) + "/" if work.date else ""
    yield "LA", work.language
    yield "UR", link(work)
    yield "N1", where(work)
    yield "AB", work.text
