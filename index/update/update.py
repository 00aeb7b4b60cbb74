"""Bringing an index up to date with files: what changed is read, what is gone is dropped."""

import os
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import accumulate, chain, count
from pathlib import Path

from corpus import files as corpus_files
from corpus.errors import CorpusError
from corpus.files import File, Selection
from corpus.model import Program
from corpus.paths import as_text, from_text
from index.library import manifest
from index.library.manifest import SourceFile
from index.registry import corrections
from index.registry.corrections import Correction
from index.update import absence, build, pool
from index.update.build import Progress
from index.update.corrector import WAIT
from index.update.lock import WriteLock
from index.update.partition import Reading, tasks
from index.update.transaction import Transaction

#: The suffixes of exports that have times, the most telling first.
EXPORTS = (".json", ".vtt", ".srt", ".tsv", ".csv")


@dataclass(slots=True)
class Summary:
    """What an update did.

    Attributes:
        programs, turns: how many were read and added.
        again: how many of these programs were in the index, from the same file.
        moved: how many of these programs were in the index, from a file at another path.
        one_voice: how many of these programs were read as the words of one voice.
        unchanged: files that were not read again.
        dropped: programs whose file is gone.
        deselected: programs removed from the index whose file is there, but is left out now.
        renamed: the ids of programs of moved files, and the ids that they have now instead.
        copies: files with the content of another one, which is in the index instead.
        skipped: files that could not be read; what they held before is kept.
        outdated: those of the skipped files whose text of an earlier time is in the index.
        unseen: files and folders that could not be looked at; what was read from there before
            is kept.
        left_out: what was left out of folders by name, by the reason.
        notices: what was odd in files that were read in spite of it, with the line.
        seconds: how long it took.
    """

    programs: int = 0
    turns: int = 0
    again: int = 0
    moved: int = 0
    one_voice: int = 0
    unchanged: int = 0
    dropped: int = 0
    deselected: int = 0
    renamed: dict[str, str] = field(default_factory=dict)
    copies: dict[Path, Path] = field(default_factory=dict)
    skipped: list[CorpusError] = field(default_factory=list)
    outdated: list[Path] = field(default_factory=list)
    unseen: list[CorpusError] = field(default_factory=list)
    left_out: dict[str, list[Path]] = field(default_factory=dict)
    notices: dict[Path, tuple[str, ...]] = field(default_factory=dict)
    seconds: float = 0.0


def update(
    directory: Path | str,
    paths: Iterable[Path | str],
    progress: Progress | None = None,
    *,
    selection: Selection | None = None,
    texts: Iterable[File] = (),
    workers: int | None = None,
    prune: bool = False,
) -> Summary:
    """Add files and folders to the index in `directory`, which is made if it is not there.

    All of it is one commit: an update that fails, or is interrupted, leaves the
    index as it was. Files that are unchanged since they were read are not read
    again; programs whose file is gone from a given folder are dropped. What cannot be
    listed is not gone (see `index.update.absence`). A file that has moved is known by its
    content. The folder of an index is not read.

    Args:
        directory: the index.
        paths: files and folders.
        progress: called now and then with the number of files that are done.
        selection: which files of folders are taken, and how they are read.
        texts: contents that are in no file.
        workers: processes to read with; as many as there are cores if not given.
        prune: a given path that is gone or empty loses its programs.

    Raises:
        CorpusError: a path does not exist and the index holds nothing from there; or it is
            gone or empty, the index holds something, and `prune` is false.
        IndexProblem: the index cannot be written.
    """
    began = time.perf_counter()
    directory = Path(directory)
    given = [Path(os.path.realpath(path)) for path in paths]
    summary = Summary()

    def left_out(path: Path, reason: str) -> None:
        summary.left_out.setdefault(reason, []).append(path)

    there = [path for path in given if not corpus_files.is_absent(path)]
    # A path that is not there is an error at once, before a directory is made for the index.
    if not directory.exists():
        there = given
    files = corpus_files.find(there, selection, left_out, summary.unseen.append)
    found = [*_outside_indexes(files, directory), *texts]
    with Transaction(directory) as change:
        _refuse_unknown(given, change.sources)
        missing = _missing_sources(change.sources, given, found, summary, prune=prune)
        dropped = {path: change.sources.pop(path) for path in missing}
        found += _outside_indexes(_orphans(change.sources, found), directory)
        changed = _exclude_copies(found, dropped, change.sources, summary)
        programs = [program for source in dropped.values() for program in source.programs]
        change.drop(programs)
        moved: set[str] = set()
        readings = list(_readings(found, change.sources, dropped, moved, summary))
        kept = {reading.id for reading in readings}
        _count_dropped(dropped, kept, moved, summary)
        read = _read_files(change, readings, summary, progress, workers or os.cpu_count() or 1)
        summary.outdated = [
            path
            for path in (Path(error.path) for error in summary.skipped)
            if change.sources.get(as_text(path), _NO_SOURCE).programs
        ]
        _keep_one_export(change, found, summary)
        if missing or changed or read:
            change.commit()
        if summary.renamed:
            _move_corrections(directory, summary.renamed)
    summary.seconds = time.perf_counter() - began
    return summary


