"""The turns that every engine is measured on: a folder's, some of it, or generated ones.

Whatever they come from, there is a folder of files for `searcher index`, and
the programs that were read from it, one pickle after the other, so that a build
can take them one at a time.
"""

import pickle
import random
import shutil
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import accumulate, islice
from pathlib import Path

from corpus import load
from corpus.errors import CorpusError
from corpus.load import File
from corpus.model import Program

#: How many turns are generated where no number is given.
GENERATED = 20_000


@dataclass(frozen=True, slots=True)
class Corpus:
    """What is searched.

    Attributes:
        name: name of the folder, or `generated`.
        files: the folder that `searcher index` reads.
        programs: the programs that were read from it, pickled.
        program_count, turn_count, word_count: how many there are.
        megabytes: length of what is said, as UTF-8.
    """

    name: str
    files: Path
    programs: Path
    program_count: int
    turn_count: int
    word_count: int
    megabytes: float


def prepare(folder: Path | None, turns: int | None, scratch: Path) -> Corpus:
    """Read a folder, or as many of its files as hold `turns` turns; without one, generate."""
    if folder is None:
        name, files = "generated", scratch / "files"
        generate(files, turns or GENERATED)
    elif turns is None:
        name, files = folder.name, folder
    else:
        name, files = folder.name, scratch / "files"
        _some_files(folder, turns, files)
    pickled = scratch / "programs.pickle"
    return _counted(name, files, pickled)


def _read(files: Iterable[File]) -> Iterator[tuple[File, list[Program]]]:
    for file in files:
        try:
            yield file, load.read(file)
        except CorpusError:
            continue


def _some_files(folder: Path, turns: int, target: Path) -> None:
    """Copy files of all over the folder, always the same ones, until they hold enough turns."""
    spread = sorted(load.find([folder]), key=lambda file: zlib.crc32(file.id.encode()))
    held = 0
    root = folder.resolve()
    for file, programs in _read(spread):
        copy = target / file.path.relative_to(root)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file.path, copy)
        held += sum(len(program.turns) for program in programs)
        if held >= turns:
            break


def _counted(name: str, files: Path, pickled: Path) -> Corpus:
    program_count = turn_count = words = size = 0
    with pickled.open("wb") as out:
        for _, programs in _read(load.find([files])):
            for program in programs:
                pickle.dump(program, out, protocol=pickle.HIGHEST_PROTOCOL)
                program_count += 1
                turn_count += len(program.turns)
                words += sum(len(turn.text.split()) for turn in program.turns)
                size += sum(len(turn.text.encode()) for turn in program.turns)
    return Corpus(name, files, pickled, program_count, turn_count, words, size / 1e6)


def stream(pickled: Path) -> Iterator[Program]:
    """The programs of a corpus, one at a time."""
    with pickled.open("rb") as file:
        while True:
            try:
                yield pickle.load(file)
            except EOFError:
                return


def some(pickled: Path, every: int) -> Iterator[Program]:
    """Every so manieth program, so that all parts of a corpus are in it."""
    return islice(stream(pickled), 0, None, every)


def repeated(programs: Iterable[Program], times: int) -> Iterator[Program]:
    """The programs over and over under other ids; their turns are in memory once."""
    for program in programs:
        yield program
        for time in range(2, times + 1):
            yield replace(program, id=f"{program.id}~{time}")


# Generated text

_STOP = (
    "the and to of a i that you it in is so we know what like but for this on have be they "
    "just was with think really there can are do about not or if as one at people my an how "
    "would which some because all get your when going me more out right up mean then"
).split()
_SYLLABLES = (
    "ba ker lo mi ta ren su vo di pel ga nor fi lus te mar qui zo hen dra po lin ves cu"
).split()
_ENDINGS = ("", "", "s", "ed", "ing", "tion", "er", "ly")
_NAMES = ("Ada Moreau", "Ben Okafor", "Carla Lindgren", "Dan Iyer", "Eve Takala", "Finn Abreu")


def generate(folder: Path, turns: int, *, seed: int = 4) -> None:
    """Write programs of talk whose words are as frequent as Zipf's law has it.

    Some words have a partner that often follows them, so that there are phrases.
    """
    chance = random.Random(seed)
    vocabulary = _vocabulary(chance, 12_000)
    weights = list(accumulate(1 / (rank + 2.7) for rank in range(len(vocabulary))))
    folder.mkdir(parents=True, exist_ok=True)
    for number, first in enumerate(range(0, turns, 200), start=1):
        speakers = chance.sample(_NAMES, 2)
        said = [
            f"**{speakers[turn % 2]}:** {_said(chance, vocabulary, weights)}"
            for turn in range(min(200, turns - first))
        ]
        (folder / f"program-{number}.md").write_text("\n\n".join(said) + "\n", "utf-8")


def _vocabulary(chance: random.Random, count: int) -> list[str]:
    vocabulary = dict.fromkeys(_STOP)
    while len(vocabulary) < count:
        syllables = chance.choices(_SYLLABLES, k=chance.randint(2, 4))
        vocabulary["".join(syllables) + chance.choice(_ENDINGS)] = None
    return list(vocabulary)


def _said(chance: random.Random, vocabulary: list[str], weights: list[float]) -> str:
    length = min(400, max(3, round(chance.lognormvariate(2.9, 1.0))))
    said: list[str] = []
    for rank in chance.choices(range(len(vocabulary)), cum_weights=weights, k=length):
        said.append(vocabulary[rank])
        if rank >= len(_STOP) and chance.random() < 0.3:
            said.append(vocabulary[rank * 31 % 997 + len(_STOP)])
    return " ".join(said).capitalize() + "."
