"""Lines on which a sentence goes on, and answers whose colon stands inside the text."""

import pytest

from corpus.draft import UNNAMED
from corpus.readers.text.labelled import converse

OPENING = ["KERN: The pier is closed.", "", "ODE: Since when?", "", "KERN: Since the storm.", ""]


def told(lines: list[str]) -> list[tuple[str, str]]:
    """The labels and texts of the turns in lines."""
    return [(turn.label, " ".join(turn.paragraphs)) for turn in converse(lines).turns]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["ODE: I asked Mr.", "Kern: he said no."], "I asked Mr. Kern: he said no."),
        (["ODE: I turned to", "Kern: it was late."], "I turned to Kern: it was late."),
    ],
)
def test_a_name_in_a_sentence_of_the_line_above_begins_no_turn(lines: list[str], said: str) -> None:
    """The sentence goes on."""
    assert told([*OPENING, *OPENING, *lines])[-1] == ("ODE", said)


def test_a_turn_that_breaks_off_is_answered() -> None:
    """What is said begins with a capital, as in the other turns."""
    assert told([*OPENING, *OPENING, "ODE: And then", "KERN: Then it sank."])[-2:] == [
        ("ODE", "And then"),
        ("KERN", "Then it sank."),
    ]


def test_where_turns_do_not_end_with_sentences_a_name_begins_one() -> None:
    """Notes and chats have no full stops."""
    lines = ["Jo: did the boat come", "Ada: no it did not", "Jo: and the mail", "Ada: no"] * 3
    assert len(told(lines)) == len(lines)


def test_a_word_over_the_rest_of_a_sentence_is_nobody_s_that_is_known() -> None:
    """It may also be the only turn of somebody."""
    lines = ["I: When was it?", "P: In May.", "I: Was it late?", "P: It was."] * 2
    last = told([*lines, "P: He said on those", "Days: Come in.", "I: Thank you."])[-3:-1]
    assert last == [("P", "He said on those"), (UNNAMED, "Days: Come in.")]


@pytest.mark.parametrize(
    ("line", "label", "said"),
    [
        ("A    He said: Run.", "A", "He said: Run."),
        ("A.  Yes: I ran.", "A", "Yes: I ran."),
        ("A. It was late. Then I heard: Run!", "A", "It was late. Then I heard: Run!"),
        ("A. Kern: I object.", "A. Kern", "I object."),
    ],
)
def test_an_answer_is_told_from_a_name_by_what_stands_before_the_colon(
    line: str, label: str, said: str
) -> None:
    """A name may stand behind `A.`, and a sentence as well."""
    above = ["Q.  Where were you?", "A.  At home.", "Q.  Alone?", "A.  With a dog."] * 2
    assert (label, said) in told([*above, line, "Q.  Thank you.", "A. Kern: And I."])
