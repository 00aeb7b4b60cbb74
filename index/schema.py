"""The fields of the index: a document is a turn.

`text` is what was said. The other word fields are what a turn can be found by
besides: `speaker` holds the words of the person's name and of every label of theirs,
`person` that name as a whole.
`turn` and `program` are stored as JSON; the program itself is stored once, with
its first turn.
"""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from whoosh.fields import ID, STORED, TEXT, Schema

from corpus.model import Program, Turn
from index.analysis import WordAnalyzer

#: Raised whenever an index of the version before could not be read any more.
VERSION = 1

SCHEMA = Schema(
    text=TEXT(analyzer=WordAnalyzer()),
    speaker=TEXT(analyzer=WordAnalyzer(parted=True)),
    role=TEXT(analyzer=WordAnalyzer()),
    title=TEXT(analyzer=WordAnalyzer()),
    program=ID(stored=True),
    person=ID(),
    opening=ID(),
    turn=STORED(),
    entry=STORED(),
)

#: The only term of `opening`: it marks the first turn of every program.
OPENING = "1"


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


def documents(program: Program) -> Iterator[dict[str, Any]]:
    """The documents of a program, in the order of its turns."""
    names = {
        label: "\n".join(dict.fromkeys((person.name, *person.labels)))
        for person in program.participants
        for label in person.labels
    }
    for turn in program.turns:
        document = {
            "text": turn.text,
            "speaker": names.get(turn.label, f"{turn.speaker}\n{turn.label}"),
            "title": program.title,
            "program": program.id,
            "person": turn.speaker,
            "turn": json.dumps(asdict(turn), ensure_ascii=False),
        }
        if turn.role:
            document["role"] = turn.role
        if turn is program.turns[0]:
            document["opening"] = OPENING
            document["entry"] = _entry_record(program)
        yield document


def _entry_record(program: Program) -> str:
    record = {
        "program": asdict(program.without_turns()),
        "turns": len(program.turns),
        "turns_by": Counter(turn.speaker for turn in program.turns),
    }
    return json.dumps(record, ensure_ascii=False)


def read_turn(record: str) -> Turn:
    """The turn that `documents` stored."""
    return Turn(**json.loads(record))


def read_entry(record: str) -> Entry:
    """The entry of a program that `documents` stored."""
    stored = json.loads(record)
    return Entry(Program.from_dict(stored["program"]), stored["turns"], stored["turns_by"])
