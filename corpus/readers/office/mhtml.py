"""Web pages that a browser saved as one file (.mhtml, .mht): the page in its MIME parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from corpus.draft import Draft
from corpus.errors import CorpusError
from corpus.readers.html import html
from corpus.source import Source

if TYPE_CHECKING:
    from email.message import Message

HEAD = 8192
MIME = re.compile(rb"^MIME-Version:", re.I | re.M)
PARTS = re.compile(rb"^Content-Type:\s*multipart/(?:related|mixed|alternative)", re.I | re.M)
MOST_PARTS = 2_000
ADDRESS = re.compile(r"https?://\S{1,2000}")


def recognises(source: Source) -> bool:
    """Whether the file opens with the headers of a page that a browser saved."""
    head = source.data[:HEAD].replace(b"\r\n", b"\n").lstrip()
    top = head.partition(b"\n\n")[0]
    return MIME.search(top) is not None and PARTS.search(top) is not None


def read(source: Source) -> Iterator[Draft]:
    """The one transcript of the page; the headers give its address."""
    page = _page(source)
    draft = next(iter(html.read(Source(source.path, _content(page)))))
    location = str(page.get("Content-Location") or page.get("Snapshot-Content-Location") or "")
    if draft.url is None and ADDRESS.fullmatch(location):
        draft.url = location
    yield draft


def _page(source: Source) -> Message:
    """The first part that is HTML.

    Raises:
        CorpusError: there is none, or the parts are nested as no browser does.
    """
    import email.policy  # loaded when there is a saved page to read, not for every file

    try:
        message = email.message_from_bytes(source.data, policy=email.policy.compat32)
        parts = list(islice(message.walk(), MOST_PARTS))
    except (RecursionError, ValueError, LookupError) as error:
        raise _broken(source) from error
    for part in parts:
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            return part
    raise _broken(source)


def _content(page: Message) -> bytes:
    """The page as UTF-8, decoded as its part says, or else as it says itself."""
    data = page.get_payload(decode=True)
    data = data if isinstance(data, bytes) else b""
    charset = page.get_content_charset()
    if charset is None:
        return data or b" "
    try:
        return data.decode(charset, "replace").encode("utf-8", "replace") or b" "
    except LookupError:
        return data or b" "


def _broken(source: Source) -> CorpusError:
    return CorpusError(
        source.path, "the saved page is broken", advice="save it again as HTML or as text"
    )
