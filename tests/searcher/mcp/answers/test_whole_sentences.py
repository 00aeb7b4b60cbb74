"""A long turn is shortened to whole sentences."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from searcher.mcp.answers.whole_sentences import parts
from searcher.quotes.excerpt import sentences

TEXT = "One heron stood. Two herons flew. It was not a stork. We saw a fox. Then it rained."


def shown(text: str, word: str, enough: int) -> list[str]:
    """The parts of a text with a word."""
    place = text.find(word)
    spans = [(place, place + len(word))] if place >= 0 else []
    return [text[start:end] for start, end in parts(text, spans, enough)]


def test_sentences_around_the_match() -> None:
    """The one that matches, then those after it, then those before, as far as they fit."""
    assert shown(TEXT, "stork", 20) == ["It was not a stork."]
    assert shown(TEXT, "stork", 40) == ["It was not a stork. We saw a fox."]
    assert shown(TEXT, "rained", 40) == ["We saw a fox. Then it rained."]
    assert shown(TEXT, "nothing", 40) == ["One heron stood. Two herons flew."]
    assert shown(TEXT, "stork", 400) == [TEXT]


def test_matches_that_are_apart() -> None:
    """Both sentences, and neighbours are one part."""
    spans = [(TEXT.index("heron"), TEXT.index("heron") + 5), (TEXT.index("rained"), len(TEXT) - 1)]
    found = [TEXT[start:end] for start, end in parts(TEXT, spans, 36)]
    assert found == ["One heron stood.", "Then it rained."]


def test_talk_without_sentences_is_cut_between_words() -> None:
    """There the match is still shown."""
    text = "so " * 300 + "heron " + "and " * 300
    (part,) = shown(text, "heron", 100)
    assert "heron" in part
    assert len(part) < 150
    assert {*part.split()} <= {"so", "heron", "and"}


_SENTENCES = st.lists(st.text("ab ", min_size=1, max_size=30), min_size=1, max_size=20)


@given(_SENTENCES, st.integers(10, 200), st.data())
def test_parts_are_sentences_in_order(words: list[str], enough: int, data: st.DataObject) -> None:
    """No part begins or ends inside a sentence, unless that sentence alone is too long."""
    text = ". ".join(words) + "."
    start = data.draw(st.integers(0, len(text) - 1))
    found = parts(text, [(start, start + 1)], enough)
    assert found == sorted(found)
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(found))
    known = sentences(text)
    if all(end - begin <= enough for begin, end in known):
        assert {begin for begin, _ in found} <= {begin for begin, _ in known}
        assert {end for _, end in found} <= {end for _, end in known}
        assert sum(end - begin for begin, end in found) <= max(enough, len(text)) + len(known)
