"""What is a label, decided over the whole document."""

import pytest

from corpus.labels import label_shape
from corpus.readers.text.labelled import converse


def spoken_by(text: str, known: tuple[str, ...] = ()) -> list[str]:
    """The labels of the turns in a text."""
    return [turn.label for turn in converse(text.split("\n"), known).turns]


def test_two_people_who_speak_once_each_are_read() -> None:
    """A short file has nothing that recurs."""
    assert spoken_by("Anna: hi\nBen: hello") == ["Anna", "Ben"]


@pytest.mark.parametrize(
    "line",
    [
        "So: what do we do?",
        "1 a 1: Procesamiento",
        "At 10:30 it rained.",
        "https://example.org/a: see there.",
        "- Name: none",
        "• x: none",
        "Mr. President, I find that fair.",
        "What we learned: nothing.",
    ],
)
def test_colons_in_prose_are_no_labels(line: str) -> None:
    """Among labels that recur, prose stays prose."""
    text = f"Anna: Well.\n\nBen: Yes.\n\n{line}\n\nAnna: No.\n\nBen: So.\n\nAnna: Good."
    assert spoken_by(text) == ["Anna", "Ben", "Anna", "Ben", "Anna"]


def test_a_title_with_a_colon_is_no_label() -> None:
    """`The Long Road: A Fiction` occurs once, above the talk."""
    assert spoken_by("Long Road: A Fiction\nAnna: Hi.\nBen: Hi.\nAnna: Bye.") == [
        "Anna",
        "Ben",
        "Anna",
    ]


def test_a_guest_who_speaks_once_among_others_is_read() -> None:
    """A label that is placed as the other labels are need not recur."""
    text = "Anna: Hi.\n\nBen: Hi.\n\nAnna: Who is there?\n\nTrent: Me.\n\nBen: Oh."
    assert "Trent" in spoken_by(text)


def test_a_known_name_needs_not_recur() -> None:
    """Names from the front matter are labels wherever they occur."""
    text = "Some words.\n\nMore words.\n\nAnd more.\n\nAnna: Hi there.\n\nYes.\n\nNo."
    assert spoken_by(text) == []
    assert spoken_by(text, ("Anna",)) == ["Anna"]


def test_markers_are_no_labels_and_breakmaster_cylinder_is_a_person() -> None:
    """A break is not said by anybody."""
    text = "Anna: Hi.\n\nBreak: [10:00]\n\nBreakmaster Cylinder: La.\n\nAnna: Bye.\n\nBen: Bye."
    assert spoken_by(text) == ["Anna", "Breakmaster Cylinder", "Anna", "Ben"]


def test_a_refused_candidate_is_listed_with_its_reason() -> None:
    """What `searcher parse --explain` shows."""
    talk = converse("Anna: Hi.\n\nSo: what?\n\nBreak: [1:00]\n\nAnna: Bye.".split("\n"))
    assert talk.refused == {"So": "it introduces what is said", "Break": "it marks a break"}


@pytest.mark.parametrize(
    ("label", "form"),
    [
        ("Dr. Ode", "person"),
        ("BELL 7", "person"),
        ("Justin Florentine (Besu)", "person"),
        ("pk910", "handle"),
        ("D", "initial"),
        ("Trent", "name"),
        ("1 a 1", None),
        ("What we learned", None),
    ],
)
def test_shape(label: str, form: str | None) -> None:
    """What a label looks like."""
    assert label_shape.shape(label) == form


def test_a_document_so_regular_loses_no_turn() -> None:
    """Where every paragraph starts with a label, one with nothing after it is a turn, too."""
    blocks = ["Ann: Well.", "Ben:", "Ann: {cough}", "Ben: Yes.", "Hon. Cy Poe (Orr, Lib.): So."] * 3
    talk = converse("\n\n".join(blocks).split("\n"))
    assert len(talk.turns) == len(blocks)
    assert talk.turns[1].paragraphs == []


def test_what_is_no_name_is_a_label_where_every_paragraph_has_one() -> None:
    """A phone that joined a meeting speaks; in a document of twenty turns the place tells."""
    blocks = ["Ann Lee: Well.", "Ben Ray: Yes, I do."] * 12 + ["iPhone of Petra: Hello?"]
    assert spoken_by("\n\n".join(blocks))[-1] == "iPhone of Petra"


def test_a_dash_parts_names_only_where_they_recur() -> None:
    """`Mr. Hale - Second.` is said by Mr. Hale, a dash in prose parts nothing."""
    assert spoken_by(
        "Mr. Ode - First.\nMr. Hale - Second.\nMr. Ode - Third.\nMr. Hale - No: four."
    ) == [
        "Mr. Ode",
        "Mr. Hale",
        "Mr. Ode",
        "Mr. Hale",
    ]
    assert spoken_by("Ann: Hi.\nThe roof - it leaks.\nBen: Oh.\nAnn: Yes.") == ["Ann", "Ben", "Ann"]


def test_numbered_turns_lose_their_numbers() -> None:
    """`1. Anna: First` is said by Anna."""
    text = "\n".join(f"{n}. {'Anna' if n % 2 else 'Ben'}: No. {n} it is." for n in range(1, 13))
    assert spoken_by(text) == ["Anna", "Ben"] * 6


def test_two_who_talk_at_length_are_read() -> None:
    """A label in fifteen paragraphs is one, if no other words come before colons."""
    long = "\n\nMore is said here." * 15
    text = "\n\n".join([f"Ola: Well.{long}", f"Ben: Yes, you see.{long}"] * 3)
    assert spoken_by(text) == ["Ola", "Ben"] * 3


def test_an_article_is_no_answer_where_answers_have_a_dash() -> None:
    """`A - Yes` is an answer; `A kettle` is the beginning of a sentence."""
    text = (
        "Q - Is it warm?\n\nA - It is warm.\n\nQ - Still?\n\nA - It cools.\n\n"
        "A kettle would help.\n\nQ - Have we one?\n\nA - No."
    )
    said = [(turn.label, turn.paragraphs) for turn in converse(text.split("\n")).turns]
    assert said[:4] == [
        ("Q", ["Is it warm?"]),
        ("A", ["It is warm."]),
        ("Q", ["Still?"]),
        ("A", ["It cools.", "A kettle would help."]),
    ]
