"""Files in, programs out; one bad file does not stop the others."""

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import PurePath

from corpus import sniff
from corpus.draft import UNNAMED, Draft
from corpus.errors import CorpusError, NotATranscript
from corpus.files import File, find
from corpus.metadata import titles
from corpus.metadata.dates import date_in_path, iso_date, title_from_path
from corpus.metadata.language import language_of, language_tag
from corpus.metadata.sidecar import MEDIA, About
from corpus.model import RESTRICTED, UNKNOWN_SPEAKER, Participant, Program, Turn
from corpus.paths import as_text
from corpus.people import cast, source_names
from corpus.signatures import TRANSCRIBE
from corpus.sniff import Answer, load_readers
from corpus.source import Source

__all__ = [
    "Answer",
    "File",
    "Parsed",
    "explain",
    "find",
    "load_readers",
    "parse",
    "parse_all",
    "read",
]


@dataclass(frozen=True, slots=True)
class Parsed:
    """A program, and what looked like a label in it and was not taken.

    Attributes:
        refused: such a label, with the reason.
        notices: what was odd in the file and was read in spite of it, with the line.
        named: labels such as `Host`, and the names that a feed gives them.
    """

    program: Program
    refused: dict[str, str]
    notices: tuple[str, ...] = ()
    named: tuple[tuple[str, str], ...] = ()


def read(file: File) -> list[Program]:
    """The programs in a file.

    Raises:
        CorpusError: it cannot be read.
        NotATranscript: nobody speaks in it.
    """
    return [parsed.program for parsed in parse(file)]


def parse(file: File, source: Source | None = None) -> list[Parsed]:
    """The programs in a file, each with the labels that were refused.

    Args:
        file: the file.
        source: the same file, if it is open already.

    Raises:
        CorpusError: it cannot be read.
        NotATranscript: nobody speaks in it.
    """
    if source is None:
        source = Source.open(file.path, encoding=file.encoding, data=file.data)
    try:
        return _parsed(file, source)
    except NotATranscript as error:
        raise _recording(file) or error from None


def _parsed(file: File, source: Source) -> list[Parsed]:
    with _collector_paused():
        name, reader = sniff.choose(source)
        parsed = [_one(draft, file, name) for draft in reader.read(source)]
    if not parsed:
        raise NotATranscript(file.path, "it holds no transcript")
    return parsed


def _one(draft: Draft, file: File, reader: str) -> Parsed:
    _name_speakers(draft, file.beside.by_hand)
    named = cast.name_cast(draft, file.beside.cast)
    program = _program(draft, file, reader)
    return Parsed(program, draft.refused, tuple(draft.notices), named)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Look for cycles of objects after a file was read, and not at every turn that was made.

    All that is made of a file is kept, and looking at it again and again took a fifth of
    the time of reading it.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _recording(file: File) -> CorpusError | None:
    """The error for a file that only its name makes a recording; None for other names."""
    if file.path.suffix.lower() not in MEDIA:
        return None
    reason = "its name is that of a recording, and it holds no transcript"
    return CorpusError(file.path, reason, advice=TRANSCRIBE)


def explain(file: File) -> list[Answer]:
    """What each reader makes of a file, up to the one that reads or refuses it.

    Raises:
        CorpusError: it cannot be opened.
    """
    return list(sniff.ask(Source.open(file.path, encoding=file.encoding, data=file.data)))


def parse_all(files: Iterable[File]) -> Iterator[tuple[File, list[Parsed] | CorpusError]]:
    """Each file with its programs, or with what is wrong with it."""
    for file in files:
        try:
            yield file, parse(file)
        except CorpusError as error:
            yield file, error


def _program(draft: Draft, file: File, reader: str) -> Program:
    by_hand, found = file.beside.by_hand, file.beside.found
    participants, behind = source_names.resolve(draft)
    turns = _turns(draft, behind)
    language = file.language or by_hand.language or draft.language or found.language
    url = by_hand.url or draft.url or found.url
    return Program(
        id=f"{file.id}#{draft.key}" if draft.key else file.id,
        title=by_hand.title
        or titles.clean(draft.title)
        or titles.clean(found.title)
        or title_from_path(PurePath(as_text(file.path))),
        path=as_text(file.path),
        format=reader,
        series=by_hand.series or draft.series or found.series or _folder(file),
        date=by_hand.date or draft.date or found.date or _date_of_path(file),
        topics=by_hand.topics or tuple(draft.topics) or found.topics,
        description=by_hand.description or draft.description or found.description,
        participants=participants,
        credits=draft.credits,
        related=tuple(draft.related),
        language=language_tag(language) or language_of(turn.text for turn in turns),
        url=url,
        media_url=by_hand.media_url or draft.media_url or found.media_url or _video(url),
        turns=turns,
        access=RESTRICTED if by_hand.restricted else None,
        **draft.attributes,
    )


def _turns(draft: Draft, behind: Mapping[str, Participant]) -> tuple[Turn, ...]:
    """The turns of a draft, numbered, each with the person behind its label."""
    nobody = Participant(UNKNOWN_SPEAKER, ())
    turns = []
    for number, turn in enumerate(draft.turns, start=1):
        person = behind.get(turn.speaker or turn.label, nobody)
        # By position: there are many, and arguments with names take a quarter more time.
        made = Turn(
            number,
            turn.label or None,
            person.name,
            "\n\n".join(turn.paragraphs),
            person.role,
            turn.start,
            turn.end,
            turn.section,
            tuple(turn.moments),
        )
        turns.append(replace(made, **turn.attributes) if turn.attributes else made)
    return tuple(turns)


def _name_speakers(draft: Draft, about: About) -> None:
    """Give labels the names that were said by hand."""
    for label, name in about.speakers:
        draft.names[label] = name
        draft.speakers.setdefault(name, None)
        if label == UNKNOWN_SPEAKER:
            for turn in draft.turns:
                if turn.label == UNNAMED and turn.speaker is None:
                    turn.label = name


def _folder(file: File) -> str | None:
    """The first folder under the one that was given: its series, if nothing else tells it."""
    if file.root is None:
        return None
    return file.id.rpartition("/")[0].partition("/")[0] or None


def _date_of_path(file: File) -> str | None:
    """The date in the name of a file, or in those of the folders above it, the nearest first."""
    if file.root is None:
        return iso_date(file.path.stem) or iso_date(file.path.parent.name)
    return date_in_path(file.id)


def _video(url: str | None) -> str | None:
    """The address of a program where it is that of a recording too."""
    if url is None:
        return None
    host = url.partition("://")[2].partition("/")[0].casefold().removeprefix("www.")
    return url if host in ("youtube.com", "m.youtube.com", "youtu.be", "vimeo.com") else None
