"""The files that quotes come from: transcripts, and recordings on this machine."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from corpus.model import Program
from corpus.paths import as_text, from_text
from index.library.manifest import Manifest, read_sources
from searcher.packet.checksums import digest
from searcher.packet.packet import PacketProblem, Source, SourceKind
from searcher.quotes.quote import Quote
from searcher.recording.stretch import NoRecording, recording_of
from searcher.safe_text import shortened


class Sources:
    """The sources of quotes, each read once.

    Args:
        indexes: the folders of the indexes that the quotes were found in.
    """

    def __init__(self, indexes: Sequence[Path]) -> None:
        self._known: dict[str, str] = {}
        for folder in indexes:
            generation = Manifest.read(folder).generation
            for path, source in read_sources(folder, generation).items():
                self._known[path] = source.digest

    def of(self, quotes: Iterable[Quote], told: Callable[[int, int], None]) -> tuple[Source, ...]:
        """The transcripts and the recordings of some quotes, in their order.

        Args:
            quotes: the quotes.
            told: is called with how many files are read, and of how many.

        Raises:
            PacketProblem: a transcript has changed since it was indexed.
        """
        wanted: dict[tuple[str, SourceKind], None] = {}
        for quote in quotes:
            wanted[quote.program.path, SourceKind.TRANSCRIPT] = None
            if (recording := local_recording(quote.program)) is not None:
                wanted[recording, SourceKind.RECORDING] = None
        found = []
        for number, (path, kind) in enumerate(wanted):
            told(number, len(wanted))
            found.append(self._source(path, kind))
        return tuple(found)

    def _source(self, path: str, kind: SourceKind) -> Source:
        try:
            known = digest(on_disk(path))
        except OSError:
            return Source(path, kind, None, None)
        expected = self._known.get(path, known.blake2b)
        if kind is SourceKind.TRANSCRIPT and expected != known.blake2b:
            raise PacketProblem(
                f"{shortened(path)} has changed since it was indexed, so its quotes may not be in "
                "it any more; run `searcher index`, then make the packet again"
            )
        return Source(path, kind, known.sha256, known.size)


def on_disk(path: str) -> Path:
    """The file of a source. A path that is none, as that of a pseudonym, names nothing.

    Raises:
        FileNotFoundError: it is not absolute.
    """
    found = Path(from_text(path))
    if not found.is_absolute():
        raise FileNotFoundError(path)
    return found


def local_recording(program: Program) -> str | None:
    """The path of the recording of a program; None if it has none on this machine."""
    try:
        path = recording_of(program).path
    except NoRecording:
        return None
    return None if path is None else as_text(path)


def paths_of(programs: Iterable[Program], kind: SourceKind) -> frozenset[str]:
    """The files of a kind that some programs come from."""
    if kind is SourceKind.TRANSCRIPT:
        return frozenset(program.path for program in programs)
    recordings = (local_recording(program) for program in programs)
    return frozenset(path for path in recordings if path is not None)
