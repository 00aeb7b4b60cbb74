"""Speakers who speak once keep their words."""

from corpus.readers.text.labelled import converse


def labels(text: str) -> list[str]:
    """The labels of the turns in a text."""
    return [turn.label for turn in converse(text.split("\n")).turns]


def test_who_speaks_once_is_nobody_else() -> None:
    """The label is placed as the others are; `Remember` is a word of the text."""
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
    """An item that is indented further belongs to the name above it."""
    text = "- Ann: One.\n  - Two.\n- Noted.\n- Bo: Three.\n- Ann: Four.\n- Bo: Five."
    turns = converse(text.split("\n")).turns
    assert [(turn.label, turn.paragraphs) for turn in turns] == [
        ("Ann", ["One.", "Two."]),
        ("Bo", ["Three."]),
        ("Ann", ["Four."]),
        ("Bo", ["Five."]),
    ]


def test_a_label_before_an_address_is_no_speaker() -> None:
    """A link that is put into the notes names what it leads to, however dense the labels are."""
    text = "MK: Which form?\n\nLO: The new one.\n\nForm 27: https://example.org/27\n\nMK: Good."
    assert labels(text) == ["MK", "LO", "MK"]
