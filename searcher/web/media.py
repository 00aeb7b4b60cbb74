"""`/media/{program}`: the recording of a program, if it stands in an indexed folder."""

import os
from pathlib import Path

from corpus.model import Program
from corpus.paths import as_text, from_text
from index.library.manifest import Manifest, read_sources
from searcher.web.errors import NotThere
from searcher.web.exchange.answer import Answer, as_file
from searcher.web.exchange.handler import Call, Handler

#: What recordings are, by their suffix. Nothing else is served.
TYPES = {
    ".mp4": "video/mp4",
    ".m4v": "video/mp4",
    ".webm": "video/webm",
    ".mkv": "video/x-matroska",
    ".mov": "video/quicktime",
    ".avi": "video/x-msvideo",
    ".wmv": "video/x-ms-wmv",
    ".mpg": "video/mpeg",
    ".mpeg": "video/mpeg",
    ".3gp": "video/3gpp",
    ".flv": "video/x-flv",
    ".ogv": "video/ogg",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".wav": "audio/wav",
    ".ogg": "audio/ogg",
    ".oga": "audio/ogg",
    ".opus": "audio/ogg",
    ".flac": "audio/flac",
    ".aac": "audio/aac",
    ".wma": "audio/x-ms-wma",
    ".aif": "audio/aiff",
    ".aiff": "audio/aiff",
    ".amr": "audio/amr",
    ".caf": "audio/x-caf",
}


def answer(call: Call, program: str) -> Answer:
    """The recording of a program; the process that listens sends it.

    Raises:
        NotThere: recordings are not served, or the program has none in an indexed folder.
    """
    if call.settings.media:
        entry = call.archive.entry(program)
        if entry is not None:
            for directory in call.settings.paths:
                found = recording(entry.program, directory)
                if found is not None:
                    return as_file(str(found), TYPES[found.suffix.lower()])
    raise NotThere(call.request.path)


def recording(program: Program, directory: Path) -> Path | None:
    """The file of a program's recording; None if it has none, or none that may be served.

    It is served if it is a file with the suffix of a recording, and stands, links resolved, in
    the folder that was indexed or below it. Of a transcript that was given by itself, this is the
    folder that it is in.

    Args:
        program: the program.
        directory: the index that it may be in.
    """
    media = program.media_url
    if not media or "://" in media or "\0" in media:
        return None
    root = _root(program, directory)
    if root is None:
        return None
    try:
        folder = Path(os.path.realpath(root, strict=True))
        beside = Path(from_text(program.path)).parent / from_text(media)
        found = Path(os.path.realpath(beside, strict=True))
    except (OSError, ValueError):
        return None
    if found.suffix.lower() not in TYPES or not found.is_relative_to(folder):
        return None
    return found if found.is_file() else None


def _root(program: Program, directory: Path) -> Path | None:
    """The folder that was indexed and holds the file of a program; None if it is no absolute one.

    Where a feed or the file itself was indexed, it is the folder of the file.

    Raises:
        index.errors.IndexProblem: the index cannot be read.
    """
    sources = read_sources(directory, Manifest.read(directory).generation)
    source = sources.get(program.path) or sources.get(as_text(program.path))
    if source is None:
        return None
    root = Path(from_text(source.root or program.path))
    root = root if root.is_dir() else Path(from_text(program.path)).parent
    return root if root.is_absolute() else None


HANDLERS = (Handler("/media/{program:path}", answer),)
