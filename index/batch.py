"""Documents made of programs: what is indexed and what is stored of every turn."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from corpus.model import Participant, Program, Turn
from index.columnar.bulk import Batch
from index.documents import OPENING
from index.inversion import invert, invert_whole

_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_text = json.encoder.encode_basestring


def batch(programs: Sequence[Program]) -> Batch:
    """The turns of programs as the documents of a segment, in their order."""
    turns = [turn for program in programs for turn in program.turns]
    of_turns = [program for program in programs for _ in program.turns]
    names = [name for program in programs for name in _names(program)]
    fields = {
        "date": invert_whole([program.date or "" for program in of_turns]),
        "lang": invert([program.language or "" for program in of_turns]),
        "opening": invert_whole([OPENING if turn.number == 1 else "" for turn in turns]),
        "person": invert_whole([turn.speaker for turn in turns]),
        "program": invert_whole([program.id for program in of_turns]),
        "role": invert([turn.role or "" for turn in turns]),
        "section": invert([turn.section or "" for turn in turns]),
        "series": invert([program.series or "" for program in of_turns]),
        "speaker": invert(names, parted=True),
        "text": invert([turn.text for turn in turns]),
        "title": invert([program.title for program in of_turns]),
        "topic": invert(["\n".join(program.topics) for program in of_turns], parted=True),
    }
    return Batch(len(turns), fields, _records(programs))


def documents(program: Program) -> Iterator[dict[str, Any]]:
    """The same documents for Whoosh's own writer: a value for each field."""
    for turn, names in zip(program.turns, _names(program), strict=True):
        document = {
            "text": turn.text,
            "speaker": names,
            "role": turn.role or None,
            "section": turn.section or None,
            "title": program.title,
            "series": program.series or None,
            "topic": "\n".join(program.topics) or None,
            "lang": program.language or None,
            "date": program.date or None,
            "program": program.id,
            "person": turn.speaker,
            "turn": _turn_record(turn),
        }
        if turn.number == 1:
            document |= {"opening": OPENING, "entry": _entry_record(program)}
        yield document


def _records(programs: Sequence[Program]) -> Iterator[bytes]:
    """What is stored of each turn: the JSON of `_turn_record`, with its program.

    It is put together of strings, which takes a third of the time: what is said is
    the only part that is new in every turn.
    """
    for program in programs:
        head = f'{{"program":{_json(program.id)},"turn":{{"number":'
        about: dict[tuple[str, str, str | None, str | None], str] = {}
        for turn in program.turns:
            key = (turn.label, turn.speaker, turn.role, turn.section)
            if key not in about:
                about[key] = _json_of(_turn_record(turn), "label", "speaker", "role", "section")
            timed = turn.start is not None or turn.end is not None
            times = _json_of(_turn_record(turn), "start", "end") if timed else ""
            end = "}}"
            if turn.number == 1:
                end = f'}},"entry":{_json(_entry_record(program))}}}'
            yield f'{head}{turn.number}{about[key]}{times},"text":{_text(turn.text)}{end}'.encode()


def _json_of(record: dict[str, Any], *names: str) -> str:
    return "".join(f',"{name}":{_json(record[name])}' for name in names if name in record)


def _turn_record(turn: Turn) -> dict[str, Any]:
    # What is not known is left out: most turns have no time, no role and no section.
    record = {
        "number": turn.number,
        "label": turn.label,
        "speaker": turn.speaker,
        "text": turn.text,
        "role": turn.role,
        "start": turn.start,
        "end": turn.end,
        "section": turn.section,
    }
    return {name: value for name, value in record.items() if value is not None}


def _entry_record(program: Program) -> dict[str, Any]:
    return {
        "program": asdict(program.without_turns()),
        "turns": len(program.turns),
        "turns_by": Counter(turn.speaker for turn in program.turns),
    }


def _names(program: Program) -> Iterator[str]:
    """For each turn the name of the speaker and every label of theirs, a line each."""
    people: dict[str, Participant] = {
        label: person for person in program.participants for label in person.labels
    }
    lines: dict[tuple[str, str], str] = {}
    for turn in program.turns:
        key = (turn.label, turn.speaker)
        if key not in lines:
            person = people.get(turn.label)
            known = (turn.speaker, *person.labels) if person else (turn.speaker, turn.label)
            lines[key] = "\n".join(dict.fromkeys(known))
        yield lines[key]
