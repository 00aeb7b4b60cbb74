"""Bringing an index up to date with files: what changed is read, what is gone is dropped."""

import os
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import accumulate, chain, count
from pathlib import Path
from typing import Any

from corpus import files as corpus_files
from corpus.errors import CorpusError
from corpus.files import File, Selection
from corpus.model import Program
from corpus.paths import as_text, from_text
from index.library import manifest
from index.library.manifest import SourceFile
from index.registry import corrections
from index.registry.corrections import Correction, Label
from index.update import absence, build, pool
from index.update.build import Progress
from index.update.content import Content, changed
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
        stopped: files that were not read, because the update was stopped.
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
    stopped: int = 0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Manner:
    """How an update is made.

    Attributes:
        workers: processes to read with; None for as many as there are cores.
        prune: a given path that is gone or empty loses its programs.
        wait: seconds to wait for another process that writes the index.
        verify_content: compare the content of files whose size and times are what they were.
        stop: asked now and then; once it says yes, what is read is kept, and the rest is left
            to the next update. None if it never does.
    """

    workers: int | None = None
    prune: bool = False
    wait: float = 0.0
    verify_content: bool = False
    stop: Callable[[], bool] | None = None


def update(
    directory: Path | str,
    paths: Iterable[Path | str],
    progress: Progress | None = None,
    *,
    selection: Selection | None = None,
    texts: Iterable[File] = (),
    manner: Manner | None = None,
    **how: Any,
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
        manner: how it is made.
        how: fields of `manner` by name; they replace its own.

    Raises:
        CorpusError: a path does not exist and the index holds nothing from there; or it is
            gone or empty, or all of it is left out, the index holds something, and `prune` is
            false; or a pattern matches no file, and files would be removed.
        IndexProblem: the index cannot be written.
    """
    began = time.perf_counter()
    manner = replace(manner or Manner(), **how)
    content = Content(verify=manner.verify_content)
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
    with Transaction(directory, manner.wait) as change:
        _refuse_unknown(given, change.sources)
        missing = _missing_sources(change.sources, given, found, summary, prune=manner.prune)
        if selection and not manner.prune:
            _refuse_unmatched(selection, found, missing)
        dropped = {path: change.sources.pop(path) for path in missing}
        found += _outside_indexes(_orphans(change.sources, found, content), directory)
        has_changed = _exclude_copies(found, dropped, change.sources, content, summary)
        moved: dict[str, str] = {}
        readings = list(_readings(found, change.sources, dropped, moved, content, summary))
        kept = {reading.id for reading in readings}
        _count_dropped(dropped, kept, moved, summary)
        read = read_again(change, readings, summary, progress, manner)
        if summary.stopped:
            _keep_moved(change, dropped, moved)
        change.drop(program for source in dropped.values() for program in source.programs)
        summary.outdated = [
            path
            for path in (Path(error.path) for error in summary.skipped)
            if change.sources.get(as_text(path), _NO_SOURCE).programs
        ]
        _keep_one_export(change, found, summary)
        # Corrections name both ids until the commit has decided which of them counts.
        _move_corrections(directory, summary.renamed, keep_old=True)
        if missing or has_changed or read:
            change.commit()
        _move_corrections(directory, summary.renamed)
    summary.seconds = time.perf_counter() - began
    return summary


def _keep_moved(
    change: Transaction, dropped: dict[str, SourceFile], moved: Mapping[str, str]
) -> None:
    """Keep what is known of files that have moved and were not read at their new places."""
    taken = {program for source in change.sources.values() for program in source.programs}
    for path, source in list(dropped.items()):
        new = moved.get(source.digest)
        if new is not None and new not in change.sources and not taken & {*source.programs}:
            change.sources[path] = dropped.pop(path)


def _count_dropped(
    dropped: Mapping[str, SourceFile], kept: set[str], moved: Collection[str], summary: Summary
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


def _refuse_unmatched(
    selection: Selection, found: Collection[File], missing: Iterable[str]
) -> None:
    """Refuse a pattern that matches nothing, as one with a typing error, if that removes files."""
    there = [path for path in map(from_text, missing) if Path(path).exists()]
    if there and (patterns := corpus_files.unmatched(selection.include, found)):
        absence.refuse_unmatched(patterns[0], there[0], len(there))


def _orphans(
    sources: Mapping[str, SourceFile], files: Iterable[File], content: Content
) -> list[File]:
    """The copies elsewhere of files that are gone or have changed: they are read instead."""
    found = {as_text(file.path) for file in files}

    def is_left(path: str) -> bool:
        original = sources.get(path)
        return original is not None and (
            path not in found or content.is_unchanged(Path(from_text(path)), original)
        )

    orphans = {
        path: source
        for path, source in sources.items()
        if source.copy_of is not None and path not in found and not is_left(source.copy_of)
    }
    # Only of what was read before: a list of sources may be a stranger's.
    paths = {
        Path(from_text(path)): Path(from_text(source.root or path))
        for path, source in orphans.items()
        if content.digest(Path(from_text(path))) == source.digest
    }
    return list(corpus_files.find(sorted(set(paths.values())), only=set(paths)))


def _move_corrections(
    directory: Path, renamed: Mapping[str, str], *, keep_old: bool = False
) -> None:
    """Write the new ids of programs into the corrections.

    Args:
        directory: the index.
        renamed: the old ids, and the new ones.
        keep_old: what is said of an old id is said of the old one and of the new one.
    """
    if not renamed:
        return
    lock = WriteLock(directory / corrections.LOCK)
    lock.acquire(WAIT)
    try:
        found = corrections.read(directory)
        if (moved := _with_ids(found, renamed, keep_old=keep_old)) != found:
            corrections.write(directory, moved)
    finally:
        lock.release()


def _with_ids(
    found: Iterable[Correction], renamed: Mapping[str, str], *, keep_old: bool
) -> list[Correction]:
    """Corrections with the new ids of programs, or with the old and the new ones."""

    def ids(program: str) -> list[str]:
        file, key, rest = program.partition("#")
        new = [f"{renamed[file]}{key}{rest}"] if file in renamed else []
        return [program, *new] if keep_old or not new else new

    def pairs(rows: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
        # What is said of both ids already is said once.
        return list(dict.fromkeys((now, other) for program, other in rows for now in ids(program)))

    def labels(rows: Iterable[Label]) -> list[Label]:
        moved = (
            row if now is None else row._replace(program=now)
            for row in rows
            for now in ([None] if row.program is None else ids(row.program))
        )
        return list(dict.fromkeys(moved))

    return [
        replace(one, only=pairs(one.only), labels=labels(one.labels), roles=pairs(one.roles))
        for one in found
    ]


def _exclude_copies(
    found: list[File],
    dropped: dict[str, SourceFile],
    sources: dict[str, SourceFile],
    content: Content,
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
            digest = content.of_source(file.path, sources)
            if digest is None:
                continue
            path = as_text(file.path)
            other = first.setdefault(digest, file)
            original = None if other is file else as_text(other.path)
            for elsewhere in known[size] if original is None else ():
                if elsewhere == path or sources.get(elsewhere, _NO_SOURCE).digest != digest:
                    continue
                if corpus_files.is_absent(Path(from_text(elsewhere))):
                    dropped[elsewhere] = sources.pop(elsewhere)
                elif (
                    sources[elsewhere].copy_of is None
                    and path not in sources
                    and content.of_source(Path(from_text(elsewhere)), sources) == digest
                ):
                    original = elsewhere
            if original is not None:
                summary.copies[file.path] = Path(from_text(original))
                found.remove(file)
                if sources.get(path, _NO_SOURCE).copy_of != original:
                    changed = True
                    dropped[path] = sources.get(path, _NO_SOURCE)
                    sources[path] = _source_of_copy(file, digest, original)
    return changed


_NO_SOURCE = SourceFile(None, 0, 0, "", (), ())


def _preference(file: File, sources: Mapping[str, SourceFile]) -> tuple[bool, int, str]:
    """Which of several copies stands for them: one that does so already, then a short path."""
    known = sources.get(as_text(file.path))
    is_original = known is not None and known.copy_of is None
    return not is_original, len(as_text(file.path)), as_text(file.path)


def _source_of_copy(file: File, digest: str, original: str) -> SourceFile:
    stat = file.path.stat()
    root = as_text(file.root) if file.root else None
    copy = SourceFile(root, stat.st_size, stat.st_mtime_ns, digest, (), (), copy_of=original)
    return copy._replace(changed=changed(stat))


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None  # reading it will say what is wrong


def _readings(
    files: Iterable[File],
    sources: Mapping[str, SourceFile],
    dropped: Mapping[str, SourceFile],
    found_again: dict[str, str],
    content: Content,
    summary: Summary,
) -> Iterator[Reading]:
    """The files to read, with the ids they get; those that have not changed are counted.

    The digests of files that have moved are added to `found_again`, with their new paths.
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
        if (
            known
            and known.copy_of is not None
            and _is_copy_still(found.path, known, sources, content)
        ):
            summary.copies[found.path] = Path(from_text(known.copy_of))
            continue
        again = known is not None and not _has_same_options(file, known)
        again = again or (known is not None and is_export and not known.speech)
        if known and not again and file.data is None and content.is_unchanged(file.path, known):
            summary.unchanged += 1
            continue
        # Given by itself or with its folder, a file keeps the id it has.
        unique = known.programs[0].partition("#")[0] if known and known.programs else None
        before = None
        if unique is None and moved:
            unique, was = _previous_id(file, moved, taken, content)
            if was is not None:
                before = was.programs[0].partition("#")[0]
                summary.moved += len(was.programs)
                found_again[was.digest] = path
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


def _is_copy_still(
    path: Path, known: SourceFile, sources: Mapping[str, SourceFile], content: Content
) -> bool:
    """Whether a file and the one that is in the index instead are what they were."""
    original = sources.get(known.copy_of or "")
    if original is None or original.copy_of is not None:
        return False
    return content.is_unchanged(path, known) and content.is_unchanged(
        Path(from_text(known.copy_of or "")), original
    )


def _has_same_options(file: File, known: SourceFile) -> bool:
    """Whether a file would be read as it was: with the same options and what is beside it."""
    now = (file.encoding, file.language, file.beside.digest)
    return known.copy_of is None and now == (known.encoding, known.language, known.beside)


def _previous_id(
    file: File, moved: Mapping[str, SourceFile], taken: Mapping[str, str], content: Content
) -> tuple[str | None, SourceFile | None]:
    """The id that a file had at another path, if it keeps it, and what was read there."""
    if file.data is not None:
        return None, None
    was = moved.get(content.digest(file.path) or "")
    if was is None:
        return None, None
    unique = was.programs[0].partition("#")[0]
    # A file that was renamed in its folder gets the id of its new name.
    return (unique if unique == file.id and unique not in taken else None), was


def read_again(
    change: Transaction,
    readings: list[Reading],
    summary: Summary,
    progress: Progress | None,
    manner: Manner,
) -> bool:
    """Read files into new segments; whether that changed the index."""
    changed = False
    workers = manner.workers or os.cpu_count() or 1
    work = list(tasks(readings, change.new_segment, workers))
    # As in `write_programs`.
    with closing(pool.run(work, workers, progress, change.lock, manner.stop)) as reports:
        for report in reports:
            summary.skipped += report.failed
            summary.stopped += report.left
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
