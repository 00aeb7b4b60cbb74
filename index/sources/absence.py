"""Whether a file that was read before is gone, or only cannot be seen now.

A folder that cannot be listed, a drive that is not mounted, a share that is offline: none of
these says that a transcript was deleted. Its programs stay until its folder was listed in
this run and lacks it, and until somebody confirms that a whole folder is gone.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from corpus.errors import CorpusError

_ADVICE = "if they are gone for good, say so with --prune; else make the folder available again"
_ADVICE_ON_PATTERNS = (
    "check the patterns of --include, --exclude and .searcherignore; if these programs are to be "
    "removed, say so with --prune"
)


@dataclass(slots=True)
class Absent:
    """The sources that were not found.

    Attributes:
        deleted: those that are gone for good.
        unseen: what could not be listed, with the reason; the sources there are kept.
    """

    deleted: list[str] = field(default_factory=list)
    unseen: list[CorpusError] = field(default_factory=list)


def absent(
    sources: Iterable[str],
    given: Iterable[Path],
    found: Iterable[str],
    unlisted: Collection[Path] = (),
    *,
    prune: bool,
) -> Absent:
    """What has become of the sources under the given paths that were not found.

    Args:
        sources: the files that the index was made of.
        given: the files and folders that were looked at, absolute.
        found: the files that are there.
        unlisted: folders that could not be listed when files were looked for.
        prune: a given path with all that was in it, and a folder that is empty now, may go.

    Raises:
        CorpusError: a given path is gone or empty, or a folder in it is empty, that held
            programs; without `prune` it is taken for a drive that is not mounted. Or all files
            of a given folder are left out; without `prune` that is taken for a typing error.
    """
    there = set(found)
    missing = [
        source
        for source in sources
        if source not in there and not any(Path(source).is_relative_to(path) for path in unlisted)
    ]
    result = Absent()
    for path in given:
        here = [source for source in missing if Path(source).is_relative_to(path)]
        if not here:
            continue
        if not prune and not any(Path(file).is_relative_to(path) for file in there):
            _refuse(path, len(here), left_out=any(Path(source).exists() for source in here))
        result.deleted += _deleted(here, path, result.unseen, prune=prune)
        missing = [source for source in missing if source not in set(here)]
    return result


def _deleted(
    sources: list[str], given: Path, unseen: list[CorpusError], *, prune: bool
) -> list[str]:
    """Those of the sources under a given path whose folder was listed and lacks them."""

    @cache
    def names(folder: Path) -> frozenset[str] | None:
        """What is in a folder; None where it is no folder or cannot be listed."""
        try:
            listed = frozenset(path.name for path in folder.iterdir())
        except (FileNotFoundError, NotADirectoryError):
            return frozenset()
        except OSError as error:
            reason = f"the folder cannot be listed ({error.strerror}); its programs are kept"
            unseen.append(CorpusError(folder, reason, advice="check the disk and the permissions"))
            return None
        if not listed and folder != given and not prune:
            _refuse(folder, sum(Path(source).is_relative_to(folder) for source in sources))
        return listed

    def is_deleted(source: str) -> bool:
        folder = given
        for part in Path(source).relative_to(given).parts:
            listed = names(folder)
            if listed is None:
                return False
            if part not in listed:
                return True
            folder /= part
        return True  # it is there, and was left out on purpose

    return [source for source in sources if is_deleted(source)]


def refuse_unmatched(pattern: str, path: Path | str, count: int) -> None:
    """Refuse a pattern of `--include` that matches no file, where files would be removed.

    Raises:
        CorpusError: always.
    """
    what = f"no file matches --include {pattern!r}, and {_files(count)} of the index would go"
    raise CorpusError(path, what, advice=_ADVICE_ON_PATTERNS)


def _refuse(path: Path, count: int, *, left_out: bool = False) -> None:
    what = "it is not there"
    if left_out:
        what = "every file in it is left out"
    elif path.is_dir():
        what = "it is empty"
    reason = f"{what}, and the index has {_files(count)} from there"
    raise CorpusError(path, reason, advice=_ADVICE_ON_PATTERNS if left_out else _ADVICE)


def _files(count: int) -> str:
    return "1 file" if count == 1 else f"{count:,} files"
