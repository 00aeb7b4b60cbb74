"""Records whose text matches a pattern, in blocks of any size."""

import re
from pathlib import Path

import numpy as np
import pytest

from corpus.model import Program, Turn
from index.columnar.records import Records
from index.library.library import Library
from index.turn_record import TEXT_MEMBER
from index.update.update import write_programs

TEXTS = [
    "Is it?",
    "It is.",
    "See https://example.org/?page=1 there.",
    'He asked: "Is it?" I said: "No."',
    "Really?!",
    "?",
    "今天吗？",
    "No.\n\nNo?",
]


def a_program(name: str, texts: list[str]) -> Program:
    """A program with these turns, by speakers with question marks in their labels."""
    turns = tuple(Turn(n, "Who?", "Who?", text, section="Why?") for n, text in enumerate(texts, 1))
    return Program(name, "What?", f"/talks/{name}?", "test", turns=turns)


@pytest.mark.parametrize("repeated", [1, 2_000])
def test_texts_that_match(tmp_path: Path, repeated: int) -> None:
    """Labels, headings and titles do not count; a document is found once."""
    texts = TEXTS * repeated
    write_programs(tmp_path, [a_program("one", texts), a_program("two?", texts[::-1])])
    patterns = [re.compile(rb"\?(?![\w=])"), re.compile(rb"\xef\xbc\x9f")]
    expected = [number not in (1, 2) for number in range(len(TEXTS))]
    with Library.open(tmp_path) as library:
        found = {
            (program, turn.number): bool(said)
            for document, said in enumerate(library.saying(patterns))
            for program, turn in [library.turn(document)]
        }
        assert len(found) == 2 * len(texts)
        for number in range(len(texts)):
            assert found["one", number + 1] == expected[number % len(TEXTS)]
            assert found["two?", len(texts) - number] == expected[number % len(TEXTS)]


def test_only_the_blocks_that_are_wanted_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the documents that are wanted the same is known; a program of many is soon read."""
    write_programs(tmp_path, [a_program(str(number), TEXTS * 500) for number in range(4)])
    patterns = [re.compile(rb"\?(?![\w=])"), re.compile(rb"\xef\xbc\x9f")]
    read: list[int] = []
    plain = Records._read_block

    def noting(records: Records, number: int) -> tuple[int, bytes]:
        read.append(number)
        return plain(records, number)

    with Library.open(tmp_path) as library:
        every = library.saying(patterns)
        monkeypatch.setattr(Records, "_read_block", noting)
        for wanted in ([], [0], [5, 6, 7], [-1, 4_000, 15_999], range(7_000, 7_100)):
            among = np.array(wanted, np.int64)
            read.clear()
            some = library.saying(patterns, among)
            there = among[among >= 0]
            assert (some[there] == every[there]).all()
            assert len(read) <= min(2 * len(there), 7)
        read.clear()
        library.saying(patterns)
        assert len(read) > 10


def test_the_text_is_the_last_member() -> None:
    """What is before it is no text, even if it looks like it."""
    assert TEXT_MEMBER == b',"text":"'
