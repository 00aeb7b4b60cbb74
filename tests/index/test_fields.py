"""The table of fields: its names, its version, and the values that are indexed."""

import re

from corpus.model import Participant, Program, Turn
from index.fields import COLUMNS, FIELDS, FILTERS, VERSION, Kind, people_of
from index.workers.batch import batch

#: What an index of each version has. An index of an earlier version lacks the field that is
#: added: raise VERSION with it, and write it here. Version 6 has the fields of 5, with other words:
#: initials, elided words, units and emoji.
CONTENT = {
    6: {
        "date": "whole", "lang": "words", "person": "whole", "program": "whole",
        "role": "words", "section": "words", "series": "words", "speaker": "lines",
        "title": "words", "topic": "lines",
    }
}  # fmt: skip


def test_the_version_says_what_an_index_has() -> None:
    """With other columns an older index would be searched for what it does not hold."""
    assert {column.name: column.kind.value for column in COLUMNS} == CONTENT[VERSION]


def test_names() -> None:
    """A name can be typed before a colon; a column can be a keyword of Whoosh's schema."""
    for name, field in FIELDS.items():
        assert field.name == name
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", name)
        assert field.column.name.isidentifier()
        assert field.examples
    assert all(keyword.isidentifier() for keyword in FILTERS)
    assert len({column.name for column in COLUMNS}) == len(COLUMNS)


def test_values() -> None:
    """What is read of a program and of a turn; a person is found under every label."""
    ann = Participant("Ann Lee", ("ANN", "Ms Lee"), "host")
    turn = Turn(1, "ANN", "Ann Lee", "Well.", role="host", section="Start")
    program = Program(
        "a", "A", "a.md", "markdown", "S", "2019", ("x", "y"), participants=(ann,), language="en",
        turns=(turn,),
    )  # fmt: skip
    values = {c.name: c.value.read(program, turn, people_of(program)) for c in COLUMNS}
    assert values == {
        "date": "2019", "lang": "en", "person": "Ann Lee", "program": "a", "role": "host",
        "section": "Start", "series": "S", "speaker": "Ann Lee\nANN\nMs Lee", "title": "A",
        "topic": "x\ny",
    }  # fmt: skip
    inverted = batch([program]).fields
    for column in COLUMNS:
        words = [values[column.name]] if column.kind is Kind.WHOLE else None
        assert [word.decode() for word in inverted[column.name].words] == (
            words or sorted(set(re.findall(r"\w+", values[column.name].lower())))
        )
