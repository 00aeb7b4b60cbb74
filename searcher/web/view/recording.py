"""The recording of a program: which element of HTML plays it, or where else it is."""

from pathlib import PurePosixPath
from typing import NamedTuple

from corpus.model import Program
from searcher.output.values.attribution import web_address
from searcher.web.view import address as pages

_VIDEO = frozenset((".mp4", ".m4v", ".webm", ".ogv", ".mov", ".mkv", ".avi", ".mpg", ".mpeg"))


class Recording(NamedTuple):
    """A recording.

    Attributes:
        element: `audio` or `video`, if this server has it; "" if it is elsewhere.
        address: where it is.
    """

    element: str
    address: str


def recording_of(program: Program, *, media: bool) -> Recording | None:
    """The recording of a program; None if there is none that the page may name.

    Args:
        program: the program.
        media: whether this server has recordings.
    """
    known = program.media_url
    if not known:
        return None
    if "://" in known:
        # No page loads anything from another server: there it is a link.
        found = web_address(known)
        return Recording("", found) if found else None
    if not media:
        return None
    is_video = PurePosixPath(known.partition("#")[0]).suffix.lower() in _VIDEO
    return Recording("video" if is_video else "audio", pages.media(program.id))
