"""Files with the content of another file: one of them is in the index."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from corpus import files as corpus_files
from corpus.files import File
from corpus.paths import as_text, from_text
from index.library.manifest import NO_SOURCE, SourceFile
from index.sources.content import Content, changed
from index.update.summary import Summary


def orphaned_copies(
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
        Path(from_text(path)): source.found_by(path)
        for path, source in orphans.items()
        if content.digest(Path(from_text(path))) == source.digest
    }
    return list(corpus_files.find(sorted(set(paths.values())), only=set(paths)))


def exclude_copies(
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
    # Many files may have one size: those of one content are looked for among them.
    known: defaultdict[int, set[str]] = defaultdict(set)
    alike: defaultdict[tuple[int, str], list[str]] = defaultdict(list)
    for path, source in sources.items():
        known[source.size].add(path)
        alike[source.size, source.digest].append(path)
    changed = False
    copies: set[Path] = set()
    for size, files in by_size.items():
        if len(files) == 1 and not known[size] - {as_text(files[0].path)}:
            continue
        first: dict[str, File] = {}
        for file in sorted(files, key=lambda file: _preference(file, sources)):
            digest = content.of_source(file.path, sources)
            if digest is None:
                continue
            path = as_text(file.path)
            other = first.setdefault(digest, file)
            original = None if other is file else as_text(other.path)
            for elsewhere in alike[size, digest] if original is None else ():
                if elsewhere == path or sources.get(elsewhere, NO_SOURCE).digest != digest:
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
                copies.add(file.path)
                if sources.get(path, NO_SOURCE).copy_of != original:
                    changed = True
                    dropped[path] = sources.get(path, NO_SOURCE)
                    sources[path] = _source_of_copy(file, digest, original)
    found[:] = [file for file in found if file.data is not None or file.path not in copies]
    return changed


def _preference(file: File, sources: Mapping[str, SourceFile]) -> tuple[bool, bool, int, str]:
    """Which of several copies stands for them: one that does so already, then a short path.

    But a restricted one goes first: what a copy says is restricted, too.
    """
    known = sources.get(as_text(file.path))
    is_original = known is not None and known.copy_of is None
    is_open = not file.beside.by_hand.restricted
    return is_open, not is_original, len(as_text(file.path)), as_text(file.path)


def _source_of_copy(file: File, digest: str, original: str) -> SourceFile:
    stat = file.path.stat()
    root = as_text(file.given) if file.given else None
    copy = SourceFile(root, stat.st_size, stat.st_mtime_ns, digest, (), (), copy_of=original)
    return copy._replace(changed=changed(stat))


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None  # reading it will say what is wrong


def is_copy_still(
    path: Path, known: SourceFile, sources: Mapping[str, SourceFile], content: Content
) -> bool:
    """Whether a file and the one that is in the index instead are what they were."""
    original = sources.get(known.copy_of or "")
    if original is None or original.copy_of is not None:
        return False
    return content.is_unchanged(path, known) and content.is_unchanged(
        Path(from_text(known.copy_of or "")), original
    )
