"""Frames: what goes over a pipe between the process that listens and one that answers.

A frame is its kind, one byte, then its length, four bytes, then as many bytes. Some frames hold
two things, a head and a body: the length of the head, four bytes, then the head, then the body.
"""

import struct
from collections.abc import Iterator
from enum import Enum
from typing import BinaryIO

_FRAME = struct.Struct(">cI")
_LENGTH = struct.Struct(">I")
#: A body that is written bit by bit is cut into frames of about so many bytes.
PART = 1 << 16
#: No frame is longer: more than this is no answer but a mistake.
LONGEST = 1 << 28


class Kind(Enum):
    """What a frame is."""

    #: To a reader: the settings.
    SETTINGS = b"s"
    #: To a reader: a request, as a head and a body.
    REQUEST = b"q"
    #: To a reader: go on with a body; write no more of it. Each is answered by one frame.
    MORE = b"m"
    STOP = b"x"
    #: From a reader: it is ready; the content says why the index cannot be read, or is empty.
    READY = b"r"
    #: From a reader: a whole answer, as a head and a body.
    WHOLE = b"w"
    #: From a reader: the head of an answer that is written bit by bit; a part of its body; its
    #: end; that it ends before its end.
    BEGIN = b"b"
    PART = b"p"
    END = b"e"
    BROKEN = b"f"


_KINDS = {kind.value: kind for kind in Kind}


class FramingError(Exception):
    """What was read is no frame."""


def framed(kind: Kind, content: bytes = b"") -> bytes:
    """A frame."""
    return _FRAME.pack(kind.value, len(content)) + content


def framed_pair(kind: Kind, head: bytes, body: bytes) -> bytes:
    """A frame with a head and a body."""
    length = _LENGTH.size + len(head) + len(body)
    return b"".join((_FRAME.pack(kind.value, length), _LENGTH.pack(len(head)), head, body))


def pair(content: bytes) -> tuple[bytes, bytes]:
    """The head and the body in a frame."""
    (length,) = _LENGTH.unpack_from(content)
    end = _LENGTH.size + length
    return content[_LENGTH.size : end], content[end:]


def read(stream: BinaryIO) -> tuple[Kind, bytes]:
    """The next frame of a stream.

    Raises:
        EOFError: the other side has ended.
    """
    kind, length = _FRAME.unpack(_exactly(stream, _FRAME.size))
    return Kind(kind), _exactly(stream, length)


class Frames:
    """The frames in bytes that come bit by bit."""

    def __init__(self) -> None:
        self._rest = bytearray()

    def fed(self, some: bytes) -> Iterator[tuple[Kind, bytes]]:
        """The frames that are complete with some more bytes.

        Raises:
            FramingError: the bytes are no frames.
        """
        rest = self._rest
        rest += some
        while len(rest) >= _FRAME.size:
            kind, length = _FRAME.unpack_from(rest)
            if kind not in _KINDS or length > LONGEST:
                raise FramingError(f"a frame {kind!r} of {length:,} bytes")
            end = _FRAME.size + length
            if len(rest) < end:
                return
            content = bytes(memoryview(rest)[_FRAME.size : end])
            del rest[:end]
            yield _KINDS[kind], content


def _exactly(stream: BinaryIO, length: int) -> bytes:
    found = stream.read(length)
    if len(found) < length:
        raise EOFError
    return found
