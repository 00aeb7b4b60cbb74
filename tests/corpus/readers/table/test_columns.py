"""The name of a column says what it holds."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.readers.table.columns import LONGEST_NAME, may_name_columns, places, sniffed
from corpus.source import Source


@pytest.mark.parametrize(
    ("header", "found"),
    [
        (["Speaker", "Text"], {"speaker": 0, "text": 1}),
        (["speaker_name", "startTime", "END TIME", "Utterance"],
         {"speaker": 0, "start": 1, "end": 2, "text": 3}),
        (["role", "content"], {"speaker": 0, "text": 1, "role": 0}),
        (["Transcript", "text", "who"], {"text": 1, "speaker": 2}),
        (["Start (ms)", "Participant", "line"], {"start": 0, "speaker": 1, "text": 2}),
        (["item", "price"], {}),
    ],
)  # fmt: skip
def test_columns_are_known_by_any_sensible_name(header: list[str], found: dict[str, int]) -> None:
    """Case, punctuation and the spelling of compounds do not matter; the clearest name wins."""
    assert found.items() <= places(header).items()
    assert bool(found) == bool(places(header))


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("speaker,text\nA,x; y; z\n", ","),
        ("speaker;text\nA;x, y, z\n", ";"),
        ("speaker\ttext\nA\tx, y; z\n", "\t"),
        ("speaker|text\nA|x\n", "|"),
        ("sep=|\nspeaker|text\nA|x\n", "|"),
        ('"speaker, or who",text;note\nA,x\n', ","),
        ("id;name, first;speaker;text\n", ";"),
    ],
)
def test_the_delimiter_is_that_of_the_header(text: str, delimiter: str) -> None:
    """Text in the rows, such as a comma in prose, plays no part."""
    found = sniffed(Source(Path("a.csv"), text.encode()))
    assert found is not None
    assert found[0] == delimiter


def test_a_text_of_one_column_is_no_table() -> None:
    """Prose without a delimiter in its first line has no header."""
    assert sniffed(Source(Path("a.txt"), b"Ann: hello, you\n")) is not None
    assert sniffed(Source(Path("a.txt"), b"Ann: hello\n")) is None


@given(st.text(alphabet='ab ,;|\t"\n', max_size=60), st.integers(1, 3))
def test_what_is_asked_first_misses_no_header(text: str, times: int) -> None:
    """The quick look at the first line leaves out only what has a name that is too long."""
    found = sniffed(Source(Path("a.txt"), (text * times).encode() or b"a"))
    if found is not None and all(len(name) <= LONGEST_NAME for name in found[1]):
        assert may_name_columns(text * times)


def test_a_sentence_names_no_columns() -> None:
    """Its parts between commas are longer than a name."""
    assert not may_name_columns("So, what came of the mill that stood beside the long bridge, Ann?")
