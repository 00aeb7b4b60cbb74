"""The stored record of a turn, and the entry of a program: the one serialiser.

The fields are those of the dataclasses in `corpus.model`. A new one is added there, and is stored
without a change here.
Both have every field but those that have their default; a reader ignores the fields that it does
not know.
"""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import MISSING, Field, dataclass, fields
from itertools import chain
from operator import attrgetter
from typing import Any, get_args

from corpus.model import WITHHELD, Program, Turn

# `decode` would skip blanks around the JSON, and records have none.
_decode = json.JSONDecoder().raw_decode
_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_text = json.encoder.encode_basestring
#: A control character: JSON escapes it, so it is free to separate texts that are joined.
_SEPARATOR = "\x1f"


@dataclass(frozen=True, slots=True)
class Entry:
    """A program as the index lists it.

    Attributes:
        program: what is known of it, without its turns.
        turns: how many it has.
        turns_by: how many turns each speaker has, by name.
    """

    program: Program
    turns: int
    turns_by: dict[str, int]


def _default(field: "Field[Any]") -> Any:
    """The value with which a field is left out of a record; MISSING if it is always there."""
    if field.default_factory is not MISSING:
        return field.default_factory()
    if field.default is MISSING and type(None) in get_args(field.type):
        return None
    return field.default


#: The fields of a turn, each with the value with which it is left out of a record.
_DEFAULTS = {field.name: _default(field) for field in fields(Turn)}
#: The fields that the constructor needs and a record may leave out.
_NULL = {
    field.name: None
    for field in fields(Turn)
    if field.default is field.default_factory is MISSING and _DEFAULTS[field.name] is None
}
_OF_PROGRAM = frozenset(field.name for field in fields(Program))
#: The fields of a program, each with the value of JSON with which it is left out of an entry.
_PROGRAM_DEFAULTS = Program("", "", "", "").to_dict()
for _field in fields(Program):
    if _field.default is MISSING:
        del _PROGRAM_DEFAULTS[_field.name]

#: The fields that most turns of a speaker have in common: `shared` writes them once for all.
SHARED = ("label", "speaker", "role", "section")
#: The fields that a turn has of its own beside its number and its text; most turns have none.
_OWN = tuple(name for name in _DEFAULTS if name not in (*SHARED, "number", "text"))
_OWN_DEFAULTS = tuple(_DEFAULTS[name] for name in _OWN)
_own = attrgetter(*_OWN)

#: What is directly before the text in the record of a turn, and nowhere else in it.
TEXT_MEMBER = b',"text":"'

#: How many pieces `encoded` makes of a record.
PIECES = 3


def decoded(record: bytes) -> dict[str, Any]:
    """The value of a stored record or entry."""
    value: dict[str, Any] = _decode(record.decode())[0]
    return value


def read_turn(stored: dict[str, Any]) -> Turn:
    """The turn in the record of a document."""
    values = stored["turn"]
    if "moments" not in values and "corrections" not in values:
        # A page has dozens of turns, and most of them need no more.
        try:
            return Turn(**values)
        except TypeError:
            pass  # It has no label, or a field of a later version.
    known = {name: value for name, value in values.items() if name in _DEFAULTS}
    return Turn.from_dict(_NULL | known)


def read_entry(stored: dict[str, Any]) -> Entry:
    """The program in the entry of its first document."""
    entry = stored["entry"]
    values = entry["program"]
    if not values.keys() <= _OF_PROGRAM:
        values = {name: value for name, value in values.items() if name in _OF_PROGRAM}
    return Entry(Program.from_dict(values), entry["turns"], entry["turns_by"])


def turn_values(turn: Turn) -> dict[str, Any]:
    """What is stored of a turn, as values of JSON."""
    return _without_defaults(turn, _DEFAULTS)


def entry_values(program: Program) -> dict[str, Any]:
    """What is stored of a program, as values of JSON."""
    values = {
        name: value
        for name, value in program.to_dict().items()
        if name not in _PROGRAM_DEFAULTS or value != _PROGRAM_DEFAULTS[name]
    }
    for person in values.get("participants", ()):
        if person["role"] is None:
            del person["role"]
        if person["labels"] == (person["name"],):
            del person["labels"]
    return {
        "program": values,
        "turns": len(program.turns),
        "turns_by": _turns_by(program),
    }


def _turns_by(program: Program) -> Counter[str]:
    """How many turns each speaker has; what only holds a place is nobody's."""
    counts = Counter(turn.speaker for turn in program.turns)
    if WITHHELD in counts:
        counts = Counter(turn.speaker for turn in program.turns if not turn.is_withheld)
    return counts


def beginning_of_entry(program_id: str) -> bytes:
    """How the entry of the program with an id begins, and no other entry."""
    return f'{{"entry":{{"program":{{"id":{_json(program_id)},'.encode()


def encoded_entry(program: Program) -> bytes:
    """The entry of a program as JSON: `entry_values`."""
    return _json({"entry": entry_values(program)}).encode()


def shared(turn: Turn) -> str:
    """The part of the JSON of a turn that turns with the same `SHARED` fields have in common."""
    return _members(turn, SHARED)


def member_of_label(label: str) -> bytes:
    """What the record of every turn with a label contains, and hardly any other record."""
    return f',"label":{_json(label)}'.encode()


def encoded(program: Program, shared_of: Iterable[str]) -> list[bytes]:
    """The records of all turns of a program as JSON, in `PIECES` pieces each.

    A record holds the id of the program and `turn_values`.
    To put it together from strings takes a tenth of the time of `json.dumps`: in most turns
    only the text is new.

    Args:
        program: a program with turns.
        shared_of: `shared` of each turn.
    """
    turns = program.turns
    head = f'{{"program":{_json(program.id)},"turn":{{"number":'
    own = [_members(turn, _OWN) if _own(turn) != _OWN_DEFAULTS else "" for turn in turns]
    heads = [
        f'{head}{turn.number}{common}{more},"text":"'
        for turn, common, more in zip(turns, shared_of, own, strict=True)
    ]
    # All heads are encoded in one call.
    encoded_heads = _SEPARATOR.join(heads).encode().split(_SEPARATOR.encode())
    texts = _escaped([turn.text for turn in turns])
    ends = [b'"}}'] * len(turns)
    return [*chain.from_iterable(zip(encoded_heads, texts, ends, strict=True))]


def _without_defaults(turn: Turn, names: Iterable[str]) -> dict[str, Any]:
    values = ((name, getattr(turn, name)) for name in names)
    return {name: value for name, value in values if value != _DEFAULTS[name]}


def _members(turn: Turn, names: Iterable[str]) -> str:
    """Fields of a turn as members of a JSON object, each after a comma."""
    known = _without_defaults(turn, names)
    return "".join(f',"{name}":{_json(value)}' for name, value in known.items())


def _escaped(texts: Sequence[str]) -> list[bytes]:
    """Texts as they are in JSON, without the quotes around them.

    It is much faster to escape one character at a time in all texts together. Texts with
    control characters, which are rare, are left to `json`.
    """
    # Only writers need it: a reader starts without it.
    import numpy as np

    joined = _SEPARATOR.join(texts).encode()
    for character, escape in ((b"\\", b"\\\\"), (b'"', b'\\"'), (b"\n", b"\\n")):
        joined = joined.replace(character, escape)
    controls = np.frombuffer(joined, np.uint8) < ord(" ")
    if int(np.count_nonzero(controls)) != len(texts) - 1:
        return [_text(text)[1:-1].encode() for text in texts]
    return joined.split(_SEPARATOR.encode())
