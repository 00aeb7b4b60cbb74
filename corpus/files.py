"""Which files are read: those that are given, and those of a folder that may be transcripts.

Folders hold much that is none: recordings, images, copies that an editor keeps, read-mes.
It is left out by its name, with a reason that can be shown.
"""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pathspec import GitIgnoreSpec

from corpus.errors import CorpusError
from corpus.metadata import sidecar
from corpus.metadata.sidecar import NOTHING_BESIDE, Beside, Rules

#: A file with patterns of what a folder's transcripts are not, as in a `.gitignore`.
IGNORE = ".searcherignore"


@dataclass(frozen=True, slots=True)
class File:
    """A file that was found, and the id that its program will have.

    Attributes:
        path: the file, absolute.
        id: its path relative to the folder that was given, without the suffix.
        root: the folder that was given, absolute; None where the file itself was.
        beside: what is known of it from the files beside it.
        encoding: the encoding that was given by hand, or None.
        language: the language that was given by hand, or None.
        data: its content, where it is read from no file.
    """

    path: Path
    id: str
    root: Path | None
    beside: Beside = NOTHING_BESIDE
    encoding: str | None = None
    language: str | None = None
    data: bytes | None = None


#: Is told of a file or a folder that is left out, and why.
LeftOut = Callable[[Path, str], None]


@dataclass(frozen=True, slots=True)
class Selection:
    """Which files of folders are taken, and how they are read.

    Attributes:
        include: patterns; if there are any, a file must match one. Whatever matches is taken.
        exclude: patterns of what is left out.
        encoding, language: by hand, for all files.
    """

    include: Sequence[str] = ()
    exclude: Sequence[str] = ()
    encoding: str | None = None
    language: str | None = None


HIDDEN = "hidden"
IMAGES = "images"
RECORDINGS = "recordings"
PAGE_PARTS = "parts of saved web pages"
COPIES_OF_EDITORS = "lock files, backups and unfinished downloads"
INSTALLED = "what programs install and keep"
ARCHIVES = "archives and programs"
SIDECARS = "files about transcripts"
BY_NAME = "by their names, such as README"
IGNORED = f"named by --exclude or {IGNORE}"
NOT_INCLUDED = "not named by --include"
LINKS = "links to files that are read anyway, or to nothing"

ADDRESS = re.compile(r"(?<![^/])(?:https?|ftp):/.*", re.IGNORECASE | re.DOTALL)
IMAGE = frozenset(".jpg .jpeg .png .gif .svg .webp .heic .tif .tiff .bmp .ico .psd .avif".split())
PAGE_PART = frozenset(".css .js .mjs .map .woff .woff2 .ttf .otf .eot".split())
BACKUP = frozenset(".bak .orig .old .swp .swo .tmp .temp .part .crdownload .rej .lock".split())
ARCHIVE = frozenset(
    ".zip .gz .bz2 .xz .7z .rar .tar .tgz .exe .dll .so .dylib .iso .dmg .db .sqlite .pyc".split()
)
INSTALLED_NAMES = frozenset(
    "node_modules bower_components __pycache__ __macosx $recycle.bin thumbs.db desktop.ini".split()
)
PAGE = frozenset(".html .htm .xhtml .mht .mhtml".split())
FILES_OF_PAGE = re.compile(r"(?P<stem>.+)(?:_files|_fichiers|_archivos|_bestanden|-Dateien)")
# In any case, those that are common words in capitals only. What may follow is a language
# or the name of a licence: `changelog-12.md` is an episode of a podcast.
NO_TRANSCRIPT = re.compile(
    r"(?i:_index|read[-_ ]?me(?:[-_][a-z]{2,3})?|licen[cs]e(?:-(?:mit|apache|bsd|gpl)[\w-]{0,10})?"
    r"|change[-_ ]?log|contributing|code[-_]of[-_]conduct)"
    r"|CHANGES|COPYING|NOTICE|AUTHORS|CONTRIBUTORS|CREDITS|SECURITY|INSTALL|HISTORY|TODO|NEWS"
)
TEXTS = frozenset(("", ".md", ".markdown", ".mdx", ".txt", ".rst", ".html", ".adoc", ".org"))


@dataclass(slots=True)
class _Folder:
    """What applies in a folder: its rules, and patterns of what is ignored."""

    rules: Rules
    ignored: list[tuple[Path, GitIgnoreSpec]] = field(default_factory=list)


def find(
    paths: Iterable[Path],
    selection: Selection | None = None,
    left_out: LeftOut = lambda path, reason: None,
) -> Iterator[File]:
    """The files at `paths`, and those under them that may be transcripts.

    Folders are walked in the order of their names. A file that is given twice is found
    once, and one that is given itself is never left out. Two files that differ only in
    their suffix keep it in their ids.

    Raises:
        CorpusError: a path does not exist; a pattern or a `transcripts.toml` cannot be read.
    """
    walk = _Walk(selection or Selection(), left_out)
    seen: set[Path] = set()
    for given in paths:
        if not given.exists():
            raise missing(given)
        path = given.resolve()
        files = walk.under(path) if path.is_dir() else [walk.given(path)]
        for file in files:
            if file.path not in seen:
                seen.add(file.path)
                yield file


