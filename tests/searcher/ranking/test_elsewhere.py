"""One of the first ten places goes to the words, where meaning fills the page with one passage."""

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from corpus.model import Participant, Program, Turn
from index.library.library import Library
from index.update.update import write_programs
from searcher.matching.evaluate import Evaluator
from searcher.matching.exchanges import Exchanges
from searcher.query.planner import plan
from searcher.quotes.quote_builder import Match
from searcher.ranking.cascade import TieredSearch
from searcher.ranking.parameters import DEFAULT

#: How many turns are alike in meaning, and where the best turn by its words is.
ALIKE, BEST = 20, 40


class Alike:
    """A likeness in which the first turns are most like the question, the first one above all."""

    was_used = False

    def of(self, documents: npt.NDArray[np.uint32]) -> npt.NDArray[np.float32]:
        """The likeness of each turn."""
        return np.where(documents < ALIKE, 50.0 - documents, 0.0).astype(np.float32)

    def nearest(
        self, count: int, least: float, allowed: npt.NDArray[np.uint32] | None
    ) -> npt.NDArray[np.uint32]:
        """The turns that are most like the question."""
        return np.arange(ALIKE, dtype=np.uint32)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A talk in which one turn far down has all words of the question."""
    directory: Path = tmp_path_factory.mktemp("elsewhere")
    texts = ["It hums along all day and nobody minds it."] * (BEST + 10)
    texts[BEST] = "The dam is old; how old the dam is, nobody knows, but the dam is old."
    turns = tuple(Turn(number, "Ann", "Ann", text) for number, text in enumerate(texts, start=1))
    people = (Participant("Ann", ("Ann",)),)
    write_programs(directory, [Program("talk", "Talk", "", "", turns=turns, participants=people)])
    return Library.open(directory)


def _ranked(library: Library, likeness: Alike | None, count: int = 15) -> list[Match]:
    search = plan(["how old is the dam"], library)
    evaluator = Evaluator(library, Exchanges(library))
    tiered = TieredSearch(search, evaluator, explain=True, likeness=likeness)  # type: ignore[arg-type]
    return tiered.answer(count).matches


@pytest.mark.parametrize("count", [DEFAULT.first + 1, 15, 40])
def test_the_tenth_place(library: Library, count: int) -> None:
    """It goes to the best turn by its words that is far from the nine before it."""
    documents = [match.document for match in _ranked(library, Alike(), count)]
    assert documents[: DEFAULT.first] == [*range(DEFAULT.first)]
    assert documents[DEFAULT.first] == BEST
    assert documents[DEFAULT.first + 1 : count][:5] == [*range(9, 14)][: count - 10]


def test_scores(library: Library) -> None:
    """They fall, and their parts sum to them."""
    matches = _ranked(library, Alike())
    scores = [match.score for match in matches]
    assert scores == sorted(scores, reverse=True)
    for match in matches:
        assert sum(score for _, score in match.explanation) == pytest.approx(match.score)
    raised = [name for name, _ in matches[DEFAULT.first].explanation]
    assert "best by its words elsewhere" in raised


def test_without_meaning(library: Library) -> None:
    """The best turn by its words is the first anyway."""
    assert _ranked(library, None)[0].document == BEST
