"""A question is told from a literal search, in both directions."""

import pytest

from searcher.query.question import is_question
from searcher.syntax.lexer import query_words

LITERAL = (
    "to be or not to be", "M protein", "maintenance", "the", "what is it", "who is who",
    "The Old Man and the Sea", "Lord of the Rings", "Ruth Bader Ginsburg's robe and her collar",
    "Ottoline Traherne", "Dr. Samuel Adeyinka", "Ruth Bader Ginsburg",
    "kubernetes storage operators", "Tobias sister plumber",
    "here comes the sun and i say it's all right",
    "we don't need no education", "let it be", "you can't always get what you want",
    "the answer is blowing in the wind", "she never had an M protein", "bus protein",
    "one small step for man", "CAR-T cells", "grey liquid", "IL-6 protocol",
    "last guest at the wedding", "in the beginning was the word",
)  # fmt: skip

QUESTIONS = (
    "what is the best way to learn rust", "how do you deal with burnout", "rust vs go performance",
    "Who painted the fence?", "what did Gerhard say about backups", "tell me about the flood",
    "is ibuprofen bad for the kidneys", "summarize the discussion about the remote control",
    "did Dr. Halvorsen mention cramps", "the flood gates?", "python versus ruby",
    "why rust", "How does TCP work",
    "opinion on microservices", "what's the point of kubernetes",
)  # fmt: skip


@pytest.mark.parametrize("typed", LITERAL)
def test_literal(typed: str) -> None:
    """Words that are meant as they are typed."""
    assert not is_question(query_words([typed]), marked=typed.endswith("?"))


@pytest.mark.parametrize("typed", QUESTIONS)
def test_questions(typed: str) -> None:
    """Words that ask about a subject."""
    assert is_question(query_words([typed]), marked=typed.endswith("?"))


@pytest.mark.parametrize("typed", ["rust?", "?", ""])
def test_too_little_to_ask(typed: str) -> None:
    """A mark alone makes no question of a word."""
    assert not is_question(query_words([typed]), marked=True)
