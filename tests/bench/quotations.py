"""What `searcher verify` says of quotations that are known to be right or wrong, and how fast.

Sentences are drawn from an index, always the same for the same index. They are checked as they
are, with one word changed, without their fillers, joined by halves, and ascribed to somebody else;
and sentences of another index are checked that this one does not have.

    python -m tests.bench.quotations INDEX [OTHER] [--count 200] [--results FOLDER]
"""

import argparse
import json
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from index.library.library import Library
from searcher.archive import Archive
from searcher.verify.quotation import word_count
from searcher.verify.verdict import Ruling, Verdict

RESULTS = Path(__file__).parent / "results"
#: Fewer words are anybody's sentence; more than these are a speech.
_LEAST, _MOST = 8, 60
#: What is cut in halves is longer.
_LEAST_HALVED = 12
#: Names that nobody in a transcript has.
_NOBODY = "Ebenezer Scrooge"
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
#: Marks of print or of transcription that a person who quotes leaves out or replaces.
_ODD = re.compile(r"\[|\.\.\.|…|https?:|\n|&\w+;|&#")
#: Between commas these words are nothing else.
_FILLER = re.compile(r"(?<=\w), (?:you know|I mean|um|uh|like|sort of),(?= \w)")
#: A draft of so many quotations is checked as one command.
_IN_DRAFT = 40


class Case(NamedTuple):
    """A quotation, and what is right about it.

    Attributes:
        text, claimed: what is checked.
        said, quoted: the word that was changed, and the one in its place.
    """

    text: str
    claimed: str | None
    said: str = ""
    quoted: str = ""


class Sentence(NamedTuple):
    """A sentence and its speaker."""

    text: str
    speaker: str


def sentences(library: Library, count: int, seed: int, wanted: str = "") -> list[Sentence]:
    """Sentences of named speakers, drawn at random.

    Args:
        library: an index.
        count: how many.
        seed: the seed.
        wanted: a pattern that they have, such as that of fillers.
    """
    rng = random.Random(seed)
    pattern = re.compile(wanted, re.IGNORECASE)
    found: list[Sentence] = []
    for _ in range(2_000 * count):
        if len(found) == count:
            break
        _, turn = library.turn(rng.randrange(library.size))
        if turn.label is None:
            continue
        fit = [
            one
            for one in _SENTENCE_END.split(turn.text)
            if _LEAST <= word_count(one) <= _MOST and not _ODD.search(one) and pattern.search(one)
        ]
        if fit:
            found.append(Sentence(rng.choice(fit), turn.speaker))
    return found


def one_changed(drawn: Sequence[Sentence], seed: int) -> list[Case]:
    """Each sentence with one word replaced by a word of another one."""
    rng = random.Random(seed)
    every = sorted({word for one in drawn for word in re.findall(r"[a-z]{4,}", one.text)})
    found = []
    for one in drawn:
        word = rng.choice([*re.finditer(r"[A-Za-z'’]{2,}", one.text)])
        other = rng.choice([each for each in every if each != word[0].lower()])
        text = f"{one.text[: word.start()]}{other}{one.text[word.end() :]}"
        found.append(Case(text, one.speaker, word[0], other))
    return found