def _count_dropped(
    dropped: Mapping[str, SourceFile], kept: set[str], moved: set[str], summary: Summary
) -> None:
    """Count the programs of dropped sources that were not found again: by id, or by content."""
    for path, source in dropped.items():
        if source.digest in moved:
            continue
        left = sum(1 for program in source.programs if program.partition("#")[0] not in kept)
        if Path(from_text(path)).exists():
            summary.deselected += left
        else:
            summary.dropped += left


def write_programs(directory: Path, programs: Iterable[Program]) -> None:
    """Add programs that were read elsewhere, on all cores, in one commit.

    Raises:
        IndexProblem: the index cannot be written.
    """
    with Transaction(directory) as change:
        # Closed before the transaction ends, and with it the processes that still write.
        with closing(build.write_all(programs, change.new_segment, change.lock)) as written:
            for segment, document_count in written:
                change.add(segment, document_count)
        change.commit()


def _refuse_unknown(given: Iterable[Path], sources: Mapping[str, SourceFile]) -> None:
    """Refuse a path that does not exist, unless the index holds something from there."""
    for path in given:
        known = (Path(from_text(name)) for name in sources)
        if corpus_files.is_absent(path) and not any(name.is_relative_to(path) for name in known):
            raise corpus_files.missing(path)


def _orphans(sources: Mapping[str, SourceFile], files: Iterable[File]) -> list[File]:
    """The copies elsewhere of files that are gone or have changed: they are read instead."""
    found = {as_text(file.path) for file in files}

    def is_left(path: str) -> bool:
        original = sources.get(path)
        return original is not None and (
            path not in found or _is_unchanged(Path(from_text(path)), original)
        )

    orphans = {
        path: source
        for path, source in sources.items()
        if source.copy_of is not None and path not in found and not is_left(source.copy_of)
    }
    roots = {Path(from_text(source.root or path)) for path, source in orphans.items()}
    there = corpus_files.find(sorted(root for root in roots if root.exists()))
    return [file for file in there if as_text(file.path) in orphans]


def _move_corrections(directory: Path, renamed: Mapping[str, str]) -> None:
    """Write the new ids of programs into the corrections."""
    lock = WriteLock(directory / corrections.LOCK)
    lock.acquire(WAIT)
    try:
        found = corrections.read(directory)
        if (moved := _with_ids(found, renamed)) != found:
            corrections.write(directory, moved)
    finally:
        lock.release()


def _with_ids(found: Iterable[Correction], renamed: Mapping[str, str]) -> list[Correction]:
    """Corrections with the new ids of programs."""

    def renamed_id(program: str) -> str:
        file, key, rest = program.partition("#")
        return f"{renamed.get(file, file)}{key}{rest}"

    return [
        replace(
            one,
            only=[(renamed_id(program), name) for program, name in one.only],
            labels=[
                label
                if label.program is None
                else label._replace(program=renamed_id(label.program))
                for label in one.labels
            ],
            roles=[(renamed_id(program), role) for program, role in one.roles],
        )
        for one in found
    ]