class _Walk:
    """A walk over folders with what is to be taken from them."""

    def __init__(self, selection: Selection, left_out: LeftOut) -> None:
        self.selection = selection
        self.left_out = left_out
        self.include = _patterns("--include", selection.include)
        self.exclude = _patterns("--exclude", selection.exclude)

    def given(self, path: Path) -> File:
        """A file that is given by itself, with the rules of its folder."""
        names = {other.name for other in path.parent.iterdir()}
        return self._file(path, path.stem, None, names, Rules().below(path.parent))

    def under(self, root: Path) -> Iterator[File]:
        """The files of a folder."""
        known = {root: self._folder(root, _Folder(Rules()))}
        for place, folders, names in os.walk(root):
            here = Path(place)
            applies = known.pop(here)
            kept = []
            for name in sorted(folders):
                path = here / name
                if reason := self._against_folder(path, root, names, applies):
                    self.left_out(path, reason)
                elif not path.is_symlink():
                    kept.append(name)
                    known[path] = self._folder(path, applies)
            folders[:] = kept
            yield from self._files(here, root, sorted(names), applies)

    def _folder(self, path: Path, above: _Folder) -> _Folder:
        ignored = list(above.ignored)
        if (ignore := path / IGNORE).is_file():
            lines = ignore.read_text("utf-8", "replace").splitlines()
            if (spec := _patterns(str(ignore), lines)) is not None:
                ignored.append((path, spec))
        return _Folder(above.rules.below(path), ignored)

    def _files(self, here: Path, root: Path, names: list[str], applies: _Folder) -> Iterator[File]:
        present = set(names)
        taken = []
        for name in names:
            path = here / name
            if reason := self._against_file(path, root, present, applies):
                self.left_out(path, reason)
            else:
                taken.append(path)
        stems = [path.stem for path in taken]
        for path in taken:
            relative = path.relative_to(root)
            unique = relative if stems.count(path.stem) > 1 else relative.with_suffix("")
            yield self._file(path, unique.as_posix(), root, present, applies.rules)

    def _file(
        self, path: Path, unique: str, root: Path | None, names: set[str], rules: Rules
    ) -> File:
        beside = sidecar.beside(path, names, rules)
        return File(path, unique, root, beside, self.selection.encoding, self.selection.language)

    def _against_folder(
        self, path: Path, root: Path, names: Sequence[str], applies: _Folder
    ) -> str | None:
        """Why nothing in a folder is read, or None."""
        if path.name.startswith("."):
            return HIDDEN
        if path.name.casefold() in INSTALLED_NAMES:
            return INSTALLED
        if page := FILES_OF_PAGE.fullmatch(path.name):
            of_page = (name for name in names if Path(name).suffix.lower() in PAGE)
            if any(Path(name).stem == page["stem"] for name in of_page):
                return PAGE_PARTS
        return IGNORED if self._is_ignored(path, root, applies, "/") else None

    def _against_file(
        self, path: Path, root: Path, names: set[str], applies: _Folder
    ) -> str | None:
        """Why a file of a folder is not read, or None."""
        if path.name.startswith("."):
            return HIDDEN
        if self._is_ignored(path, root, applies):
            return IGNORED
        if self.include is not None:
            included = self.include.match_file(path.relative_to(root).as_posix())
            return None if included and path.is_file() else NOT_INCLUDED
        if reason := against_name(path.name, names):
            return reason
        if path.is_symlink():
            target = path.resolve()
            return LINKS if not target.is_file() or target.is_relative_to(root) else None
        return None if path.is_file() else INSTALLED

    def _is_ignored(self, path: Path, root: Path, applies: _Folder, end: str = "") -> bool:
        if self.exclude is not None and self.exclude.match_file(
            path.relative_to(root).as_posix() + end
        ):
            return True
        return any(
            spec.match_file(path.relative_to(folder).as_posix() + end)
            for folder, spec in applies.ignored
        )


def missing(path: Path) -> CorpusError:
    """The error of a path that does not exist; it may be an address."""
    # A path has lost one of the slashes of `https://`.
    if (address := ADDRESS.search(str(path))) is None:
        return CorpusError(path, "there is no such file or folder", advice="check the path")
    return CorpusError(
        address[0], "addresses are not fetched", advice="save the page, then name the file"
    )


def against_name(name: str, beside: set[str]) -> str | None:
    """Why a file is no transcript by its name, or None.

    Args:
        name: the name of the file.
        beside: the names in its folder.
    """
    stem, dot, end = name.rpartition(".")
    suffix = f".{end.lower()}" if dot and stem else ""
    if name.casefold() in INSTALLED_NAMES:
        return INSTALLED
    if name.startswith("~$") or name.endswith("~") or suffix in BACKUP:
        return COPIES_OF_EDITORS
    if suffix in IMAGE:
        return IMAGES
    if suffix in sidecar.MEDIA:
        return RECORDINGS
    if suffix in PAGE_PART:
        return PAGE_PARTS
    if suffix in ARCHIVE:
        return ARCHIVES
    if name == sidecar.NAME or name.endswith(sidecar.INFO):
        return SIDECARS
    bare = name.partition(".")[0]
    if suffix in TEXTS and NO_TRANSCRIPT.fullmatch(bare):
        return BY_NAME
    return None


def _patterns(where: str, lines: Iterable[str]) -> GitIgnoreSpec | None:
    """Patterns as in a `.gitignore`; None where there are none.

    Raises:
        CorpusError: one of them cannot be read.
    """
    lines = list(lines)
    if not lines:
        return None
    try:
        return GitIgnoreSpec.from_lines(lines)
    except ValueError as error:
        raise CorpusError(where, f"a pattern cannot be read: {error}", advice="mend it") from error
