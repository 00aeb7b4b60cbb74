"""The name of a column says what it holds."""

from pathlib import Path

import pytest

from corpus.readers.table.columns import places, sniffed
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