def _exclude_copies(
    found: list[File],
    dropped: dict[str, SourceFile],
    sources: dict[str, SourceFile],
    summary: Summary,
) -> bool:
    """Take files out of `found` that have the content of another one, and note whose.

    Sources that are nowhere any more, and whose content was found elsewhere, have moved:
    they are put among those that are dropped. Only files whose size another file has are
    compared.

    Returns:
        Whether that changed what the index remembers.
    """
    by_size: defaultdict[int, list[File]] = defaultdict(list)
    for file in found:
        if file.data is None and (size := _size(file.path)) is not None:
            by_size[size].append(file)
    known: defaultdict[int, list[str]] = defaultdict(list)
    for path, source in sources.items():
        known[source.size].append(path)
    changed = False
    for size, files in by_size.items():
        if len(files) == 1 and not set(known[size]) - {as_text(files[0].path)}:
            continue
        first: dict[str, File] = {}
        for file in sorted(files, key=lambda file: _preference(file, sources)):
            content = _digest(file.path, sources)
            if content is None:
                continue
            path = as_text(file.path)
            other = first.setdefault(content, file)
            original = None if other is file else as_text(other.path)
            for elsewhere in known[size] if original is None else ():
                if elsewhere == path or sources.get(elsewhere, _NO_SOURCE).digest != content:
                    continue
                if corpus_files.is_absent(Path(from_text(elsewhere))):
                    dropped[elsewhere] = sources.pop(elsewhere)
                elif (
                    sources[elsewhere].copy_of is None
                    and path not in sources
                    and _digest(Path(from_text(elsewhere)), sources) == content
                ):
                    original = elsewhere
            if original is not None:
                summary.copies[file.path] = Path(from_text(original))
                found.remove(file)
                if sources.get(path, _NO_SOURCE).copy_of != original:
                    changed = True
                    dropped[path] = sources.get(path, _NO_SOURCE)
                    sources[path] = _source_of_copy(file, content, original)
    return changed


_NO_SOURCE = SourceFile(None, 0, 0, "", (), ())


def _preference(file: File, sources: Mapping[str, SourceFile]) -> tuple[bool, int, str]:
    """Which of several copies stands for them: one that does so already, then a short path."""
    known = sources.get(as_text(file.path))
    is_original = known is not None and known.copy_of is None
    return not is_original, len(as_text(file.path)), as_text(file.path)


def _source_of_copy(file: File, content: str, original: str) -> SourceFile:
    stat = file.path.stat()
    root = as_text(file.root) if file.root else None
    return SourceFile(root, stat.st_size, stat.st_mtime_ns, content, (), (), copy_of=original)


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None  # reading it will say what is wrong


def _digest(path: Path, sources: Mapping[str, SourceFile]) -> str | None:
    """The digest of a file; what is known of one that has not changed is believed."""
    known = sources.get(as_text(path))
    try:
        if known is not None and known.is_unchanged(path.stat()):
            return known.digest
        return build.digest_of_file(path)
    except OSError:
        return None


def _readings(
    files: Iterable[File],
    sources: Mapping[str, SourceFile],
    dropped: Mapping[str, SourceFile],
    found_again: set[str],
    summary: Summary,
) -> Iterator[Reading]:
    """The files to read, with the ids they get; those that have not changed are counted.

    The digests of files that have moved are added to `found_again`.
    """
    taken = {
        program.partition("#")[0]: path for path, s in sources.items() for program in s.programs
    }
    moved = {source.digest: source for source in dropped.values() if source.programs}
    files = list(files)
    names = Counter(_without_suffix(file.path) for file in files)
    for found in files:
        file, path = found, as_text(found.path)
        known = sources.get(path)
        if known is not None:
            # An encoding or a language that was given counts until another one is given.
            file = replace(
                file,
                encoding=file.encoding or known.encoding,
                language=file.language or known.language,
            )
        is_export = names[_without_suffix(found.path)] > 1
        if known and known.copy_of is not None and _is_copy_still(found.path, known, sources):
            summary.copies[found.path] = Path(from_text(known.copy_of))
            continue
        again = known is not None and not _has_same_options(file, known)
        again = again or (known is not None and is_export and not known.speech)
        if known and not again and file.data is None and _is_unchanged(file.path, known):
            summary.unchanged += 1
            continue
        # Given by itself or with its folder, a file keeps the id it has.
        unique = known.programs[0].partition("#")[0] if known and known.programs else None
        before = None
        if unique is None and moved:
            unique, was = _previous_id(file, moved, taken)
            if was is not None:
                before = was.programs[0].partition("#")[0]
                summary.moved += len(was.programs)
                found_again.add(was.digest)
        unique = unique or _free_id(file, taken)
        if before is not None and before != unique:
            summary.renamed[before] = unique
        taken[unique] = path
        yield Reading(file, unique, known, again, is_export)


def _keep_one_export(change: Transaction, found: Iterable[File], summary: Summary) -> None:
    """Keep one of several files that have one name but for the suffix, and say the same.

    Speech recognition writes a talk in five forms. The one that names most speakers is
    kept, and of these one that has times.
    """
    groups: defaultdict[tuple[Path, str], list[str]] = defaultdict(list)
    for file in found:
        path = as_text(file.path)
        known = change.sources.get(path)
        if known and known.speech and len(known.programs) == 1:
            groups[_without_suffix(file.path), known.speech].append(path)
    for paths in groups.values():
        paths.sort(
            key=lambda path: (-len(change.sources[path].speakers), *_export_preference(path))
        )
        for path in paths[1:]:
            duplicate = change.sources[path]
            turns = change.drop_added(duplicate.programs)
            summary.turns -= turns
            summary.programs -= bool(turns)
            change.sources[path] = duplicate._replace(programs=(), speakers=(), copy_of=paths[0])
            summary.copies[Path(from_text(path))] = Path(from_text(paths[0]))


