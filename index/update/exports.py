"""Files of one recording in several formats: one of them is in the index."""

from collections import defaultdict
from collections.abc import Collection
from pathlib import Path

from corpus.files import File
from corpus.paths import as_text, from_text
from index.update.destination import Change
from index.update.summary import Summary

#: The suffixes of exports that have times, the most telling first.
EXPORTS = (".json", ".vtt", ".srt", ".tsv", ".csv")


def keep_one_export(change: Change, found: Collection[File], summary: Summary) -> None:
    """Keep one of several files that have one name but for the suffix, and say the same.

    Speech recognition writes a talk in five forms. The one that names most speakers is
    kept, and of these one that has times. If one of them is restricted, what all of them say is.
    """
    restricted = {as_text(file.path) for file in found if file.beside.by_hand.restricted}
    groups: defaultdict[tuple[Path, str], list[str]] = defaultdict(list)
    for file in found:
        path = as_text(file.path)
        known = change.sources.get(path)
        if known and known.speech and len(known.programs) == 1:
            groups[without_suffix(file.path), known.speech].append(path)
    for paths in groups.values():
        paths.sort(
            key=lambda path: (
                path not in restricted,
                -len(change.sources[path].speakers),
                *_export_preference(path),
            )
        )
        for path in paths[1:]:
            duplicate = change.sources[path]
            turns = change.drop_added(duplicate.programs)
            summary.turns -= turns
            summary.programs -= bool(turns)
            change.sources[path] = duplicate._replace(programs=(), speakers=(), copy_of=paths[0])
            summary.copies[Path(from_text(path))] = Path(from_text(paths[0]))


def without_suffix(path: Path) -> Path:
    """A file without its suffix, by which the exports of one recording are known."""
    return path.with_suffix("")


def _export_preference(path: str) -> tuple[int, str]:
    """What is kept of several exports first: those that have times."""
    suffix = Path(path).suffix.lower()
    return (EXPORTS.index(suffix) if suffix in EXPORTS else len(EXPORTS)), path
