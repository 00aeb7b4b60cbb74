"""Words that a line breaks."""

import pytest

from corpus.hyphenation import unhyphenated


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("the recon-\nstruction of the dam", "the reconstruction|of the dam"),
        ("a well-\nknown miller", "a well-known|miller"),
        ("The twenty-\nfive wheels", "The twenty-five|wheels"),
        ("a price-\ndetermining part", "a price-determining|part"),
        ("my mother-in-\nlaw", "my mother-in-law"),
        ("his in-\ncome came in", "his income|came in"),
        ("the mill-\nrace", "the millrace"),
        ("the mill-race. The mill-\nrace", "the mill-race. The mill-race"),
        ("the cooperation. Co-\noperation, here", "the cooperation. Cooperation,|here"),
        ("a soft\u00ad\nened word", "a softened|word"),
        ("He said the-\nAnn Lee: What?", "He said the-|Ann Lee: What?"),
        ("I meant -\nnothing", "I meant -|nothing"),
        ("a gap-\n\nbelow", "a gap-||below"),
        ("nothing broken\nhere", "nothing broken|here"),
        ("die Wasser-\nmühle", "die Wassermühle"),
        ("the end-", "the end-"),
    ],
)
def test_a_word_that_a_line_breaks_is_whole(text: str, whole: str) -> None:
    """By the other words of the file, and by rules where it has none of them."""
    assert unhyphenated(text.split("\n")) == whole.split("|")


def test_many_broken_lines_take_time_in_line_with_their_number() -> None:
    """A megabyte of broken words is read at once."""
    lines = ["some recon-", "struction, here and there, of the"] * 20_000
    assert unhyphenated(lines)[0] == "some reconstruction,"


def test_the_words_of_the_file_decide_on_a_hyphen() -> None:
    """A known word is whole; a prefix keeps its hyphen."""
    assert unhyphenated(["a note-", "book", "the notebook"]) == ["a notebook", "the notebook"]
    assert unhyphenated(["the well-", "known gull"]) == ["the well-known", "gull"]