def _without_suffix(path: Path) -> Path:
    """A file without its suffix, by which the exports of one recording are known."""
    return path.with_suffix("")


def _export_preference(path: str) -> tuple[int, str]:
    """What is kept of several exports first: those that have times."""
    suffix = Path(path).suffix.lower()
    return (EXPORTS.index(suffix) if suffix in EXPORTS else len(EXPORTS)), path


def _is_copy_still(path: Path, known: SourceFile, sources: Mapping[str, SourceFile]) -> bool:
    """Whether a file and the one that is in the index instead are what they were."""
    original = sources.get(known.copy_of or "")
    if original is None or original.copy_of is not None:
        return False
    return _is_unchanged(path, known) and _is_unchanged(
        Path(from_text(known.copy_of or "")), original
    )


def _has_same_options(file: File, known: SourceFile) -> bool:
    """Whether a file would be read as it was: with the same options and what is beside it."""
    now = (file.encoding, file.language, file.beside.digest)
    return known.copy_of is None and now == (known.encoding, known.language, known.beside)


def _previous_id(
    file: File, moved: Mapping[str, SourceFile], taken: Mapping[str, str]
) -> tuple[str | None, SourceFile | None]:
    """The id that a file had at another path, if it keeps it, and what was read there."""
    if file.data is not None:
        return None, None
    was = moved.get(_digest(file.path, {}) or "")
    if was is None:
        return None, None
    unique = was.programs[0].partition("#")[0]
    # A file that was renamed in its folder gets the id of its new name.
    return (unique if unique == file.id and unique not in taken else None), was


def _read_files(
    change: Transaction,
    readings: list[Reading],
    summary: Summary,
    progress: Progress | None,
    workers: int,
) -> bool:
    """Read files into new segments; whether that changed the index."""
    changed = False
    work = list(tasks(readings, change.new_segment, workers))
    # As in `write_programs`.
    with closing(pool.run(work, workers, progress, change.lock)) as reports:
        for report in reports:
            summary.skipped += report.failed
            summary.unchanged += len(report.same)
            summary.programs += sum(len(source.programs) for source in report.read.values())
            summary.again += sum(
                len(source.programs)
                for path, source in report.read.items()
                if change.sources.get(path, _NO_SOURCE).programs
            )
            summary.turns += report.document_count
            summary.one_voice += report.one_voice
            summary.notices |= report.notices
            change.drop(
                program
                for path in report.read
                if path in change.sources
                for program in change.sources[path].programs
            )
            change.sources |= report.read | report.same
            changed = changed or bool(report.read or report.same)
            if report.segment is not None:
                change.add(report.segment, report.document_count)
    return changed


def _is_unchanged(path: Path, known: SourceFile) -> bool:
    try:
        return known.is_unchanged(path.stat())
    except OSError:
        return False  # reading it will say what is wrong


def _missing_sources(
    sources: Mapping[str, SourceFile],
    given: list[Path],
    found: Iterable[File],
    summary: Summary,
    *,
    prune: bool,
) -> list[str]:
    """The sources that are no longer there; what could not be looked at is kept."""
    paths = {from_text(source): source for source in sources}
    there = (str(file.path) for file in found)
    unseen = [error.path for error in summary.unseen]
    looked = absence.absent(paths, given, there, unseen, prune=prune)
    summary.unseen += looked.unseen
    return [paths[path] for path in looked.deleted]


def _outside_indexes(files: Iterable[File], directory: Path) -> Iterator[File]:
    """The files that do not belong to an index: to this one, or to any other."""
    own = directory.resolve()

    @cache
    def is_index(folder: Path) -> bool:
        return folder == own or manifest.is_index(folder)

    return (file for file in files if not is_index(file.path.parent))


def _free_id(file: File, taken: Mapping[str, str]) -> str:
    """An id that no other file has: the folders above the file are put before its own."""
    names = [as_text(file.root.name)] if file.root else []
    names += [as_text(each.name) for each in (file.root or file.path).parents if each.name]
    above = accumulate(names, lambda path, name: f"{name}/{path}", initial=file.id)
    numbered = (f"{file.id}~{number}" for number in count(2))
    return next(name for name in chain(above, numbered) if name not in taken)
