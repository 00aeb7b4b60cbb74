"""The shortcuts for most lines find what the patterns find in all of them."""

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from corpus.readers.markdown import markdown
from corpus.source import Source

LINES = st.text(alphabet="*:ab[]( )0\\\n\t#\"'.é_\xa0", max_size=40)
LABELS = st.builds(
    "{}**{}:**{}".format,
    st.sampled_from(["", " ", "*", "# ", "\\[a\\] ", "'"]),
    st.text(alphabet="aB :[(\\.0*", max_size=6) | st.just("Ann Lee"),
    st.text(alphabet=" \ta:[(\\\n0*", max_size=4),
)


@pytest.mark.slow
@settings(max_examples=500)
@given(st.lists(LINES | LABELS, max_size=6).map("\n".join))
@example("**Ann Lee:** So.\n**Ann Lee [0:10]:** So.\n**Ann Lee: ** (0:10): So.")
@example("**Ann Lee :** a **Ben:** b\n***Ann:** c*\n**A (B):** d\n** Ann:** e")
def test_a_bold_label_is_what_the_whole_pattern_finds(text: str) -> None:
    """The usual form is tried first, and only in lines that hold bold type."""
    whole = [
        (match.start(), match.end(), markdown._cleaned(match["label"]))
        for match in markdown.LABEL.finditer(text)
        if markdown._cleaned(match["label"])
    ]
    found = list(markdown._bold(text))
    assert [(one.begin, one.end, one.label) for one in found] == whole
    for one in found:
        match = markdown.LABEL.match(text, one.begin)
        assert match is not None
        assert one.inside == bool(match["inside"] or match["open"] or match["twice"])
        assert one.outside == bool(match["outside"])
        assert one.emphasis == bool(match["em"])
        assert one.alone == (match["alone"] is not None)
        assert (one.start is None) == (not (match["time"] or match["late"]))


@given(st.lists(LINES, max_size=6).map("\n".join))
def test_a_plain_label_is_found_in_every_line(text: str) -> None:
    """Looking for the line end before it skips none."""
    text = "\n" + text
    found = [markdown.PLAIN.match(text, at) for at, sign in enumerate(text) if sign == "\n"]
    spans = [match.span() for match in found if match]
    assert spans == [match.span() for match in markdown.PLAIN.finditer(text)]


@given(st.text(alphabet=" a\t\n\xa0\u2003\u3000\x1c\x85\u200bé", max_size=20))
def test_white_space_is_folded(text: str) -> None:
    """Whatever Unicode calls white space."""
    assert markdown._folded(text) == " ".join(text.split())


def test_names_and_times_in_a_quotation_are_labels() -> None:
    """A note of a meeting that is quoted as a whole is read without the marks of quotations."""
    text = "# Tea\n\n" + "\n\n".join(
        f"> **{name}** (00:0{number})\n> The kettle sings {number} times."
        for number, name in enumerate(("Ann Lee", "Bo Roe", "Ann Lee"))
    )
    source = Source(Path("tea.md"), text.encode())
    (draft,) = markdown.read(source)
    assert [(turn.label, turn.start) for turn in draft.turns] == [
        ("Ann Lee", 0.0),
        ("Bo Roe", 1.0),
        ("Ann Lee", 2.0),
    ]
