"""The names of the files of an index: which this program writes, and which a state needs."""

import re
from collections.abc import Iterator
from pathlib import Path

from index import atomic
from index.library.manifest import NAME, Manifest, sources_name
from index.meaning import names as vectors
from index.registry import corrections, registry

#: What Whoosh calls the only index of a directory.
INDEX = "MAIN"
SUFFIX = ".columns"
LOCK = f"{INDEX}_WRITELOCK"

#: How the segment with the words that were corrected is called: it is none of Whoosh's.
WORDS = "WORDS"

_SEGMENT = rf"{INDEX}_[0-9a-f]{{16}}\{SUFFIX}"
#: The files of a state of the index. A commit writes new ones and removes the old ones.
_OF_STATE = re.compile(
    rf"{_SEGMENT}|{WORDS}_[0-9a-f]{{16}}\{SUFFIX}|(sources|people)-[0-9]+\.json|_{INDEX}_[0-9]+\.toc"
)
#: The files that stay from one state to the next.
_STAYING = frozenset(
    (NAME, corrections.NAME, "synonyms.toml", LOCK, corrections.LOCK, vectors.NAME, vectors.LOCK,
     "saved.json", "saved.lock", "tags.json", "tags.lock", "words.json", "words.lock")
)  # fmt: skip


def toc_name(generation: int) -> str:
    """The file of a generation that Whoosh reads."""
    return f"_{INDEX}_{generation}.toc"


def is_segment(name: str) -> bool:
    """Whether a file is named as segments are."""
    return re.fullmatch(_SEGMENT, name) is not None


def needed(manifest: Manifest) -> set[str]:
    """The files of the state that a manifest describes."""
    generation = manifest.generation
    of_generation = (sources_name, registry.name_of, toc_name)
    return {segment.name for segment in manifest.every_file} | {
        n(generation) for n in of_generation
    }


def is_ours(name: str) -> bool:
    """Whether a file may stand in the folder of an index that has no manifest yet."""
    final = atomic.final_name(name)
    if final in _STAYING or vectors.is_part(final):
        return True
    return _OF_STATE.fullmatch(final) is not None


def removable(directory: Path, manifest: Manifest | None) -> Iterator[Path]:
    """The files that a commit wrote, or began to write, and that no state needs any more.

    The names are those that a commit gives, exactly: all other files are somebody else's.

    Args:
        directory: the index.
        manifest: its state on the disk; None where it has none.
    """
    kept = needed(manifest) if manifest else set()
    for path in directory.iterdir():
        final = atomic.final_name(path.name)
        unfinished = final != path.name
        if path.name in kept:
            continue
        if _OF_STATE.fullmatch(final) or (unfinished and final in (NAME, vectors.NAME)):
            yield path
