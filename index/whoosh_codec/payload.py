"""The payload of a posting: what Whoosh stores with it, as numbers.

Whoosh's formats encode a posting as bytes with a pickle in them. Segments hold the numbers
instead, and encode them again when the bytes are read. Bytes of an unknown format are stored
as they are.
"""

from dataclasses import dataclass
from typing import Any

from whoosh import formats

_KINDS: dict[str, type[formats.Format]] = {
    "existence": formats.Existence,
    "frequency": formats.Frequency,
    "positions": formats.Positions,
    "characters": formats.Characters,
    "position_boosts": formats.PositionBoosts,
    "character_boosts": formats.CharacterBoosts,
}
_NAMES = {kind: name for name, kind in _KINDS.items()}
_LARGEST = 2**32


@dataclass(frozen=True, slots=True)
class Payload:
    """The payload of a posting as numbers.

    Attributes:
        frequency: the frequency of the word in the document.
        positions: the position of each occurrence; None if the format has none.
        characters: the start and the end of each occurrence; None if the format has none.
        boosts: the boost of each occurrence; None if the format has none.
    """

    frequency: int
    positions: list[int] | None = None
    characters: list[tuple[int, int]] | None = None
    boosts: list[float] | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """A format of Whoosh: its name, and the boost that its bytes depend on."""

    name: str
    boost: float = 1.0

    @classmethod
    def of(cls, format_: Any) -> "Kind | None":
        """The kind of a format, or None if it is not one of Whoosh's own."""
        name = _NAMES.get(type(format_))
        return cls(name, float(format_.field_boost)) if name else None

    @property
    def format(self) -> Any:
        """A format of this kind."""
        return _KINDS[self.name](field_boost=self.boost)

    @property
    def has_positions(self) -> bool:
        """Whether occurrences have positions."""
        return self.name not in ("existence", "frequency")

    @property
    def has_characters(self) -> bool:
        """Whether occurrences have a first and a last character."""
        return self.name.startswith("character")

    @property
    def has_boosts(self) -> bool:
        """Whether occurrences have boosts."""
        return self.name.endswith("boosts")

    def read(self, value: bytes) -> Payload | None:
        """Decode the bytes of a posting; None if they are not of this kind."""
        try:
            payload = self._read(value)
            numbers = [*(payload.positions or ()), payload.frequency - 1]
            numbers += [number for pair in payload.characters or () for number in pair]
            fits = all(0 <= number < _LARGEST for number in numbers)
            return payload if fits and self.write(payload) == value else None
        except Exception:  # bytes of another format can raise anything in the decoder
            return None

    def _read(self, value: bytes) -> Payload:
        format_ = self.format
        if not self.has_positions:
            return Payload(format_.decode_frequency(value))
        positions = format_.decode_positions(value)
        characters = boosts = None
        if self.has_characters:
            characters = [(start, end) for _, start, end in format_.decode_characters(value)]
        if self.has_boosts:
            boosts = [boost for _, boost in format_.decode_position_boosts(value)]
        return Payload(len(positions), positions, characters, boosts)

    def write(self, payload: Payload) -> bytes:
        """Encode a posting, as the format itself does."""
        format_, positions = self.format, payload.positions or []
        characters, boosts = payload.characters or [], payload.boosts or []
        match self.name:
            case "existence":
                return b""
            case "frequency":
                return formats.pack_uint(payload.frequency)
            case "positions":
                value = format_.encode(positions)
            case "characters":
                value = format_.encode(
                    [(p, *pair) for p, pair in zip(positions, characters, strict=True)]
                )
            case "position_boosts":
                value = format_.encode(list(zip(positions, boosts, strict=True)))
            case _:
                rows = zip(positions, characters, boosts, strict=True)
                value, _ = format_.encode([(p, *pair, boost) for p, pair, boost in rows])
        return bytes(value)
