"""How often the word that was meant is suggested: this project beside libraries for it.

What `misheard.tsv` says was said is put, three times each, among the turns of a folder of
transcripts; then what it says is asked for. Odd lines of a kind were looked at while the
costs of edits were chosen, even ones were not. The other methods are measured if their
libraries are installed: rapidfuzz, jellyfish, DoubleMetaphone, Metaphone, phonetics. They
know single words only, the words asked for run together.

    python -m tests.bench.misheard FOLDER [--results FOLDER]
"""

import argparse
import json
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from statistics import median
from typing import Any

from index.library.library import Library
from index.update.update import update
from searcher.query.fuzzy import similar
from searcher.suggest.suggest import suggest

GOLD = Path(__file__).with_suffix(".tsv")
RESULTS = Path(__file__).parent / "results"
_FRAMES = (
    "Yesterday I read about {} again.",
    "What do you think of {} these days?",
    "My neighbour knows {} well.",
)
# What is less alike is no suggestion, for libraries that name no such limit.
_ALIKE = 0.75


@dataclass(frozen=True, slots=True)
class Case:
    """What is asked for and what was said; `said` is empty where nothing near was said."""

    kind: str
    asked: tuple[str, ...]
    said: tuple[str, ...]
    seen: bool


@dataclass(slots=True)
class Figures:
    """Of so many cases, how often the right answer was first, and among five."""

    cases: int = 0
    first: int = 0
    five: int = 0


#: Makes searches of the asked words that have the suggestions in place, the best first.
Method = Callable[[tuple[str, ...]], Sequence[tuple[str, ...]]]


def cases() -> list[Case]:
    """The cases of the table."""
    lines = [line for line in GOLD.read_text("utf-8").splitlines() if not line.startswith("#")]
    seen: Counter[str] = Counter()
    found = []
    for line in lines:
        kind, asked, said = line.split("\t")
        seen[kind] += 1
        odd = seen[kind] % 2 == 1
        found.append(Case(kind, tuple(asked.split()), tuple(said.split()), odd))
    return found


def build(directory: Path, paths: Iterable[Path], wanted: Iterable[Case]) -> None:
    """Index transcripts, and what the cases say was said."""
    said = dict.fromkeys(" ".join(case.said) for case in wanted if case.said)
    turns = [
        f"**{speaker}:** {frame.format(words)}\n"
        for words in said
        for speaker, frame in zip(("Ann", "Ben", "Ann"), _FRAMES, strict=True)
    ]
    gold = directory / "gold"
    gold.mkdir()
    (gold / "gold.md").write_text("\n".join(turns), "utf-8")
    update(directory / "index", [*paths, gold])


def ours(library: Library) -> Method:
    """The suggestions of this project."""

    def method(asked: tuple[str, ...]) -> list[tuple[str, ...]]:
        return [
            (*asked[:start], *near.said, *asked[start + len(near.asked) :])
            for near in suggest(asked, library)
            for start in range(len(asked))
            if asked[start : start + len(near.asked)] == near.asked
        ]

    return method


def others(library: Library) -> Iterator[tuple[str, Method, float]]:
    """The methods of libraries that are here, with the seconds that they need beforehand."""
    words = list(library.vocabulary("text"))
    turns = {word: len(library.postings("text", word)[0]) for word in words}
    lines = b"".join(library.vocabulary_lines("text"))

    def best(scored: Iterable[tuple[float, str]]) -> list[tuple[str, ...]]:
        return [(word,) for _, word in sorted(scored, key=lambda s: (s[0], -turns[s[1]]))[:5]]

    def within_two(asked: tuple[str, ...]) -> list[tuple[str, ...]]:
        joined = "".join(asked)
        near = similar(joined, lines, 2)
        return best((far, word) for word, far in near.items() if (word,) != asked)

    yield "letters wrong, at most 2 (searcher.query.fuzzy)", within_two, 0.0
    with suppress(ImportError):
        rapidfuzz: Any = import_module("rapidfuzz")
        distance = import_module("rapidfuzz.distance")

        def by_letters(asked: tuple[str, ...]) -> list[tuple[str, ...]]:
            joined = "".join(asked)
            found = rapidfuzz.process.extract(
                joined, words, scorer=distance.OSA.normalized_similarity,
                limit=20, score_cutoff=_ALIKE,
            )  # fmt: skip
            return best((-score, word) for word, score, _ in found if (word,) != asked)

        yield "rapidfuzz, OSA", by_letters, 0.0
        for name, key in keys():
            began = time.perf_counter()
            made = [key(word) for word in words]
            seconds = time.perf_counter() - began

            def by_key(
                asked: tuple[str, ...],
                key: Callable[[str], str] = key,
                made: list[str] = made,
            ) -> list[tuple[str, ...]]:
                joined = "".join(asked)
                found = rapidfuzz.process.extract(
                    key(joined), made, scorer=distance.OSA.normalized_similarity,
                    limit=200, score_cutoff=_ALIKE,
                )  # fmt: skip
                return best(
                    (2 - score - distance.OSA.normalized_similarity(joined, words[i]), words[i])
                    for _, score, i in found
                    if (words[i],) != asked
                )

            yield f"{name} keys, then letters (rapidfuzz)", by_key, seconds
    with suppress(ImportError):
        jellyfish: Any = import_module("jellyfish")

        def jaro(asked: tuple[str, ...]) -> list[tuple[str, ...]]:
            joined = "".join(asked)
            scored = ((jellyfish.jaro_winkler_similarity(joined, word), word) for word in words)
            return best((-s, word) for s, word in scored if s >= 0.85 and word != joined)

        yield "jellyfish, Jaro-Winkler", jaro, 0.0


