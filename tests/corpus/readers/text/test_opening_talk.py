"""A talk whose speaker has no label, above and between those who ask."""

from corpus.draft import UNNAMED
from corpus.readers.text.labelled import converse
from corpus.readers.text.opening_talk import of_others

TALK = "I keep bees, and we count them in spring, which takes my sister and me a whole day. " * 8


def said(text: str, known: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """The turns of a text: the label, and the beginning of the words."""
    turns = converse(text.split("\n"), known).turns
    return [(turn.label, turn.paragraphs[0][:14].strip()) for turn in turns]


def test_a_talk_above_questions_is_said_although_the_answers_are_longer() -> None:
    """It is not lost in the description; who gives it has no label."""
    talk = "\n\n".join([TALK] * 4)
    answer = f"A - So it is. {TALK}\n\n{TALK}\n\n{TALK}\n\n{TALK}\n\n{TALK}"
    text = f"# Bees\n\n{talk}\n\nQ - Do they sleep?\n\n{answer}\n\nQ - Do you?\n\nA - Rarely."
    found = said(text)
    assert {label for label, _ in found[:-4]} == {UNNAMED}
    assert found[-4:] == [
        ("Q", "Do they sleep?"),
        ("A", "So it is. I ke"),
        ("Q", "Do you?"),
        ("A", "Rarely."),
    ]


def test_what_an_editor_writes_above_questions_is_not_said() -> None:
    """Nobody speaks of himself there."""
    about = "Ada Kern keeps bees in the hills above the town, and counts them in spring. " * 40
    text = f"{about}\n\nQ: Do they sleep?\n\nA: They do. {about}{about}\n\nQ: Do you?\n\nA: Rarely."
    assert [label for label, _ in said(text)] == ["Q", "A", "Q", "A"]


def test_who_interrupts_a_talk_says_one_paragraph() -> None:
    """The listed speaker has no label: what follows a question is an unknown speaker's."""
    text = f"{TALK}\n\nBo Roe: And how?\n\nWith a pencil.\n\n{TALK}\n\n{TALK}\n\n{TALK}"
    text += f"\n\nBo Roe: And then?\n\nThen we rest.\n\n## Honey\n\n{TALK}\n\n{TALK}"
    assert said(text, ("Ada Kern",)) == [
        (UNNAMED, "I keep bees, a"),
        ("Bo Roe", "And how?"),
        (UNNAMED, "With a pencil."),
        ("Bo Roe", "And then?"),
        (UNNAMED, "Then we rest."),
        (UNNAMED, "I keep bees, a"),
    ]


def test_who_answers_at_length_keeps_every_paragraph() -> None:
    """The listed speaker has a label: what follows it is his."""
    text = f"{TALK}\n\nBo Roe: And how?\n\nKern: With a pencil.\n\n{TALK}\n\n{TALK}\n\n{TALK}"
    text += f"\n\nBo Roe: And then?\n\nKern: We rest.\n\n{TALK}\n\n{TALK}"
    labels = [label for label, _ in said(text, ("Ada Kern",))]
    assert labels == ["Bo Roe", "Kern", "Bo Roe", "Kern"]


def test_a_quotation_is_all_that_is_asked() -> None:
    """What follows it has no label."""
    text = "Question:\n> Is it warm?\n> Still?\n\nIt is.\n\nQuestion:\n> And now?\n\nIt cools."
    assert said(text) == [
        ("Question", "Is it warm? St"),
        (UNNAMED, "It is."),
        ("Question", "And now?"),
        (UNNAMED, "It cools."),
    ]


def test_times_go_with_the_words() -> None:
    """A paragraph that is taken from a turn takes its moments along."""
    text = "Question: Is it [0:10] warm?\n\nYes it [0:20] is.\n\nQuestion: Still?\n\nNo."
    turns = converse(text.split("\n")).turns
    assert [(turn.label, turn.moments) for turn in turns[:2]] == [
        ("Question", [(6, 10.0)]),
        (UNNAMED, [(7, 20.0)]),
    ]


def test_links_and_tags_within_a_text_are_markup() -> None:
    """What a link is called was said; where it leads was not."""
    text = (
        'Ann: See [the list](https://example.org/a) or <a href="x">that</a>.\n\nBo: 1 < 2, \\@bo.'
    )
    assert [turn.paragraphs for turn in converse(text.split("\n")).turns] == [
        ["See the list or that."],
        ["1 < 2, @bo."],
    ]


def test_a_question_that_no_label_answers_is_one_paragraph() -> None:
    """Another question follows it, so the answer is among its paragraphs."""
    text = "Q: Is it?\n\nA: It is.\n\nQ: Still?\n\nIt cools.\n\nQ: And now?\n\nA: It boils."
    assert [label for label, _ in said(text)] == ["Q", "A", "Q", UNNAMED, "Q", "A"]


def test_a_name_a_dash_a_time_and_a_colon_are_a_label() -> None:
    """`Ann – 0:10:` alone on its line, and a dash that is left of it names nobody else."""
    text = "Ann – 0:00:10:\n\nIs it warm?\n\nBo – 0:00:14:\n\nIt is.\n\nAnn – 0:00:20:\n\nGood."
    found = [(turn.label, turn.start) for turn in converse(text.split("\n")).turns]
    assert found == [("Ann", 10.0), ("Bo", 14.0), ("Ann", 20.0)]


def test_a_section_that_names_another_speaker_is_not_the_voices() -> None:
    """Brackets that explain a word name nobody."""
    sections = ["Welcome (Bo Roe)", "Bees (Ada Kern)", "Hives (Wooden Long Boxes)", None]
    assert of_others(sections[1:2], "Ada Kern") == set()
    assert "Welcome (Bo Roe)" in of_others(sections, "Ada Kern")
    assert of_others(sections, "Cy Lam") == set()
