"""What handlers raise that no other part of the program knows."""

from collections.abc import Sequence

from searcher.errors import SearcherError
from searcher.safe_text import shortened


class MediaTypeRefused(SearcherError):
    """What was sent has a media type that is not read here."""

    def __init__(self, media_type: str, known: Sequence[str]) -> None:
        given = shortened(media_type, 60) if media_type else "nothing"
        super().__init__(f"the header Content-Type is {given}; it must be {' or '.join(known)}")
