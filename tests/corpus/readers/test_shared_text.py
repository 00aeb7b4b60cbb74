"""Real transcripts with their ground truth, and a corpus of 2,062 podcasts.

They are no part of the project: `SEARCHER_SHARED` names the folder, else
`../shared` beside the repository. Without it the tests are skipped, except in CI.
"""

import csv
import os
import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pytest

from corpus import load
from corpus.errors import CorpusError
from corpus.labels import label_shape
from corpus.model import Program

SHARED = Path(os.environ.get("SEARCHER_SHARED") or Path(__file__).parents[4] / "shared")
FORMATS = SHARED / "corpora" / "formats"
CHANGELOG = SHARED / "corpora" / "changelog"
MEETINGS = SHARED / "corpora" / "qmsum"
CAPTIONS = (".vtt", ".srt")
FILES = ("01", "02", "03", "06", "07", "08", "09", "10")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not FORMATS.is_dir() and not os.environ.get("CI"),
        reason="the shared transcripts are missing",
    ),
]


def bare(text: str) -> str:
    """Text without backslashes, stamps and the marks of Markdown."""
    text = text.replace("\\", "")
    text = re.sub(r"\[\d\d:[\d:.]+\]?|^[\d:.]+\]", "", text)
    text = re.sub(r"\]\([^()\s]*\)?|[*_`\[\]]", "", text)
    return " ".join(text.split())


def truth(path: Path) -> list[tuple[str, str, str]]:
    """Speaker, begin and end of each turn; neighbouring cues of one speaker joined."""
    with (FORMATS / "truth" / f"{path.name}.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    if path.suffix not in CAPTIONS:
        return [(row["speaker"], row["text_begin"], row["text_end"]) for row in rows]
    runs = [list(run) for _, run in groupby(rows, key=lambda row: row["speaker"])]
    return [(run[0]["speaker"], run[0]["text_begin"], run[-1]["text_end"]) for run in runs]


@pytest.mark.parametrize("number", FILES)
def test_turns_and_speakers_are_those_of_the_truth(number: str) -> None:
    """Every turn: its label, how it begins and how it ends."""
    (path,) = FORMATS.glob(f"{number}-*")
    (file,) = load.find([path])
    (program,) = load.read(file)
    expected = truth(path)
    assert [turn.label for turn in program.turns] == [speaker for speaker, _, _ in expected]
    for turn, (_, begin, end) in zip(program.turns, expected, strict=True):
        said = bare(turn.text)
        assert said.startswith(bare(begin)[:50])
        if ")" in end and "(" not in end:  # the truth was cut within a link
            end = end.rpartition(")")[2]
        assert said.endswith(bare(end)[-25:])


@pytest.fixture(scope="module")
def changelog() -> list[tuple[Path, list[Program] | CorpusError]]:
    """Every file of the corpus with what was made of it."""
    found: list[tuple[Path, list[Program] | CorpusError]] = []
    for file, parsed in load.parse_all(load.find([CHANGELOG])):
        if isinstance(parsed, CorpusError):
            found.append((file.path, parsed))
        else:
            found.append((file.path, [one.program for one in parsed]))
    return found


def read(changelog: list[tuple[Path, list[Program] | CorpusError]]) -> Iterator[Program]:
    """The programs of the files that could be read."""
    for _, found in changelog:
        if not isinstance(found, CorpusError):
            yield from found


def test_every_transcript_is_read(
    changelog: list[tuple[Path, list[Program] | CorpusError]],
) -> None:
    """Nothing is refused; the read-me and the licence are left out by their names."""
    assert [found for _, found in changelog if isinstance(found, CorpusError)] == []
    left_out = []
    list(load.find([CHANGELOG], left_out=lambda path, reason: left_out.append(path.name)))
    assert sorted(name for name in left_out if name[0] != ".") == ["LICENSE", "README.md"]
    assert sum(1 for _ in read(changelog)) == 2062


def test_labels_are_people(
    changelog: list[tuple[Path, list[Program] | CorpusError]],
) -> None:
    """None is empty, none is a marker, and the 25 most frequent have two names or more."""
    every = (turn.label for program in read(changelog) for turn in program.turns)
    counts = Counter(label for label in every if label is not None)
    assert all(label.strip() for label in counts)
    assert not [label for label in counts if label_shape.is_marker_label(label)]
    assert all(label_shape.shape(label) == "person" for label, _ in counts.most_common(25))


def test_nearly_every_bold_label_starts_a_turn(
    changelog: list[tuple[Path, list[Program] | CorpusError]],
) -> None:
    """Within 0.5 % of the bold labels at the start of a line that mark no break."""
    pattern = re.compile(r"^\*\*([^*\n]+?)(?::+\s*\*\*|\*\*:)", re.M)
    bold = 0
    for path, found in changelog:
        if not isinstance(found, CorpusError):
            names = pattern.findall(path.read_text(encoding="utf-8"))
            bold += sum(1 for name in names if not label_shape.is_marker_label(name))
    turns = sum(len(program.turns) for program in read(changelog))
    assert abs(turns - bold) <= 0.005 * bold


def test_no_turn_of_a_meeting_is_lost() -> None:
    """Every block of these files is a turn, also one in which nothing was understood."""
    lost = {}
    for file in load.find(sorted(MEETINGS.glob("*.txt"))):
        (program,) = load.read(file)
        blocks = file.path.read_text(encoding="utf-8").count("\n\n")
        if len(program.turns) != blocks:
            lost[file.id] = (len(program.turns), blocks)
    assert lost == {}
