"""Frames: what goes over a pipe between the process that listens and one that answers.

A frame is its kind, one byte, then its length, four bytes, then as many bytes.
"""

import asyncio
import struct
from enum import Enum
from typing import BinaryIO

_HEAD = struct.Struct(">cI")
#: A body that is written bit by bit is cut into frames of at most so many bytes.
PART = 1 << 16


class Kind(Enum):
    """What a frame is."""

    #: To a reader: the settings; the head of a request, which its body follows.
    SETTINGS = b"s"
    REQUEST = b"q"
    #: From a reader: it is ready, or why it is not.
    READY = b"r"
    #: From a reader: the head of an answer; a part of a body; the end of the answer.
    HEAD = b"h"
    PART = b"p"
    END = b"e"


def framed(kind: Kind, content: bytes = b"") -> bytes:
    """A frame."""
    return _HEAD.pack(kind.value, len(content)) + content


def read(stream: BinaryIO) -> tuple[Kind, bytes]:
    """The next frame.

    Raises:
        EOFError: the other side has ended.
    """
    kind, length = _HEAD.unpack(_exactly(stream, _HEAD.size))
    return Kind(kind), _exactly(stream, length)


class Frames:
    """The frames of a stream, in an event loop."""

    def __init__(self, stream: asyncio.StreamReader) -> None:
        self._stream = stream
        self._head: bytes | None = None

    async def next(self) -> tuple[Kind, bytes]:
        """The next frame; if this is cancelled, it is the next one still.

        Raises:
            asyncio.IncompleteReadError: the other side has ended.
        """
        if self._head is None:
            self._head = await self._stream.readexactly(_HEAD.size)
        kind, length = _HEAD.unpack(self._head)
        content = await self._stream.readexactly(length)
        self._head = None
        return Kind(kind), content


def _exactly(stream: BinaryIO, length: int) -> bytes:
    found = stream.read(length)
    if len(found) < length:
        raise EOFError
    return found
