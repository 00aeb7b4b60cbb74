"""A program as the documents of a cluster: one for each turn, and one for the program."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np

from corpus.model import Program, Turn
from index import turn_record
from index.columnar.inverted import Inverted
from index.fields import COLUMNS, FIRST, OPENING, TEXT, Kind, people_of
from index.opensearch.client import as_line
from index.opensearch.mapping import LANGUAGE, MOST_TURNS, key, token
from index.opensearch.outline import Outline, packed_words, rounded_lengths
from index.text.tokenizer import words
from index.workers.batch import batch


@dataclass(frozen=True, slots=True)
class Written:
    """Where and when a program is written.

    Attributes:
        program: its number.
        generation: of the index.
    """

    program: int
    generation: int


def turn_lines(
    program: Program, inverted: Inverted, outline: Outline, place: Written
) -> Iterator[bytes]:
    """The lines of a request that adds the turns of a program.

    Args:
        program: with its turns.
        inverted: its text.
        outline: of its turns.
        place: where they are written.

    Raises:
        ValueError: it has more turns than a program can have there.
    """
    if len(program.turns) > MOST_TURNS:
        raise ValueError(f"{program.id} has more than {MOST_TURNS:,} turns")
    common = _common(program, place)
    people = people_of(program)
    by_voice = [
        _values(program, outline.speaking(voice), people, of_turn=True)
        for voice in range(len(outline.voices))
    ]
    speakers = numbered_speakers(outline)
    lengths = rounded_lengths(outline)
    texts = _texts(inverted)
    records = _records(program)
    for n, turn in enumerate(program.turns):
        voice = int(outline.voice_of[n])
        number = key(place.program, turn.number)
        document = {
            **common,
            **by_voice[voice],
            "key": number,
            "n": turn.number,
            "voice": speakers[voice],
            "length": int(outline.lengths[n]),
            "rounded": int(lengths[n]),
            TEXT: next(texts),
            "record": next(records),
        }
        if turn.number == 1:
            document[OPENING] = FIRST
        action = {"index": {"_id": str(number), "routing": str(place.program)}}
        yield as_line(action) + as_line(document)


def program_line(
    program: Program, fields: Mapping[str, Inverted], outline: Outline, place: Written
) -> bytes:
    """The lines of a request that adds what is known of a program."""
    held = {
        name: ([_token(word) for word in one.words], np.diff(one.starts))
        for name, one in fields.items()
    }
    document = {
        "kind": "program",
        "p": place.program,
        "g": place.generation,
        "body": {
            "id": program.id,
            "entry": turn_record.encoded_entry(program).decode("utf-8", "surrogatepass"),
            "outline": outline.packed(),
            "words": packed_words(held),
        },
    }
    return as_line({"index": {"_id": f"program-{place.program}"}}) + as_line(document)


def lines(program: Program, place: Written) -> tuple[Iterator[bytes], bytes]:
    """The lines that add the turns of a program, and those that add the program itself."""
    made = batch([program])
    text = made.fields[TEXT]
    outline = Outline.of(program.turns, text.lengths)
    return (
        turn_lines(program, text, outline, place),
        program_line(program, made.fields, outline, place),
    )


def numbered_speakers(outline: Outline) -> list[int]:
    """For each voice of a program the number of its speaker there."""
    known: dict[str | None, int] = {}
    at = turn_record.SHARED.index("speaker")
    return [known.setdefault(voice[at], len(known)) for voice in outline.voices]


def field_words(kind: Kind, value: str) -> str | list[str] | None:
    """The value of a field as it is sent; None where there is none."""
    if not value:
        return None
    if kind is Kind.WHOLE:
        return token(value)
    if kind is Kind.LINES:
        # An empty line is a value, too: it has its gap.
        return [_joined(line) for line in value.split("\n")]
    return _joined(value)


def _joined(text: str) -> str:
    return " ".join(token(word.text) for word in words(text))


def _common(program: Program, place: Written) -> dict[str, Any]:
    """The fields that all turns of a program share."""
    people = people_of(program)
    found: dict[str, Any] = {
        "p": place.program,
        "g": place.generation,
        LANGUAGE: (_joined(program.language or "").split(" ") or [""])[0],
    }
    return found | _values(program, program.turns[0], people, of_turn=False)


def _values(program: Program, turn: Turn, people: Any, *, of_turn: bool) -> dict[str, Any]:
    found = {
        column.name: field_words(column.kind, column.value.read(program, turn, people))
        for column in COLUMNS
        if bool(column.value.turn_attributes) == of_turn
    }
    return {name: value for name, value in found.items() if value is not None}


def _token(word: bytes) -> bytes:
    # Most words are short, and are not decoded for it.
    return word if len(word) <= 200 else token(word.decode()).encode()


def _texts(inverted: Inverted) -> Iterator[str]:
    """The words of each turn, joined by blanks."""
    assert inverted.sequence is not None
    held = [_token(word).decode() for word in inverted.words]
    sequence = map(held.__getitem__, inverted.sequence.tolist())
    for length in inverted.lengths.tolist():
        yield " ".join(islice(sequence, length))


def _records(program: Program) -> Iterator[str]:
    """What is stored of each turn, as in an index on this machine."""
    shared = [turn_record.shared(turn) for turn in program.turns]
    pieces = turn_record.encoded(program, shared)
    size = turn_record.PIECES
    for first in range(0, len(pieces), size):
        yield b"".join(pieces[first : first + size]).decode("utf-8", "surrogatepass")
