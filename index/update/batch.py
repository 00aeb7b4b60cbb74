"""Documents made of programs: what is indexed and what is stored of every turn."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any, NamedTuple

import numpy as np

from corpus.model import Participant, Program, Turn
from index.columnar.records import Run
from index.columnar.writer import Batch
from index.inversion.invert import invert, invert_whole
from index.stored import OPENING

_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_text = json.encoder.encode_basestring
#: A control character, which stands in no text that is put together with others.
_BETWEEN = "\x1f"


class _Voice(NamedTuple):
    """What most turns of a speaker have in common."""

    program: int
    label: str | None
    speaker: str
    role: str | None
    section: str | None


def batch(programs: Sequence[Program]) -> Batch:
    """The turns of programs as the documents of a segment, in their order."""
    programs = [program for program in programs if program.turns]
    turns = [turn for program in programs for turn in program.turns]
    counts = np.array([len(program.turns) for program in programs], np.int64)
    of_program = np.repeat(np.arange(len(programs)), counts)
    numbered: dict[tuple[int, str | None, str, str | None, str | None], int] = {}
    of_voice = [
        numbered.setdefault((number, t.label, t.speaker, t.role, t.section), len(numbered))
        for number, program in enumerate(programs)
        for t in program.turns
    ]
    voices = [_Voice(*key) for key in numbered]
    by_voice = np.array(of_voice, np.int64)
    people = [_people(program) for program in programs]
    names = [_names(people[voice.program], voice.label, voice.speaker) for voice in voices]
    openings = np.array([turn.number != 1 for turn in turns], np.int64)
    fields = {
        "date": invert_whole([program.date or "" for program in programs], of_program),
        "lang": invert([program.language or "" for program in programs], of_program),
        "opening": invert_whole([OPENING, ""], openings),
        "person": invert_whole([voice.speaker for voice in voices], by_voice),
        "program": invert_whole([program.id for program in programs], of_program),
        "role": invert([voice.role or "" for voice in voices], by_voice),
        "section": invert([voice.section or "" for voice in voices], by_voice),
        "series": invert([program.series or "" for program in programs], of_program),
        "speaker": invert(names, by_voice, parted=True),
        "text": invert([turn.text for turn in turns], in_order=True),
        "title": invert([program.title for program in programs], of_program),
        "topic": invert(
            ["\n".join(program.topics) for program in programs], of_program, parted=True
        ),
    }
    return Batch(len(turns), fields, _records(programs, voices, of_voice))


def documents(program: Program) -> Iterator[dict[str, Any]]:
    """The same documents for Whoosh's own writer: a value for each field."""
    people = _people(program)
    for turn in program.turns:
        document = {
            "text": turn.text,
            "speaker": _names(people, turn.label, turn.speaker),
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


def _records(
    programs: Sequence[Program], voices: Sequence[_Voice], of_voice: Iterable[int]
) -> Iterator[Run]:
    """What is stored of each turn: the JSON of `_turn_record`, with its program.

    It is put together of strings, which takes a tenth of the time: what is said is
    the only part that is new in every turn.
    """
    about = [_json_of(voice._asdict(), "label", "speaker", "role", "section") for voice in voices]
    voice = iter(of_voice)
    for program in programs:
        turns = program.turns
        head = f'{{"program":{_json(program.id)},"turn":{{"number":'
        times = [
            _json_of(_turn_record(turn), "start", "end", "moments")
            if turn.start is not None or turn.end is not None or turn.moments
            else ""
            for turn in turns
        ]
        numbers = islice(voice, len(turns))
        heads = [
            f'{head}{turn.number}{about[number]}{timed},"text":"'
            for turn, number, timed in zip(turns, numbers, times, strict=True)
        ]
        ends = [b'"}}'] * len(turns)
        if turns[0].number == 1:
            ends[0] = f'"}},"entry":{_json(_entry_record(program))}}}'.encode()
        # Encoded together: in JSON control characters are escaped.
        encoded = _BETWEEN.join(heads).encode().split(_BETWEEN.encode())
        texts = _escaped([turn.text for turn in turns])
        parts = [*chain.from_iterable(zip(encoded, texts, ends, strict=True))]
        lengths = np.fromiter(map(len, parts), np.int64, len(parts))
        yield Run(b"".join(parts), lengths.reshape(-1, 3).sum(axis=1))


def _escaped(texts: Sequence[str]) -> list[bytes]:
    """Texts as they stand in JSON, without the quotes around them.

    What has to be escaped is found much faster one sign at a time, in all texts
    together. Signs that hardly any text has, control characters, are left to `json`.
    """
    joined = _BETWEEN.join(texts).encode()
    for sign, escaped in ((b"\\", b"\\\\"), (b'"', b'\\"'), (b"\n", b"\\n")):
        joined = joined.replace(sign, escaped)
    controls = np.frombuffer(joined, np.uint8) < ord(" ")
    if int(np.count_nonzero(controls)) != len(texts) - 1:
        return [_text(text)[1:-1].encode() for text in texts]
    return joined.split(_BETWEEN.encode())


def _json_of(record: Mapping[str, Any], *names: str) -> str:
    known = ((name, record.get(name)) for name in names)
    return "".join(f',"{name}":{_json(value)}' for name, value in known if value is not None)


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
        "moments": turn.moments or None,
    }
    return {name: value for name, value in record.items() if value is not None}


def _entry_record(program: Program) -> dict[str, Any]:
    return {
        "program": program.to_dict(),
        "turns": len(program.turns),
        "turns_by": Counter(turn.speaker for turn in program.turns),
    }


def _people(program: Program) -> dict[str, Participant]:
    """The participant behind each label of a program."""
    return {label: person for person in program.participants for label in person.labels}


def _names(people: Mapping[str, Participant], label: str | None, speaker: str) -> str:
    """The name of the speaker and every label of theirs, a line each."""
    person = people.get(label) if label else None
    known = (speaker, *person.labels) if person else (speaker, label or speaker)
    return "\n".join(dict.fromkeys(known))
