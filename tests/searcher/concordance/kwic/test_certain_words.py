"""What is found by its letters is what the tokenizer finds, or nothing is said."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.text.tokenizer import words
from searcher.concordance.kwic.certain_words import CertainWords
from searcher.query.query_tree import And, Near, Not, OneOf, Or, Phrase, Tree, Word

SAID = ["wall", "Walls", "wall's", "wall’s", "us", "U.S.", "u.s", "mg", "20mg", "l'us", "c", "C++",
        "Ph.D.", "phd", "the", "wallet", "3us", "us.", "été", "us-wall", "骨", "'us'"]  # fmt: skip
texts = st.lists(
    st.sampled_from(SAID) | st.text(st.sampled_from("usUS.,'’-+#0 \n:"), max_size=6), max_size=12
).flatmap(lambda some: st.sampled_from([" ", ", ", "", "\n", "."]).map(lambda gap: gap.join(some)))


def word(*forms: str) -> Word:
    """A word in the text."""
    return Word("text", forms)


@given(
    texts,
    st.lists(st.sampled_from(["wall", "walls", "us", "mg", "c", "phd", "the"]), min_size=1),
)
@example("the us. Us, the U.S. and us", ["us"])
def test_agrees_with_the_tokenizer(text: str, forms: list[str]) -> None:
    """If there are spans, they are those of the words."""
    expected = [(w.start, w.end) for w in words(text) if w.text in forms]
    found = CertainWords(word(*forms)).spans(text, len(expected))
    assert found in (None, expected)


def test_most_words_are_certain() -> None:
    """Those with blanks, commas and the ends of sentences around them."""
    text = "Wall, the wall (a wall). “Wall!” wall"
    expected = [(w.start, w.end) for w in words(text) if w.text == "wall"]
    assert CertainWords(word("wall", "walls")).spans(text, 5) == expected
    assert CertainWords(word("wall")).spans(text, 4) is None


@pytest.mark.parametrize(
    ("tree", "certain"),
    [
        (Or((word("wall"), word("us"))), True),
        (And((word("wall"), word("us"), Word("speaker", ("ann",)))), True),
        (OneOf((word("wall"), word("us"))), True),
        (Or((word("wall"), And((word("us"), word("the"))))), False),
        (And((word("wall"), Not(word("the")))), False),
        (Phrase((word("wall"), word("us"))), False),
        (Near(word("wall"), word("us"), 3, False), False),
        (Word("speaker", ("wall",)), False),
        (word(*"abcdefghijkl"), False),
    ],
)
def test_trees_in_which_each_word_is_a_match(tree: Tree, certain: bool) -> None:
    """Of others the words are not looked for."""
    found = CertainWords(tree).spans("wall us", 2)
    assert (found is not None) == certain
