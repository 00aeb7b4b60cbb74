"""The files that an update reads, and the ids that their programs get."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import accumulate, chain, count
from pathlib import Path

from corpus.files import File
from corpus.paths import as_text, from_text
from index.library.manifest import SourceFile
from index.sources.content import Content
from index.update.copies import is_copy_still
from index.update.exports import without_suffix
from index.update.summary import Summary
from index.workers.partition import Reading


def readings_of(
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
    names = Counter(without_suffix(file.path) for file in files)
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
        is_export = names[without_suffix(found.path)] > 1
        if (
            known
            and known.copy_of is not None
            and not _is_newly_restricted(found, known)
            and is_copy_still(found.path, known, sources, content)
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


def _is_newly_restricted(file: File, known: SourceFile) -> bool:
    """Whether a file that is in the index as another export may not be shown from now on."""
    return bool(file.beside.by_hand.restricted) and file.beside.digest != known.beside


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


def _free_id(file: File, taken: Mapping[str, str]) -> str:
    """An id that no other file has: the folders above the file are put before its own."""
    names = [as_text(file.root.name)] if file.root else []
    names += [as_text(each.name) for each in (file.root or file.path).parents if each.name]
    above = accumulate(names, lambda path, name: f"{name}/{path}", initial=file.id)
    numbered = (f"{file.id}~{number}" for number in count(2))
    return next(name for name in chain(above, numbered) if name not in taken)