def joined(drawn: Sequence[Sentence], between: str) -> list[Case]:
    """The first half of a sentence and the second half of the next one."""
    long = [one.text.split() for one in drawn if word_count(one.text) >= _LEAST_HALVED]
    halves = ((one[: len(one) // 2], two[len(two) // 2 :]) for one, two in pairwise(long))
    return [Case(f"{' '.join(one)}{between}{' '.join(two)}", None) for one, two in halves]


def without_fillers(drawn: Sequence[Sentence]) -> list[Case]:
    """Each sentence without its fillers."""
    return [Case(_FILLER.sub("", one.text), one.speaker) for one in drawn]


def is_the_one_difference(verdict: Verdict, case: Case) -> bool:
    """Whether a verdict names the word that was changed, and no other word."""
    altering = [one for one in verdict.differences if one.alters]
    return (
        verdict.ruling == Ruling.ALTERED
        and len(altering) == 1
        and (altering[0].said, altering[0].quoted) == (case.said, case.quoted)
    )


def measured(
    archive: Archive, cases: Sequence[Case], right: Callable[[Verdict, Case], bool]
) -> dict[str, Any]:
    """How many verdicts are right, what was said instead, and the milliseconds of a check."""
    took: list[float] = []
    used: list[float] = []
    rulings: Counter[str] = Counter()
    wrong: list[str] = []
    for case in cases:
        began, used_before = time.perf_counter(), time.process_time()
        verdict = archive.verify(case.text, case.claimed)
        used.append(1000 * (time.process_time() - used_before))
        took.append(1000 * (time.perf_counter() - began))
        rulings[verdict.ruling.value] += 1
        if not right(verdict, case):
            wrong.append(f"{verdict.ruling.value}: {case.text}")
    took.sort()
    return {
        "cases": len(cases),
        "right": len(cases) - len(wrong),
        "rulings": dict(rulings),
        "median_ms": round(median(took), 1) if took else None,
        "median_cpu_ms": round(median(used), 1) if used else None,
        "slow_ms": round(took[int(0.95 * len(took))], 1) if took else None,
        "wrong": wrong[:10],
    }


def rows(index: Path, other: Path | None, count: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each kind of quotation with its figures."""
    with Library.open(index) as library:
        drawn = sentences(library, count, seed=1)
        filled = sentences(library, count, seed=2, wanted=_FILLER.pattern)

    def ruled(ruling: Ruling) -> Callable[[Verdict, Case], bool]:
        return lambda verdict, _: verdict.ruling == ruling

    claimed = [Case(*one) for one in drawn]
    with Archive.open(index) as archive:
        archive.verify(drawn[0].text)
        yield (
            "verbatim",
            measured(
                archive, claimed, lambda v, _: v.ruling == Ruling.VERBATIM and v.ascribed is True
            ),
        )
        yield "one word changed", measured(archive, one_changed(drawn, 3), is_the_one_difference)
        yield "without fillers", measured(archive, without_fillers(filled), ruled(Ruling.CLEANED))
        yield "halves joined", measured(archive, joined(drawn, " "), ruled(Ruling.STITCHED))
        yield "halves joined by …", measured(archive, joined(drawn, " … "), ruled(Ruling.STITCHED))
        yield (
            "ascribed to another",
            measured(
                archive,
                [case._replace(claimed=_NOBODY) for case in claimed],
                ruled(Ruling.MISATTRIBUTED),
            ),
        )
        if other is not None:
            with Library.open(other) as library:
                elsewhere = [Case(one.text, None) for one in sentences(library, count, seed=4)]
            yield "of another archive", measured(archive, elsewhere, ruled(Ruling.NOT_FOUND))
    yield f"a draft of {_IN_DRAFT}, cold", cold_draft(index, drawn, one_changed(drawn, 3))


def cold_draft(index: Path, drawn: Sequence[Sentence], changed: Sequence[Case]) -> dict[str, Any]:
    """The seconds of the command for a draft, half of whose quotations are altered."""
    half = _IN_DRAFT // 2
    texts = [(one.text, one.speaker) for one in drawn[:half]]
    texts += [(case.text, case.claimed or "") for case in changed[half:_IN_DRAFT]]
    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder) / "draft.md"
        draft.write_text("\n\n".join(f"> {text}\n\n— {speaker}" for text, speaker in texts))
        command = [sys.executable, "-m", "searcher", "verify", "--json", "--file", str(draft)]
        took: list[float] = []
        used: list[float] = []
        for _ in range(5):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            began = time.perf_counter()
            done = subprocess.run(
                [*command, "--index", str(index)], capture_output=True, text=True, check=False
            )
            took.append(time.perf_counter() - began)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            used.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    summary = json.loads(done.stdout.splitlines()[-1])
    return {
        "cases": summary["checked"],
        "right": summary["right"],
        "seconds": round(min(took), 2),
        "cpu_seconds": round(min(used), 2),
    }


def main(given: list[str] | None = None) -> int:
    """Measure, print, and keep the figures if a folder is named."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.quotations", description=__doc__)
    parser.add_argument("index", type=Path)
    parser.add_argument("other", type=Path, nargs="?")
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--results", type=Path)
    asked = parser.parse_args(given)
    kept: dict[str, Any] = {}
    for name, figures in rows(asked.index, asked.other, asked.count):
        kept[name] = figures
        shown = {key: value for key, value in figures.items() if key != "wrong"}
        print(f"{name:22}", json.dumps(shown))
        for one in figures.get("wrong", ()):
            print(f"    {one}")
    if asked.results:
        day = datetime.now(UTC).date().isoformat()
        path = asked.results / f"{day}-quotations.json"
        path.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
