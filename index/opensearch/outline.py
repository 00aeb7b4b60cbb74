"""The outline of a program: who speaks in each turn, how long it is, whether it asks.

It is a few bytes a turn, and is kept where searches are answered. With it, a program of which only
some turns were read has all of its turns, at their places.
"""

import base64
import json
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from corpus.model import Turn
from index.columnar.lengths import narrow, quantised, rounded
from index.turn_record import SHARED

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

#: A question mark of Latin, Chinese and Arabic scripts in a text; not that of an address.
ASKS = re.compile(r"\?(?![A-Za-z0-9_=&/%.])|\uff1f|\u061f")


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """The turns of a program, without what is said.

    Attributes:
        voices: the different values of `SHARED` that its turns have.
        voice_of: for each turn the number of its voice.
        lengths: the number of words of each turn.
        asks: whether each turn has a question mark.
    """

    voices: Sequence[tuple[str | None, ...]]
    voice_of: npt.NDArray[np.int64]
    lengths: npt.NDArray[np.int64]
    asks: npt.NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.voice_of)

    def speaking(self, voice: int) -> Turn:
        """A turn of a voice, without a text."""
        shared = dict(zip(SHARED, self.voices[voice], strict=True))
        return Turn(
            1, shared["label"], shared["speaker"] or "", "", shared["role"],
            section=shared["section"],
        )  # fmt: skip

    @classmethod
    def of(cls, turns: Sequence[Turn], lengths: npt.NDArray[Any]) -> "Outline":
        """The outline of some turns.

        Args:
            turns: of a program.
            lengths: the number of words of each.
        """
        known: dict[tuple[str | None, ...], int] = {}
        voice_of = [
            known.setdefault(tuple(getattr(turn, name) for name in SHARED), len(known))
            for turn in turns
        ]
        return cls(
            list(known),
            np.array(voice_of, np.int64),
            lengths.astype(np.int64),
            np.array([ASKS.search(turn.text) is not None for turn in turns], bool),
        )

    def packed(self) -> dict[str, Any]:
        """The outline as values of JSON."""
        return {
            "voices": [list(voice) for voice in self.voices],
            "voice_of": packed_numbers(self.voice_of),
            "lengths": packed_numbers(self.lengths),
            "asks": packed(np.packbits(self.asks).tobytes()),
        }

    @classmethod
    def unpacked(cls, values: dict[str, Any]) -> "Outline":
        """The outline that `packed` made values of."""
        voice_of = unpacked_numbers(values["voice_of"])
        bits = np.frombuffer(unpacked(values["asks"]), np.uint8)
        return cls(
            [tuple(voice) for voice in values["voices"]],
            voice_of,
            unpacked_numbers(values["lengths"]),
            np.unpackbits(bits, count=len(voice_of)).astype(bool),
        )


def rounded_lengths(outline: Outline) -> npt.NDArray[np.int64]:
    """The lengths of turns as scores have them."""
    lengths: npt.NDArray[np.int64] = rounded().astype(np.int64)[quantised(outline.lengths)]
    return lengths


def packed_numbers(numbers: npt.NDArray[Any]) -> str:
    """Integers as a text, with the width that they need."""
    each = narrow(numbers) if len(numbers) else np.empty(0, "<u1")
    return f"{each.dtype.itemsize}:{packed(each.tobytes())}"


def unpacked_numbers(text: str) -> npt.NDArray[np.int64]:
    """The integers that `packed_numbers` made a text of."""
    width, _, rest = text.partition(":")
    return np.frombuffer(unpacked(rest), f"<u{int(width)}").astype(np.int64)


def packed(data: bytes) -> str:
    """Bytes as a text, compressed."""
    return base64.b85encode(zstd.compress(data)).decode()


def unpacked(text: str) -> bytes:
    """The bytes that `packed` made a text of."""
    return zstd.decompress(base64.b85decode(text))


def packed_words(words: dict[str, tuple[list[bytes], npt.NDArray[np.int64]]]) -> str:
    """The words of each field with the number of turns that have each."""
    values = {
        field: [[word.decode("utf-8", "surrogatepass") for word in each], turns.tolist()]
        for field, (each, turns) in words.items()
        if each
    }
    return packed(json.dumps(values, ensure_ascii=False).encode("utf-8", "surrogatepass"))


def unpacked_words(text: str) -> dict[str, tuple[list[str], list[int]]]:
    """What `packed_words` made a text of."""
    values: dict[str, tuple[list[str], list[int]]] = json.loads(unpacked(text))
    return values
