"""What a packet says of itself: the search, the quotes, their sources, its files."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from searcher.errors import SearcherError
from searcher.value import Value

#: The record of a packet, and the list of checksums of all of its other files.
RECORD, SUMS = "packet.json", "SHA256SUMS"
#: The list of the checksums of the sources.
SOURCES = "sources.sha256"
#: The most quotes of a packet.
MOST = 10_000


class PacketProblem(SearcherError):
    """A folder that is no packet, or that cannot become one."""


class SourceKind(StrEnum):
    """What a quote comes from."""

    TRANSCRIPT = "transcript"
    RECORDING = "recording"


class PacketFile(Value):
    """A file of a packet.

    Attributes:
        path: relative to the folder, with `/`.
        sha256: the checksum of its content, in hexadecimal.
        size: in bytes.
    """

    path: str
    sha256: str
    size: int


class Source(Value):
    """A file that quotes come from.

    Attributes:
        path: the file.
        kind: a transcript or a recording.
        sha256: the checksum of its content; None if it could not be read.
        size: in bytes; None likewise.
    """

    path: str
    kind: SourceKind
    sha256: str | None
    size: int | None


class PacketQuote(Value):
    """A quote as its packet has it.

    Attributes:
        number: its place among the results of the search, from 1.
        program: the id of its program.
        title: of the program.
        turn: the number of its turn.
        speaker: who says it.
        text: all that is said in the turn.
        file_text: what the file has instead, where words were corrected by hand; else None.
        at: the second at which the first match is said, or the turn begins; None if not known.
        link: a link to that moment, or None.
        source: the path of the transcript.
        recording: the path of the recording; None if it is not on the disk of the index.
        clip: the path of the clip in the packet, or None.
        citations: how it is cited, by style: the reference, and what stands in the text.
    """

    number: int
    program: str
    title: str
    turn: int
    speaker: str
    text: str
    file_text: str | None
    at: float | None
    link: str | None
    source: str
    recording: str | None
    clip: str | None
    citations: Mapping[str, Mapping[str, str]]

    @property
    def name(self) -> str:
        """How it is named in a list."""
        return f"{self.number}: {self.program}:{self.turn}, {self.speaker}"


class Packet(Value):
    """A packet.

    Attributes:
        made: when, as RFC 3339 writes it.
        version: of the program that made it.
        search: the words, the options, the tier and the total of the search.
        index: the places and the state of the index, and how much it held.
        restricted: whether it has what only the owner of the index may see.
        sources: the files that the quotes come from.
        quotes: the quotes.
        files: the files of the packet, without the record and the list of checksums.
    """

    made: str
    version: str
    search: Mapping[str, Any]
    index: Mapping[str, Any]
    restricted: bool
    sources: tuple[Source, ...]
    quotes: tuple[PacketQuote, ...]
    files: tuple[PacketFile, ...]

    @property
    def search_text(self) -> str:
        """The words of the search on one line."""
        # It may be a packet of a stranger.
        return str(self.search.get("text", ""))
