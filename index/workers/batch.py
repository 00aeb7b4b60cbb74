"""Documents made of programs: what is indexed and what is stored of every turn."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from operator import attrgetter
from typing import Any

import numpy as np
import numpy.typing as npt

from corpus.model import REDACTED, Program
from index import turn_record
from index.columnar.inverted import Inverted
from index.columnar.records_writer import Run
from index.columnar.writer import Batch
from index.fields import (
    COLUMNS,
    FIRST,
    FIRST_HIDDEN,
    HIDDEN,
    OPENING,
    TEXT,
    Column,
    Kind,
    people_of,
)
from index.inversion.invert import invert, invert_whole

#: Turns of one program that agree in these are indexed and stored as one voice.
_voice_of = attrgetter(
    *dict.fromkeys((*turn_record.SHARED, *(a for c in COLUMNS for a in c.value.turn_attributes)))
)


def batch(programs: Sequence[Program]) -> Batch:
    """The turns of programs as the documents of a segment, in their order."""
    programs = [program for program in programs if program.turns]
    turns = [turn for program in programs for turn in program.turns]
    numbers: dict[Any, int] = {}
    voice_of = [
        numbers.setdefault((number, _voice_of(turn)), len(numbers))
        for number, program in enumerate(programs)
        for turn in program.turns
    ]
    by_voice = np.array(voice_of, np.int64)
    by_program = np.repeat(
        np.arange(len(programs)), np.array([len(program.turns) for program in programs], np.int64)
    )
    # The first turn of each program, and of each voice, stands for all of them.
    opening = [(number, program.turns[0]) for number, program in enumerate(programs)]
    firsts = np.unique(by_voice, return_index=True)[1].tolist()
    voices = [(int(by_program[first]), turns[first]) for first in firsts]
    people = [people_of(program) for program in programs]
    fields: dict[str, Inverted] = {}
    for column in COLUMNS:
        of_turn = bool(column.value.turn_attributes)
        values = [
            column.value.read(programs[number], turn, people[number])
            for number, turn in (voices if of_turn else opening)
        ]
        fields[column.name] = _inverted(column, values, by_voice if of_turn else by_program)
    marks = [FIRST, ""]
    openings = np.array([turn.number != 1 for turn in turns], np.int64)
    texts = [turn.text for turn in turns]
    if any(program.access == REDACTED for program in programs):
        withheld = np.array([turn.is_withheld for turn in turns], bool)
        openings, marks = _marks(openings + 2 * withheld)
        texts = ["" if turn.is_withheld else turn.text for turn in turns]
    elif openings.all():
        marks = [marks[1]]  # no program begins here
        openings -= 1
    fields[OPENING] = invert_whole(marks, openings)
    fields[TEXT] = invert(texts, in_order=True)
    shared = [turn_record.shared(turn) for _, turn in voices]
    records = _records(programs, map(shared.__getitem__, voice_of))
    return Batch(len(turns), fields, records, entries=_entries(programs))


def _marks(openings: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.int64], list[str]]:
    """The mark of each turn as a number, and the marks: each of them is that of a turn."""
    every = (FIRST, "", FIRST_HIDDEN, HIDDEN)
    used, numbers = np.unique(openings, return_inverse=True)
    return numbers, [every[number] for number in used.tolist()]


def _inverted(column: Column, values: Sequence[str], which: npt.NDArray[np.int64]) -> Inverted:
    """A column of documents that have the values of these numbers."""
    if column.kind is Kind.WHOLE:
        return invert_whole(values, which)
    return invert(values, which, lines=column.kind is Kind.LINES)


def _entries(programs: Iterable[Program]) -> dict[int, bytes]:
    """What is stored of each program, by the number of its first turn."""
    entries = {}
    first = 0
    for program in programs:
        if program.turns[0].number == 1:
            entries[first] = turn_record.encoded_entry(program)
        first += len(program.turns)
    return entries


def _records(programs: Sequence[Program], shared_of: Iterable[str]) -> Iterator[Run]:
    """What is stored of each turn, a run for each program."""
    shared = iter(shared_of)
    for program in programs:
        pieces = turn_record.encoded(program, islice(shared, len(program.turns)))
        lengths = np.fromiter(map(len, pieces), np.int64, len(pieces))
        yield Run(b"".join(pieces), lengths.reshape(-1, turn_record.PIECES).sum(axis=1))
