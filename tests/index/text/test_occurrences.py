"""Words and phrases are found in a text where tokenizing all of it finds them."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from index.text.occurrences import Near, Phrase, Spans
from index.text.tokenizer import words

PIECES = st.sampled_from(
    ["a", "b", "ab", "aba", "c", "c++", "c#", "don't", "'", "''", " ", "  ", ",", ".", "1", "1,000",
     "l'", "U.S.", "b.a", "Ph.D.", "20", "mg", ":)", ":b", "dell'",
     "0.1", "é", "É", "“", "’", "_", "-", "'s", "A", "Ab", "骨", "\n\n", "+", "#"]
)  # fmt: skip
TEXT = st.lists(PIECES, max_size=14).map("".join)
FORM = st.sampled_from(
    "l us u ba phd ph d 20 mg :) dell a b ab aba c c++ c# don't 1 1000 0.1 e s a's b's 骨 x y "
    "z aa bb 1a".split()
)
FORMS = st.sets(FORM, min_size=1, max_size=12)
PHRASE = st.lists(FORMS, min_size=1, max_size=3)


def by_tokens(text: str, phrase: list[set[str]]) -> list[tuple[int, int]]:
    """First and last word of each match, by their positions."""
    tokens = [word.text for word in words(text)]
    return [
        (place, place + len(phrase) - 1)
        for place in range(len(tokens) - len(phrase) + 1)
        if all(tokens[place + n] in forms for n, forms in enumerate(phrase))
    ]


def characters(text: str, matches: list[tuple[int, int]]) -> Spans:
    """Matches as characters."""
    tokens = list(words(text))
    return [(tokens[first].start, tokens[last].end) for first, last in matches]


@pytest.mark.slow
@settings(max_examples=500)
@given(TEXT, PHRASE)
@example("rock''n'roll 'rock' rock's", [{"rock"}])
@example("A's a 'a' a+ a", [{"a"}])
@example("It’s 1,000 “words”", [{"1000"}, {"words"}])
@example("“ab”, ab-ab ab_ab abab", [set("a b c d e s x y ab".split())])
def test_a_phrase(text: str, phrase: list[set[str]]) -> None:
    """Letters, punctuation inside words, other scripts; few forms and many."""
    assert Phrase(phrase).spans(text) == characters(text, by_tokens(text, phrase))


@pytest.mark.slow
@settings(max_examples=500)
@given(TEXT, PHRASE, PHRASE, st.integers(1, 4), st.booleans())
@example("a b a", [{"a"}], [{"a"}], 2, True)
def test_what_is_near(
    text: str, left: list[set[str]], right: list[set[str]], distance: int, ordered: bool
) -> None:
    """Each part that has the other near it; the nearer ends count."""
    near = set()
    for one in by_tokens(text, left):
        for other in by_tokens(text, right):
            after = 0 < other[0] - one[1] <= distance
            before = not ordered and 0 < one[0] - other[1] <= distance
            if after or before:
                near |= {one, other}
    found = Near([Phrase(left)], [Phrase(right)], distance, ordered=ordered).spans(text)
    assert found == sorted(characters(text, list(near)))


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("The M protein, an M-protein.", [(4, 13), (18, 27)]),
        ("M. Protein M\n\nprotein", [(0, 10), (11, 21)]),
        ("M proteins, am protein", []),
    ],
)
def test_m_protein(text: str, spans: Spans) -> None:
    """As people write it."""
    assert Phrase([["m"], ["protein"]]).spans(text) == spans
