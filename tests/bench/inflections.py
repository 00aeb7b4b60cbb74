"""How well words meet their inflections: rules and tables beside stemmers and lemmatisers.

    python -m tests.bench.inflections [FOLDER ...] [--results FILE]

Each FOLDER holds transcripts; one that has `queries.jsonl` (real questions with the turns
that answer them) is searched too. What is not installed is left out: PyStemmer comes with
this project, simplemma and lemminflect are for this measurement only.

What must meet and what must not is written by hand, in `tests/data/inflections`. The tables
of `searcher.inflect` were written by the same hand, so what two lemmatisers say of the words
of a corpus is looked at besides.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import lru_cache
from importlib import metadata
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from corpus import load
from corpus.errors import CorpusError
from corpus.model import Program
from index.text.tokenizer import words
from searcher.inflect import english
from tests.bench.inflected_corpora import (
    Keys,
    agreement,
    classes,
    meet,
    microseconds,
    relevance,
)
from tests.bench.inflected_languages import other_languages, plurals

GOLD = Path(__file__).parents[1] / "data" / "inflections"


# Methods


def _exact() -> Keys:
    return lambda word: frozenset((word,))


def _stemmed(stem: Callable[[str], str]) -> Keys:
    # As words were compared before: none with a digit or of one or two letters.
    return lambda word: frozenset((stem(word) if word.isalpha() and len(word) > 2 else word,))


def _porter2() -> Keys:
    from whoosh.lang.snowball.english import EnglishStemmer

    return _stemmed(EnglishStemmer().stem)


def _snowball() -> Keys:
    import Stemmer

    return _stemmed(Stemmer.Stemmer("english").stemWord)


def _simplemma() -> Keys:
    import simplemma

    return lambda word: frozenset((simplemma.lemmatize(word, "en").lower(),))


def _lemminflect() -> Keys:
    from lemminflect import getAllLemmas

    def keys(word: str) -> frozenset[str]:
        found = {lemma for lemmas in getAllLemmas(word).values() for lemma in lemmas}
        return frozenset(found or {word})

    return keys


def _ours() -> Keys:
    return english.bases


def _without_nouns() -> Keys:
    nouns, verbs = english._nouns()[0], english.bases
    return lambda word: frozenset(
        base
        for base in verbs(word)
        if not any(base in (*nouns.get(one, ()), *english._made_of(one)) for one in verbs(word))
    )


METHODS: dict[str, Callable[[], Keys]] = {
    "no inflections": _exact,
    "Porter2 (Whoosh)": _porter2,
    "Snowball 3 (PyStemmer)": _snowball,
    "simplemma": _simplemma,
    "lemminflect": _lemminflect,
    "rules and tables": _ours,
    "rules and tables, no nouns of verbs": _without_nouns,
}
#: What a method costs before its first word: a statement for a Python that starts anew.
FIRST = {
    "Porter2 (Whoosh)": "from whoosh.lang.snowball.english import EnglishStemmer as S;"
    "S().stem('maintaining')",
    "Snowball 3 (PyStemmer)": "import Stemmer; Stemmer.Stemmer('english').stemWord('maintaining')",
    "simplemma": "import simplemma; simplemma.lemmatize('maintaining', 'en')",
    "lemminflect": "import lemminflect; lemminflect.getAllLemmas('maintaining')",
    "rules and tables": "from searcher.inflect import english; english.bases('maintaining')",
}


def installed() -> dict[str, Keys]:
    """The methods that can be measured here, by name."""
    found: dict[str, Keys] = {}
    for name, method in METHODS.items():
        try:
            found[name] = lru_cache(maxsize=None)(method())
        except ImportError:
            continue
    return found


def first_word(statement: str, rounds: int = 9) -> float:
    """Milliseconds that a statement takes in a new Python, the best of some."""
    timed = (
        "import functools, re, time\nimport searcher\nstart = time.perf_counter()\n"
        f"{statement}\nprint((time.perf_counter() - start) * 1000)"
    )
    with TemporaryDirectory() as compiled:
        # The first round compiles what the others read, as it is where a package is installed.
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": compiled}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        command = [sys.executable, "-c", timed]
        times = [
            float(
                subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE).stdout
            )
            for _ in range(rounds)
        ]
    return round(min(times), 2)


# What was written by hand


def _lines(name: str) -> list[list[str]]:
    lines = (GOLD / name).read_text("utf-8").splitlines()
    return [line.split() for line in lines if line and not line.startswith("#")]


@dataclass(frozen=True, slots=True)
class ByHand:
    """How a method does on the words that were written by hand.

    Attributes:
        recall: share of the pairs within classes that meet.
        whole: share of the classes whose words all meet each other.
        false: share of the pairs that must not meet and do.
        lost, wrong: the first of those pairs, to look at.
    """

    recall: float
    whole: float
    false: float
    lost: tuple[str, ...]
    wrong: tuple[str, ...]


def by_hand(keys: Keys) -> ByHand:
    """Measure a method on the words that were written by hand."""
    classes = [list(combinations(line, 2)) for line in _lines("meet.txt")]
    apart = _lines("apart.txt")
    lost = [pair for pairs in classes for pair in pairs if not meet(keys, *pair)]
    wrong = [pair for pair in apart if meet(keys, *pair)]
    return ByHand(
        recall=round(1 - len(lost) / sum(map(len, classes)), 4),
        whole=round(sum(all(meet(keys, *p) for p in pairs) for pairs in classes) / len(classes), 4),
        false=round(len(wrong) / len(apart), 4),
        lost=tuple(map("/".join, lost[:40])),
        wrong=tuple(map("/".join, wrong[:40])),
    )


# The run


def read(folder: Path) -> list[Program]:
    """The programs of a folder that can be read."""
    found: list[Program] = []
    for file in load.find([folder]):
        try:
            found.extend(load.read(file))
        except CorpusError:
            continue
    return found


def measured(folders: Iterable[Path]) -> dict[str, Any]:
    """All figures, as they are kept."""
    methods = installed()
    record: dict[str, Any] = {
        "schema": 1,
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "versions": {"Python": platform.python_version(), **_versions()},
        "first word, ms": {name: first_word(FIRST[name]) for name in methods if name in FIRST},
        "by hand": {name: asdict(by_hand(keys)) for name, keys in methods.items()},
        "corpora": {},
    }
    for folder in folders:
        programs = read(folder)
        vocabulary = Counter(
            word.text for program in programs for turn in program.turns for word in words(turn.text)
        )
        kept = record["corpora"][folder.name] = {
            "words": len(vocabulary),
            "class of a word, µs": microseconds(vocabulary),
            "lemmas that meet": {
                lemmatiser: {
                    name: agreement(keys, methods[lemmatiser], vocabulary)
                    for name, keys in methods.items()
                }
                for lemmatiser in ("lemminflect", "simplemma")
                if lemmatiser in methods
            },
            "classes": {name: asdict(classes(keys, vocabulary)) for name, keys in methods.items()},
        }
        if (questions := folder / "queries.jsonl").is_file():
            kept["relevance"] = {
                name: relevance(keys, programs, questions) for name, keys in methods.items()
            }
    record["other languages"] = other_languages()
    record["plurals"] = plurals((GOLD / "plurals.txt").read_text("utf-8").splitlines())
    return record


def _versions() -> dict[str, str]:
    found = {}
    for package in ("PyStemmer", "simplemma", "lemminflect", "whoosh3"):
        try:
            found[package] = metadata.version(package)
        except metadata.PackageNotFoundError:
            continue
    return found


def main() -> None:
    """Measure, and print or keep the figures as JSON."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.inflections", description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, help="transcripts")
    parser.add_argument("--results", type=Path, help="file for the figures")
    asked = parser.parse_args()
    text = json.dumps(measured(asked.folders), ensure_ascii=False, indent=1) + "\n"
    if asked.results:
        asked.results.write_text(text, "utf-8")
    else:
        print(text)


if __name__ == "__main__":
    main()
