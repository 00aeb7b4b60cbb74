"""What is shown of a long turn: whole sentences, and every match that there is room for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searcher.quotes.excerpt import ENOUGH, LONG_SENTENCE, ending, excerpt, sentences

PROSE = st.lists(
    st.sampled_from(["word", "protein", "Dr. Lee", "0.1", "end.", "really?", "no!\n\n", "x" * 90]),
    min_size=1,
    max_size=300,
).map(" ".join)


def test_sentences() -> None:
    """Titles, initials and numbers end no sentence; quotes and paragraphs do."""
    text = "Dr. Lee said 0.1. “Is it?” He asked J. Doe.\n\nYes"
    assert [text[a:b] for a, b in sentences(text)] == [
        "Dr. Lee said 0.1.", "“Is it?”", "He asked J. Doe.", "Yes",
    ]  # fmt: skip


@given(PROSE)
def test_sentences_are_the_text(text: str) -> None:
    """Sentences are in order, apart, and hold everything but blanks."""
    end = 0
    for start, stop in sentences(text):
        assert end <= start < stop
        assert not text[end:start].strip()
        end = stop
    assert not text[end:].strip()


@given(PROSE, st.data())
def test_excerpt(text: str, data: st.DataObject) -> None:
    """The best match is always shown, parts are in order, and the size is bounded."""
    places = [i for i in range(len(text)) if text.startswith("protein", i)]
    chosen = data.draw(st.lists(st.sampled_from(places), unique=True)) if places else []
    spans = [(start, start + 7) for start in sorted(chosen)]
    cut = excerpt(text, spans)
    end = 0
    for start, stop in cut.parts:
        assert end <= start < stop <= len(text)
        end = stop
    if spans:
        assert any(a <= start and stop <= b for a, b in cut.parts for start, stop in spans)
    assert sum(stop - start for start, stop in cut.parts) <= ENOUGH + LONG_SENTENCE
    assert 0 < cut.shown <= cut.sentences or not text.strip()


def test_a_short_turn_is_shown_whole() -> None:
    """Nothing is cut where there is nothing to gain."""
    assert excerpt("One. Two.", [(0, 3)]).parts == ((0, 9),)


def test_a_long_turn_is_cut_around_its_matches() -> None:
    """Sentences far from any match are left out, and counted."""
    text = " ".join(f"This is sentence number {n} of the turn." for n in range(50))
    start = text.index("number 30")
    cut = excerpt(text, [(start, start + 9)])
    (part,) = cut.parts
    assert part[0] <= start < part[1]
    assert text[part[0] :].startswith("This is")
    assert text[: part[1]].endswith("turn.")
    assert (cut.sentences, cut.shown) == (50, 15)


@given(PROSE, st.integers(20, 200))
def test_ending(text: str, size: int) -> None:
    """The end of a text is its end, and not much longer than asked for."""
    end = ending(text, size)
    assert text.replace("\n\n", " ").endswith(end.removeprefix("… "))
    assert len(end) <= max(size, 95) + 2


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Sen. Ode said that it rains. We left.", "Sen. Ode said that it rains."),
        ("I asked Gov. Ilse Marr twice. We left.", "I asked Gov. Ilse Marr twice."),
        ("So Capt. Brune and Srta. Vela met. We left.", "So Capt. Brune and Srta. Vela met."),
        ("Lt. Col. Hask, Sgt. Ruun and Adm. Pell ate. We left.",
         "Lt. Col. Hask, Sgt. Ruun and Adm. Pell ate."),
        ("Ask Hon. Rep. Tull, J. R. Onn, St. Ives. We left.",
         "Ask Hon. Rep. Tull, J. R. Onn, St. Ives."),
        ("It was No. 5 of the list. We left.", "It was No. 5 of the list."),
        ("No. I did not see it. We left.", "No."),
        ("We met the Senator. She left.", "We met the Senator."),
        ("It is a rep. She left.", "It is a rep."),
        ("They had a sense of gov. We left.", "They had a sense of gov."),
    ],
)  # fmt: skip
def test_a_title_ends_no_sentence(text: str, first: str) -> None:
    """Nor do initials and other abbreviations; a word that only looks like one does."""
    start, end = sentences(text)[0]
    assert text[start:end] == first


def shown(text: str, words: list[str]) -> list[str]:
    """The parts that are shown of a text in which each of some words matches once."""
    spans = sorted((text.index(word), text.index(word) + len(word)) for word in words)
    return [text[start:end] for start, end in excerpt(text, spans).parts]


def test_matches_far_apart() -> None:
    """Two long sentences are both shown, with less of each."""
    filler = "and so on and so forth " * 30
    text = f"First {filler}the turnip {filler}. Then {filler}. Last {filler}the parsnip {filler}."
    parts = shown(text, ["turnip", "parsnip"])
    assert len(parts) == 2
    assert "turnip" in parts[0]
    assert "parsnip" in parts[1]
    assert sum(map(len, parts)) <= ENOUGH


def test_matches_far_apart_without_punctuation() -> None:
    """Recognised speech is one long sentence: the words around each match are shown."""
    filler = "and so on and so forth " * 60
    parts = shown(f"{filler}turnip {filler}parsnip {filler}", ["turnip", "parsnip"])
    assert [word for part in parts for word in part.split() if word.endswith("nip")] == [
        "turnip", "parsnip",
    ]  # fmt: skip
    assert sum(map(len, parts)) <= LONG_SENTENCE + 20


def test_each_word_is_shown_before_one_is_shown_again() -> None:
    """A word that is said once has its sentence, however often the other is said."""
    again = "The turnip is a root that is grown for its taste all over the world, we know. " * 12
    text = f"{again}But nobody grows the parsnip."
    spans = [(i, i + 6) for i in range(len(text)) if text.startswith("turnip", i)]
    spans.append((text.index("parsnip"), text.index("parsnip") + 7))
    cut = excerpt(text, spans)
    assert any("parsnip" in text[start:end] for start, end in cut.parts)
