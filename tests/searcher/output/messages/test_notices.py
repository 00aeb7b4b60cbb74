"""What a search that found little says besides its results."""

import pytest

from searcher.engines.results import Results
from searcher.output.messages.notices import notices
from searcher.suggest.hint import Hint, HintKind
from searcher.suggest.suggestion import Suggestion


def results(total: int, *suggestions: Suggestion) -> Results:
    """Results of a search for `javscript wether`."""
    return Results(("javscript wether",), (), total, None, 0.1, suggestions)


SCRIPT = Suggestion(("javscript",), ("javascript",), 5789, 0.1)
SCRIPTS = Suggestion(("javscript",), ("java", "script"), 1, 0.2)
WEATHER = Suggestion(("wether",), ("weather",), 3, 0.2)


def test_one_suggestion() -> None:
    """It is a question, with the number of turns."""
    assert list(notices(results(3, SCRIPT))) == ["Did you mean “javascript”? (5,789 turns)"]


def test_several_suggestions() -> None:
    """Those for one word are one line; with several words each line names its word."""
    assert list(notices(results(3, SCRIPT, SCRIPTS))) == [
        "Did you mean “javascript”? (5,789 turns) Or “java script”? (1 turn)"
    ]
    assert list(notices(results(0, SCRIPT, WEATHER))) == [
        "nothing found for javscript wether",
        "javscript: Did you mean “javascript”? (5,789 turns)",
        "wether: Did you mean “weather”? (3 turns)",
    ]


def test_enough_was_found() -> None:
    """Then there is nothing to say."""
    assert list(notices(results(3))) == []


@pytest.mark.parametrize(
    ("query", "fields"),
    [
        (("speaker: ryer",), ["speaker:ryer"]),
        (("speaker:", "ryer"), ["speaker:ryer"]),
        (("date: 2019 (asked: lamp)",), ["date:2019", "asked:lamp"]),
        (("Speaker:",), ["Speaker:VALUE"]),
        (("speaker:ryer", "see: that", '"speaker: ryer"', "3:2"), []),
        (("x" * 20_000 + ": y",), []),
    ],
)
def test_a_field_with_a_space(query: tuple[str, ...], fields: list[str]) -> None:
    """It is a word; the notice shows how the field is typed."""
    said = list(notices(Results(query, (), 3, None, 0.1)))
    assert [line.partition("leave out the space: ")[2] for line in said] == fields
    assert all("was searched for as a word" in line for line in said)


def test_an_offset_beyond_the_end() -> None:
    """The notice says how many turns match."""
    assert list(notices(results(56), offset=100)) == [
        "only 56 turns match; use an --offset below 56"
    ]
    assert not list(notices(results(56), offset=55))


@pytest.mark.parametrize(
    ("hint", "line"),
    [
        (
            Hint(HintKind.AS_PLAIN, 'what did "Ann say'),
            "no turn matches that exactly, so the words of the question were searched for",
        ),
        (
            Hint(HintKind.AS_PLAIN, 'what did "Ann say', "this quote is not closed"),
            "this quote is not closed, so the words of the question were searched for",
        ),
        (
            Hint(HintKind.SHORTENED, "dam river"),
            "the question is long; its most telling 2 words were searched for: dam river",
        ),
        (
            Hint(HintKind.NAMED, "gerhart", "Gerhard Lazo", 'speaker:"Gerhard Lazo"', 2),
            "gerhart was taken for a speaker's name, Gerhard Lazo: "
            "searcher 'speaker:\"Gerhard Lazo\"' (2 turns)",
        ),
        (
            Hint(HintKind.NAMED, "jonh", "John Lee, John Ash", "", 5),
            "jonh was taken for a speaker's name, John Lee, John Ash",
        ),
    ],
)
def test_how_a_question_was_read(hint: Hint, line: str) -> None:
    """What was searched for instead of a question as it was typed is said in one line."""
    assert line in list(notices(results(3).replaced(hints=(hint,))))
