"""Why files of folders are left out, and which are by their names."""

import re
from pathlib import Path

from corpus.metadata import sidecar

#: A file with patterns of what a folder's transcripts are not, as in a `.gitignore`.
IGNORE = ".searcherignore"

HIDDEN = "hidden"
IMAGES = "images"
RECORDINGS = "recordings"
PAGE_PARTS = "parts of saved web pages"
COPIES_OF_EDITORS = "lock files, backups and unfinished downloads"
INSTALLED = "what programs install and keep"
ARCHIVES = "archives and programs"
SIDECARS = "files about transcripts"
OTHER_FORMS = "other forms of a transcript, as a feed says"
BY_NAME = "by their names, such as README"
IGNORED = f"named by --exclude or {IGNORE}"
NOT_INCLUDED = "not named by --include"
LINKS = "links to files that are read anyway, or to nothing"
LINKED_FOLDERS = "links to folders; name them to read them"
LINKED_OUT = "links to outside of the folder; name the files to read them"
SPECIAL = "pipes, sockets and devices"

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


def is_part_of_page(folder: str, beside: set[str]) -> bool:
    """Whether a folder is saved with a web page beside it: `talk_files` with `talk.html`."""
    page = FILES_OF_PAGE.fullmatch(folder)
    pages = (name for name in beside if Path(name).suffix.lower() in PAGE)
    return page is not None and any(Path(name).stem == page["stem"] for name in pages)
