"""Patterns of files as in a `.gitignore`: of `--include`, `--exclude` and `.searcherignore`."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from corpus.errors import CorpusError
from corpus.files.file import File
from corpus.paths import matched_name

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


def patterns(where: str, lines: Iterable[str]) -> GitIgnoreSpec | None:
    """Patterns that can be compared with names; None where there are none.

    Args:
        where: the option or the file that has them, for the error.
        lines: the patterns.

    Raises:
        CorpusError: one of them cannot be read.
    """
    lines = list(lines)
    if not lines:
        return None
    from pathspec import GitIgnoreSpec  # few folders have patterns, and it takes long to load

    try:
        return GitIgnoreSpec.from_lines(lines)
    except ValueError as error:
        raise CorpusError(where, f"a pattern cannot be read: {error}", advice="mend it") from error


def unmatched(include: Iterable[str], files: Collection[File]) -> list[str]:
    """The patterns of `include` that match no file of a folder."""
    names = [matched_name(file.path, file.root) for file in files if file.root]
    return [
        pattern
        for pattern in include
        if not pattern.startswith(("!", "#"))
        and (spec := patterns("--include", [pattern])) is not None
        and not any(map(spec.match_file, names))
    ]
