"""Kinds of lines that begin as labels do: who speaks once, notes, parts, dates, clauses."""

import pytest

from corpus.labels import full_stop, notes, page_heads
from corpus.labels.clauses import is_clause, is_counted_part, is_dated
from corpus.lines import unhyphenated
from corpus.people.resolution import is_joint, name_words
from corpus.readers.text.labelled import converse


def labels(text: str) -> list[str]:
    """The labels of the turns in a text."""
    return [turn.label for turn in converse(text.split("\n")).turns]


@pytest.mark.parametrize("label", ["Mr. Speaker, I move", "The chair says", "Herr Ott sagt"])
def test_a_clause_is_no_name(label: str) -> None:
    """A vocative and a verb begin a sentence."""
    assert is_clause(label)
    assert not is_clause("Mr. Read Montague")


def test_parts_of_a_document_and_dates_are_no_names() -> None:
    """A number after a part is an item; after a voice it is a voice."""
    assert is_counted_part("Tagesordnungspunkt 4")
    assert is_counted_part("ACT II")
    assert not is_counted_part("Speaker 4")
    assert is_dated("Wednesday, 22 May 2013 Take")
    assert not is_dated("April Ode")


def test_tasks_and_decisions_are_notes() -> None:
    """`AI` by itself may be a voice; with an owner it is a task."""
    assert all(map(notes.is_note, ("AI(JV)", "RESOLUTION", "Action for Ann", "ACTION-12")))
    assert not notes.is_note("AI")
    assert notes.heads_decisions("Next steps")


def test_who_speaks_once_is_nobody_else() -> None:
    """The label stands where the others do; `Remember` is a word of the text."""
    text = "Anna: Hi.\n\nMore.\n\nMore.\n\nMore.\n\nBen: Yes.\n\nI remember it.\n\nAnna: No.\n\n{}"
    assert labels(text.format("Trent: And I?"))[-1] == "Trent"
    assert labels(text.format("Remember: It is late."))[-1] == "Anna"
    assert labels(text.format("Slides: https://example.org"))[-1] == "Anna"


def test_a_question_that_nobody_is_named_to_answer_ends_with_its_paragraph() -> None:
    """The answer is an unknown speaker's."""
    assert labels(
        "Question: Who owns it now?\n\nNobody.\n\nQuestion: Since when is that?\n\nAlways."
    ) == [
        "Question",
        "",
        "Question",
        "",
    ]


def test_a_question_and_an_answer_may_stand_once_each() -> None:
    """On lines of their own, with long paragraphs under them."""
    assert labels("Q:\nWho?\n\nOr what?\n\nA:\nI.\n\nAnd you.\n\nAnd all.") == ["Q", "A"]


def test_items_without_a_name_are_the_clerks() -> None:
    """What stands deeper belongs to the name above it."""
    text = "- Ann: One.\n  - Two.\n- Noted.\n- Bo: Three.\n- Ann: Four.\n- Bo: Five."
    turns = converse(text.split("\n")).turns
    assert [(turn.label, turn.paragraphs) for turn in turns] == [
        ("Ann", ["One.", "Two."]),
        ("Bo", ["Three."]),
        ("Ann", ["Four."]),
        ("Bo", ["Five."]),
    ]


def test_the_head_of_a_page_does_not_part_a_sentence() -> None:
    """Heads and numbers go; a time of day is no number of a page."""
    pages = ["Board", "", "7", "We go", "Board", "8", "on and on.", "Board", "9", "So."]
    assert page_heads.without(pages) == ["Board", "", "We go", "on and on.", "", "So."]
    times = ["9:01", "Ann", "9:02", "Bo", "9:03", "Ann"]
    assert page_heads.without(times) == times


def test_a_label_with_a_full_stop_recurs() -> None:
    """One paragraph that begins with capitals is none."""
    assert full_stop.find(["U.S. ships sail.", "", "Ann went.", "", "NATO. It waits."]) == []


def test_the_words_of_the_file_decide_on_a_hyphen() -> None:
    """A known word is whole; a prefix keeps its hyphen."""
    assert unhyphenated(["a note-", "book", "the notebook"]) == ["a notebook", "the notebook"]
    assert unhyphenated(["the well-", "known gull"]) == ["the well-known", "gull"]


def test_joint_labels_are_people_of_their_own() -> None:
    """An affiliation behind a comma is none, nor is an office of two things."""
    others = ("MT", "Pat McManus", "Chandler", "Joey")
    assert is_joint("Chandler and Joey", others)
    assert is_joint("MT, Pat McManus", others)
    assert is_joint("mnot/kfall", others)
    assert not is_joint("Pat McManus, Harbour Trust", others)
    assert not is_joint("Minister for Health and Sport", others)


def test_accents_and_case_tell_nobody_apart() -> None:
    """Letters of other scripts keep their marks."""
    assert name_words("José García") == name_words("JOSE GARCIA")
    assert name_words("Андрей") == ("андрей",)
