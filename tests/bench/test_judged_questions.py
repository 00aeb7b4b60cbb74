"""The judged questions: what pages are worth, and that the tables can be read."""

import math

from tests.bench.judged_questions import QUESTIONS, Question, questions, useful

ONE = Question("q", "corpus", "a question", {("a", 1): 2, ("a", 2): 1, ("b", 1): 0})


def test_the_best_page_has_the_whole_gain() -> None:
    """The best page has the whole gain."""
    found = useful([(ONE, [("a", 1), ("a", 2), ("b", 1)])])
    assert (found.useful, found.answers, found.ungraded, found.ndcg) == (2, 1, 0, 1.0)


def test_a_quote_that_comes_later_is_worth_less() -> None:
    """A quote that comes later is worth less."""
    found = useful([(ONE, [("b", 1), ("a", 1)])])
    best = 2 + 1 / math.log2(3)
    assert found.ndcg == round(2 / math.log2(3) / best, 4)


def test_quotes_without_a_grade_are_counted_and_worth_nothing() -> None:
    """Quotes without a grade are counted, and worth nothing."""
    found = useful([(ONE, [("c", 7)] * 6)])
    assert (found.quotes, found.useful, found.ungraded, found.ndcg) == (5, 0, 5, 0.0)


def test_each_question_has_grades() -> None:
    """There are at least 40 questions, and each has grades."""
    asked = questions()
    assert len({question.id for question in asked}) == len(asked) >= 40
    for question in asked:
        assert question.grades, question.id
        assert set(question.grades.values()) <= {0, 1, 2}


def test_grades_are_of_questions_that_are_there() -> None:
    """No grade is of a question that is not there."""
    lines = (QUESTIONS / "grades.tsv").read_text("utf-8").splitlines()
    assert sum(len(question.grades) for question in questions()) == len(lines) - 1
