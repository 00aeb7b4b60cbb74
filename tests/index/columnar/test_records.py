"""Records whose text matches a pattern, in blocks of any size."""

import re
from pathlib import Path

import pytest

from corpus.model import Program, Turn
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
    pattern = re.compile(rb"\?(?![\w=])|\xef\xbc\x9f")
    expected = [number not in (1, 2) for number in range(len(TEXTS))]
    with Library.open(tmp_path) as library:
        found = {
            (program, turn.number): bool(said)
            for document, said in enumerate(library.saying(pattern))
            for program, turn in [library.turn(document)]
        }
        assert len(found) == 2 * len(texts)
        for number in range(len(texts)):
            assert found["one", number + 1] == expected[number % len(TEXTS)]
            assert found["two?", len(texts) - number] == expected[number % len(TEXTS)]


def test_the_text_is_the_last_member() -> None:
    """What is before it is no text, even if it looks like it."""
    assert TEXT_MEMBER == b',"text":"'
