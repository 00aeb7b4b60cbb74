"""How useful the first quotes of whole questions are, by the grades of a person.

    python -m tests.bench.judged_questions changelog=INDEX bitcoin=INDEX [--show]

`questions/questions.tsv` has the questions, each for one corpus, and `questions/grades.tsv` the
grade of each quote that was read: 0 no use, 1 useful, 2 answers the question. The quotes of
several rankings were put together in a random order, and graded before it was known which
ranking had found which. A quote without a grade counts as no use, and is counted.
"""

import argparse
import csv
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import searcher
from searcher.quotes.quote import Quote

QUESTIONS = Path(__file__).parent / "questions"

#: Quotes that are looked at: what a person reads before asking again.
DEPTH = 5

#: A quote: the id of a program, the number of a turn.
Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Question:
    """A question to one corpus, with the grade of each quote that was read for it."""

    id: str
    corpus: str
    text: str
    grades: Mapping[Place, int]


@dataclass(frozen=True, slots=True)
class Useful:
    """What the first quotes of some questions are worth.

    Attributes:
        quotes: how many places there were on all pages.
        useful: quotes with a grade of at least 1.
        answers: quotes with a grade of 2.
        ungraded: quotes that nobody has read; no use.
        ndcg: the mean over the questions of the discounted gain, next to the highest possible one
            of the quotes that have grades (Järvelin and Kekäläinen 2002).
    """

    quotes: int
    useful: int
    answers: int
    ungraded: int
    ndcg: float


def questions() -> list[Question]:
    """The questions with their grades."""
    grades: dict[str, dict[Place, int]] = {}
    for row in _rows("grades.tsv"):
        grades.setdefault(row["id"], {})[row["program"], int(row["turn"])] = int(row["grade"])
    return [
        Question(row["id"], row["corpus"], row["question"], grades.get(row["id"], {}))
        for row in _rows("questions.tsv")
    ]


def _rows(name: str) -> list[dict[str, str]]:
    with (QUESTIONS / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def useful(rankings: Iterable[tuple[Question, Sequence[Place]]]) -> Useful:
    """What rankings are worth, one for each question."""
    quotes = useful_ones = answers = ungraded = 0
    gains = []
    for question, ranking in rankings:
        first = ranking[:DEPTH]
        grades = [question.grades.get(place, 0) for place in first]
        quotes += DEPTH
        useful_ones += sum(grade >= 1 for grade in grades)
        answers += sum(grade == 2 for grade in grades)
        ungraded += sum(place not in question.grades for place in first)
        best = _discounted(sorted(question.grades.values(), reverse=True)[:DEPTH])
        gains.append(_discounted(grades) / best if best else 0.0)
    mean = sum(gains) / len(gains) if gains else 0.0
    return Useful(quotes, useful_ones, answers, ungraded, round(mean, 4))


def _discounted(grades: Iterable[int]) -> float:
    return sum(grade / math.log2(place + 2) for place, grade in enumerate(grades))


def main() -> None:
    """Ask the questions of the corpora that are given, and print what the pages are worth."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("indexes", nargs="+", metavar="CORPUS=INDEX")
    parser.add_argument("--show", action="store_true", help="show each quote with its grade")
    options = parser.parse_args()
    for given in options.indexes:
        corpus, _, index = given.partition("=")
        with searcher.open(index) as archive:
            asked = [
                (question, list(archive.search(question.text, limit=DEPTH)))
                for question in questions()
                if question.corpus == corpus
            ]
        if options.show:
            _show(asked)
        places = ((question, [_place(quote) for quote in found]) for question, found in asked)
        print(corpus, useful(places))


def _place(quote: Quote) -> Place:
    return quote.program.id, quote.turn.number


def _show(asked: Iterable[tuple[Question, Sequence[Quote]]]) -> None:
    for question, found in asked:
        print(f"\n{question.id} {question.text}")
        for quote in found:
            grade = question.grades.get(_place(quote), "?")
            said = " ".join(quote.turn.text.split())[:160]
            print(f"  {grade} {quote.program.id}:{quote.turn.number} {quote.turn.speaker}: {said}")


if __name__ == "__main__":
    main()
