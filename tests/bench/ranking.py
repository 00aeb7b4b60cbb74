"""How well turns are ranked, and what each parameter of the ranking does to it.

    python -m tests.bench.ranking FOLDER [--sweep] [--results DIR]

FOLDER has transcripts and `queries.jsonl`: lines with a `query`, its `program`, and
the `turns` that answer it. Every query is asked inside its program. Programs are
parted into two halves: parameters are chosen on the one, and shown for the other.
"""

import argparse
import json
import math
import random
import statistics
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from index.library.library import Library
from index.update.update import update
from searcher.matching.evaluate import Evaluator
from searcher.matching.exchanges import Exchanges
from searcher.matching.surroundings import Surroundings
from searcher.query.filters import Filters
from searcher.query.planner import SearchPlan, plan
from searcher.ranking.cascade import TieredSearch
from searcher.ranking.parameters import DEFAULT, Parameters

#: Quotes that are looked at.
DEPTH = 10
#: What every parameter is multiplied by, one at a time.
FACTORS = (0.5, 2.0)


@dataclass(frozen=True, slots=True)
class Query:
    """A question to one program, and the numbers of the turns that answer it."""

    query: str
    program: str
    turns: frozenset[int]


@dataclass(frozen=True, slots=True)
class Quality:
    """How well questions are answered.

    Attributes:
        ndcg: the discounted gain of the first ten, next to the highest possible.
        hit: the share of questions with a right turn among the first ten.
        mrr: the mean of one by the place of the first right turn.
    """

    ndcg: float
    hit: float
    mrr: float


def quality(rankings: Iterable[tuple[Sequence[int], frozenset[int]]]) -> Quality:
    """The quality of rankings of turn numbers, each with the right turns."""
    rows = [_row(ranking[:DEPTH], right) for ranking, right in rankings]
    ndcg, hit, mrr = (statistics.fmean(column) for column in zip(*rows, strict=True))
    return Quality(round(ndcg, 4), round(hit, 4), round(mrr, 4))


def _row(ranking: Sequence[int], right: frozenset[int]) -> tuple[float, float, float]:
    gain = sum(1 / math.log2(i + 2) for i, turn in enumerate(ranking) if turn in right)
    ideal = sum(1 / math.log2(i + 2) for i in range(min(DEPTH, len(right))))
    first = next((i for i, turn in enumerate(ranking) if turn in right), None)
    return gain / ideal, float(first is not None), 0.0 if first is None else 1 / (first + 1)


def halves(queries: Iterable[Query]) -> tuple[list[Query], list[Query]]:
    """The queries of half of the programs, and those of the others; always the same."""
    queries = list(queries)
    programs = sorted({query.program for query in queries})
    random.Random(3).shuffle(programs)
    chosen = set(programs[: len(programs) // 2])
    return (
        [query for query in queries if query.program in chosen],
        [query for query in queries if query.program not in chosen],
    )


class Asked:
    """An index to which questions are put with different parameters; each is read once."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._exchanges = Exchanges(library)
        self._surroundings = Surroundings(library)
        self._plans: dict[Query, SearchPlan] = {}

    def quality(self, queries: Iterable[Query], parameters: Parameters = DEFAULT) -> Quality:
        """How well these questions are answered."""
        return quality((self._ranking(query, parameters), query.turns) for query in queries)

    def _ranking(self, query: Query, parameters: Parameters) -> list[int]:
        if query not in self._plans:
            where = Filters(program=query.program)
            self._plans[query] = plan([query.query], self._library, where)
        evaluator = Evaluator(self._library, self._exchanges, self._surroundings)
        tiered = TieredSearch(self._plans[query], evaluator, parameters=parameters)
        matches = tiered.answer(DEPTH).matches
        return [self._library.turn(match.document)[1].number for match in matches]


def without(parameters: Parameters) -> Iterator[tuple[str, Parameters]]:
    """The parameters with one part of the ranking left out."""
    yield "all parts", parameters
    yield "no turns around", replace(parameters, around=())
    yield "only near turns around", replace(parameters, around=parameters.around[:1])
    yield "no words of one family", replace(parameters, relative=0.0)
    yield "no words near each other", replace(parameters, near=0.0)
    yield "no speakers named", replace(parameters, named=0.0, naming=1.0)
    yield "light words count in full", replace(parameters, light=1.0)
    yield "plain rarity", replace(parameters, rarity=1.0)
    yield "questions lend no words", replace(parameters, question=0.0)
    yield "length does not count", replace(parameters, length=0.0)


def varied(parameters: Parameters) -> Iterator[tuple[str, Parameters]]:
    """The parameters with one of them halved or doubled."""
    for field in fields(parameters):
        value = getattr(parameters, field.name)
        if field.name == "around":
            yield from _varied_around(parameters)
            continue
        for factor in FACTORS:
            changed = type(value)(value * factor)
            yield f"{field.name} {changed}", replace(parameters, **{field.name: changed})


def _varied_around(parameters: Parameters) -> Iterator[tuple[str, Parameters]]:
    """The parameters with a reach, a weight or a saturation of the turns around changed."""
    for place, one in enumerate(parameters.around):
        for number, name in enumerate(("reach", "weight", "saturation")):
            for factor in FACTORS:
                values: list[float] = [*one]
                values[number] *= factor
                changed = list(parameters.around)
                changed[place] = (int(values[0]), values[1], values[2])
                yield f"{name} {values[number]:g}", replace(parameters, around=tuple(changed))


def measured(folder: Path, *, sweep: bool) -> dict[str, Any]:
    """The figures of a folder, as they are kept."""
    with (folder / "queries.jsonl").open(encoding="utf-8") as lines:
        queries = [_query(json.loads(line)) for line in lines]
    fit, rest = halves(queries)
    rows: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as scratch:
        update(Path(scratch), sorted(folder.glob("*.txt")))
        with Library.open(Path(scratch)) as library:
            asked = Asked(library)
            changes = [*without(DEFAULT), *(varied(DEFAULT) if sweep else ())]
            for name, parameters in changes:
                rows[name] = {
                    "fit": asdict(asked.quality(fit, parameters)),
                    "rest": asdict(asked.quality(rest, parameters)),
                }
    return {
        "date": date.today().isoformat(),
        "queries": {"fit": len(fit), "rest": len(rest)},
        "parameters": asdict(DEFAULT),
        "rows": rows,
    }


def _query(record: dict[str, Any]) -> Query:
    return Query(record["query"], record["program"], frozenset(record["turns"]))


def table(figures: dict[str, Any]) -> Table:
    """The figures as a table."""
    shown = Table("", "fit nDCG@10", "hit@10", "rest nDCG@10", "hit@10")
    for name, row in figures["rows"].items():
        cells = [
            f"{row[half][figure]:.3f}" for half in ("fit", "rest") for figure in ("ndcg", "hit")
        ]
        shown.add_row(name, *cells)
    return shown


def main() -> None:
    """Measure a folder, print the figures, and keep them where that is asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sweep", action="store_true", help="halve and double every parameter")
    parser.add_argument("--results", type=Path, help="keep the figures in this folder")
    options = parser.parse_args()
    figures = measured(options.folder, sweep=options.sweep)
    Console().print(table(figures))
    if options.results:
        path = options.results / f"{figures['date']}-ranking.json"
        path.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
