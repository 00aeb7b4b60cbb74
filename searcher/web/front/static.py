"""The files of the pages: style, scripts, pictures. They are read once, when the server starts."""

import hashlib
from pathlib import Path
from typing import NamedTuple

from starlette.types import Scope, Send

#: What a file is, by its suffix. No other file is served.
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".txt": "text/plain; charset=utf-8",
    ".woff2": "font/woff2",
}


class File(NamedTuple):
    """A file.

    Attributes:
        content: all of it.
        media_type: what it is.
        tag: changes with the content.
    """

    content: bytes
    media_type: str
    tag: bytes


class Static:
    """The files of a folder. No address can name another file: they are looked up in a table.

    Args:
        folder: the folder.
    """

    def __init__(self, folder: Path) -> None:
        self._files = {
            path.relative_to(folder).as_posix(): _read(path)
            for path in sorted(folder.rglob("*"))
            if path.suffix in TYPES and path.is_file()
        }

    def __contains__(self, name: str) -> bool:
        """Whether there is a file of this name."""
        return name in self._files

    async def send(self, name: str, scope: Scope, send: Send) -> None:
        """Send a file, unless the client has it already."""
        file = self._files[name]
        asked = dict(scope["headers"]).get(b"if-none-match", b"")
        is_known = file.tag in [tag.strip().removeprefix(b"W/") for tag in asked.split(b",")]
        headers = [(b"etag", file.tag), (b"cache-control", b"no-cache")]
        if not is_known:
            headers += [
                (b"content-type", file.media_type.encode()),
                (b"content-length", str(len(file.content)).encode()),
            ]
        status = 304 if is_known else 200
        body = b"" if is_known or scope["method"] == "HEAD" else file.content
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})


def _read(path: Path) -> File:
    content = path.read_bytes()
    tag = f'"{hashlib.blake2b(content, digest_size=12).hexdigest()}"'
    return File(content, TYPES[path.suffix], tag.encode())
