"""What Whoosh keeps with a posting, as numbers.

Whoosh's formats hand over a posting as bytes that hold a pickle. The numbers in
it are kept instead, and the bytes made again when somebody asks for them. Bytes
that are not those of a known format are kept as they are.
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
    """A posting in numbers.

    Attributes:
        frequency: how often the word occurs in the document.
        positions: of each occurrence; None where the format has none.
        characters: start and end of each occurrence; None likewise.
        boosts: of each occurrence; None likewise.
    """

    frequency: int
    positions: list[int] | None = None
    characters: list[tuple[int, int]] | None = None
    boosts: list[float] | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """A format of Whoosh's own, by its name and the boost that its bytes depend on."""

    name: str
    boost: float = 1.0

    @classmethod
    def of(cls, format_: Any) -> "Kind | None":
        """The kind of a format, or None for a format that Whoosh does not bring."""
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
        """The numbers in the bytes of a posting, or None where they are not of this kind."""
        try:
            payload = self._read(value)
            numbers = [*(payload.positions or ()), payload.frequency - 1]
            numbers += [number for pair in payload.characters or () for number in pair]
            fits = all(0 <= number < _LARGEST for number in numbers)
            return payload if fits and self.write(payload) == value else None
        except Exception:  # whatever bytes that mean something else make of a decoder
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
        """The bytes of a posting, as the format itself makes them."""
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
