"""Files and folders in, programs out; one bad file does not stop the others."""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus import sniff
from corpus.draft import Draft
from corpus.errors import CorpusError, NotATranscript
from corpus.metadata.dates import iso_date, title_from_path
from corpus.metadata.language import language_of, language_tag
from corpus.model import UNKNOWN_SPEAKER, Program, Turn
from corpus.people import source_names
from corpus.source import Source


@dataclass(frozen=True, slots=True)
class File:
    """A file that was found, and the id that its program will have.

    Attributes:
        path: the file, absolute.
        id: its path relative to the folder that was given, without the suffix.
        root: the folder that was given, absolute; None where the file itself was.
    """

    path: Path
    id: str
    root: Path | None


def find(
    paths: Iterable[Path], failed: Callable[[CorpusError], None] | None = None
) -> Iterator[File]:
    """The files at and under `paths`, folders in the order of their names.

    Hidden files and folders are left out; a file that is given twice is found
    once. Two files that differ only in their suffix keep it in their ids.

    Args:
        paths: files and folders.
        failed: is told of a folder that cannot be listed, and the others are found; without
            it such a folder is an error.

    Raises:
        CorpusError: a path does not exist, or a folder cannot be listed.
    """

    def unlisted(error: OSError) -> None:
        reason = f"the folder cannot be listed ({error.strerror})"
        advice = "check the disk and the permissions"
        problem = CorpusError(Path(error.filename), reason, advice=advice)
        if failed is None:
            raise problem from error
        failed(problem)

    seen: set[Path] = set()
    for given in paths:
        if not given.exists():
            raise CorpusError(given, "there is no such file or folder", advice="check the path")
        path = given.resolve()
        files = _under(path, unlisted) if path.is_dir() else [File(path, path.stem, None)]
        for file in files:
            if file.path not in seen:
                seen.add(file.path)
                yield file


def _under(root: Path, unlisted: Callable[[OSError], None]) -> Iterator[File]:
    for folder, folders, names in os.walk(root, onerror=unlisted):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        visible = sorted(name for name in names if not name.startswith("."))
        stems = [Path(name).stem for name in visible]
        for name, stem in zip(visible, stems, strict=True):
            path = Path(folder, name)
            if not path.is_file():
                continue
            relative = path.relative_to(root)
            unique = relative if stems.count(stem) > 1 else relative.with_suffix("")
            yield File(path, unique.as_posix(), root)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A program, and what looked like a label in it and was not taken.

    Attributes:
        refused: such a label, with the reason.
        notices: what was odd in the file and was read in spite of it, with the line.
    """

    program: Program
    refused: dict[str, str]
    notices: tuple[str, ...] = ()


def read(file: File, encoding: str | None = None) -> list[Program]:
    """The programs in a file.

    Args:
        file: where it is.
        encoding: how its text is encoded, where the file itself does not tell.

    Raises:
        CorpusError: it cannot be read.
        NotATranscript: nobody speaks in it.
    """
    return [parsed.program for parsed in parse(file, encoding)]


def parse(file: File, encoding: str | None = None) -> list[Parsed]:
    """The programs in a file, each with the labels that were refused.

    Args:
        file: where it is.
        encoding: how its text is encoded, where the file itself does not tell.

    Raises:
        CorpusError: it cannot be read.
        NotATranscript: nobody speaks in it.
    """
    source = Source.open(file.path, encoding)
    name, reader = sniff.choose(source)
    parsed = [
        Parsed(_program(draft, file, name), draft.refused, tuple(draft.notices))
        for draft in reader.read(source)
    ]
    if not parsed:
        raise NotATranscript(file.path, "it holds no transcript")
    return parsed


def parse_all(files: Iterable[File]) -> Iterator[tuple[File, list[Parsed] | CorpusError]]:
    """Each file with its programs, or with what is wrong with it."""
    for file in files:
        try:
            yield file, parse(file)
        except CorpusError as error:
            yield file, error


def _program(draft: Draft, file: File, reader: str) -> Program:
    participants, behind = source_names.resolve(draft)
    turns = tuple(
        Turn(
            number=number,
            label=turn.label or None,
            speaker=person.name if person else UNKNOWN_SPEAKER,
            role=person.role if person else None,
            text="\n\n".join(turn.paragraphs),
            start=turn.start,
            end=turn.end,
            section=turn.section,
            moments=tuple(turn.moments),
        )
        for number, turn in enumerate(draft.turns, start=1)
        for person in (behind.get(turn.speaker or turn.label),)
    )
    place = file.id if file.root else f"{file.path.parent.name}/{file.path.stem}"
    folder = file.id.rpartition("/")[0].partition("/")[0] if file.root else ""
    return Program(
        id=f"{file.id}#{draft.key}" if draft.key else file.id,
        title=draft.title or title_from_path(file.path),
        path=str(file.path),
        format=reader,
        series=draft.series or folder or None,
        date=draft.date or iso_date(place),
        topics=tuple(draft.topics),
        description=draft.description,
        participants=participants,
        credits=draft.credits,
        related=tuple(draft.related),
        language=language_tag(draft.language) or language_of(turn.text for turn in turns),
        url=draft.url,
        media_url=draft.media_url,
        turns=turns,
    )
