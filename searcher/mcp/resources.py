"""The programs as resources: a list of them, and their transcripts page by page."""

from typing import NamedTuple

import searcher
from searcher.mcp.answers import address
from searcher.mcp.answers.address import Address
from searcher.mcp.tools import reading
from searcher.safe_text import counted, one_line, shortened

#: How many programs a page of the list has.
PAGE = 200
MEDIA_TYPE = "text/plain"


class Resource(NamedTuple):
    """A program as a client lists it."""

    address: str
    title: str
    description: str


def listed(archive: searcher.Archive, cursor: str | None) -> tuple[list[Resource], str | None]:
    """A page of the programs, and the cursor of the next page; None if there is none.

    Raises:
        RequestError: the cursor is none of this list.
    """
    if cursor is not None and not (cursor.isascii() and cursor.isdigit() and len(cursor) < 10):
        raise searcher.RequestError(f"cursor={shortened(cursor, 40)!r}: it is none of this list")
    start = int(cursor or 0)
    entries = archive.programs()
    page = [
        Resource(
            str(Address(entry.program.id)),
            one_line(entry.program.title),
            " · ".join(
                one_line(part)
                for part in (
                    entry.program.series, entry.program.date, counted(entry.turns, "turn")
                )
                if part
            ),
        )
        for entry in entries[start : start + PAGE]
    ]  # fmt: skip
    end = start + PAGE
    return page, str(end) if end < len(entries) else None


def read(archive: searcher.Archive, typed: str, pages: str = "") -> str:
    """A page of the transcript at an address; its last line says where the next page is.

    Args:
        archive: the archive.
        typed: the address.
        pages: the address of the server whose pages show the same archive, or "".

    Raises:
        RequestError: it is no address of a program.
        PassageUnknown: there is no such program, turn or character.
    """
    page = reading.page(archive, address.read(typed))
    return "\n".join(reading.lines(address.with_pages(page, pages) if pages else page))