def keys() -> Iterator[tuple[str, Callable[[str], str]]]:
    """Phonetic keys of the libraries that are here; a word without one is its own."""
    with suppress(ImportError):
        jellyfish = import_module("jellyfish")
        yield "jellyfish Metaphone", lambda word: jellyfish.metaphone(word) or word
        yield "jellyfish NYSIIS", lambda word: jellyfish.nysiis(word) or word
        yield "jellyfish Soundex", lambda word: jellyfish.soundex(word) or word
    with suppress(ImportError):
        double = import_module("doublemetaphone").doublemetaphone
        yield "DoubleMetaphone", lambda word: double(word)[0] or word
    with suppress(ImportError):
        python = import_module("metaphone").doublemetaphone
        yield "Metaphone", lambda word: python(word)[0] or word


def measured(method: Method, wanted: Iterable[Case]) -> dict[str, Any]:
    """How often a method is right for each kind, and the milliseconds that it takes."""
    kinds: dict[str, Figures] = {}
    spent = []
    for case in wanted:
        # Of the processor: what else a machine does says nothing.
        began = time.process_time()
        found = list(dict.fromkeys(method(case.asked)))[:5]
        spent.append((time.process_time() - began) * 1000)
        names = [case.kind]
        if case.said:
            names += ["all", "all, seen" if case.seen else "all, unseen"]
        for name in names:
            figures = kinds.setdefault(name, Figures())
            figures.cases += 1
            figures.first += found[:1] == [case.said] or not (found or case.said)
            figures.five += case.said in found or not (found or case.said)
    spent.sort()
    return {
        "kinds": {name: asdict(figures) for name, figures in kinds.items()},
        "milliseconds": {
            "median": round(median(spent), 1),
            "of nine in ten": round(spent[len(spent) * 9 // 10], 1),
        },
    }


def main() -> None:
    """Measure, print a table, and keep the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="transcripts to hide the words in")
    parser.add_argument("--results", type=Path, default=RESULTS, help="where the figures are kept")
    asked = parser.parse_args()
    wanted = cases()
    with tempfile.TemporaryDirectory() as made:
        build(Path(made), [asked.folder], wanted)
        with Library.open(Path(made) / "index") as library:
            count = sum(1 for _ in library.vocabulary("text"))
            rows = {}
            for name, method, seconds in [
                ("searcher.suggest.suggest", ours(library), 0.0),
                *others(library),
            ]:
                method(("warm",))
                rows[name] = {**measured(method, wanted), "seconds beforehand": round(seconds, 2)}
                print(line(name, rows[name]), flush=True)
    date = datetime.now(UTC).isoformat(timespec="seconds")
    record = {"schema": 1, "date": date, "corpus": asked.folder.name, "words": count, "rows": rows}
    asked.results.mkdir(parents=True, exist_ok=True)
    path = asked.results / f"{date[:10]}-misheard.json"
    path.write_text(json.dumps(record, indent=1) + "\n", "utf-8")


def line(name: str, row: dict[str, Any]) -> str:
    """A method as a line of the table: first and among five of each kind."""
    told = [
        f"{kind} {figures['first']}/{figures['five']} of {figures['cases']}"
        for kind, figures in row["kinds"].items()
    ]
    return f"{name}: {', '.join(told)}; {row['milliseconds']['median']} ms"


if __name__ == "__main__":
    main()
