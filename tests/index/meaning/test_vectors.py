"""A file of vectors is checked before it is used."""

from pathlib import Path

import numpy as np
import pytest

from corpus.model import Participant, Program, Turn
from index.columnar.container import Container
from index.columnar.container_writer import ContainerWriter
from index.errors import IndexDamaged, IndexProblem, MeaningProblem
from index.library.manifest import Manifest
from index.meaning import names
from index.meaning.vectors import VectorFile, Vectors, covered
from index.update.encode import encode
from index.update.update import write_programs
from tests.index.meaning.models import WordEncoder


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """An index with vectors."""
    turns = tuple(
        Turn(number, "Ann", "Ann", f"I drove my car {number} times. " * number)
        for number in range(1, 21)
    )
    programs = [
        Program(name, name, "", "", turns=turns, participants=(Participant("Ann", ("Ann",)),))
        for name in ("one", "two")
    ]
    write_programs(tmp_path / "index", programs)
    encode(tmp_path / "index", WordEncoder())
    return tmp_path / "index"


def test_rows(directory: Path) -> None:
    """The passages of a turn are those whose range has it: compared with a loop."""
    generation = Manifest.read(directory).generation
    vectors = Vectors(directory, generation)
    ranges = list(zip(vectors.file.first.tolist(), vectors.file.last.tolist(), strict=True))
    documents = np.arange(45)
    start, end = vectors.rows_of(documents)
    for document in documents.tolist():
        having = [row for row, (a, b) in enumerate(ranges) if a <= document <= b]
        assert list(range(start[document], end[document])) == having
    some = np.array([3, 4, 25])
    touching = vectors.touching(some).tolist()
    assert touching == [any(a <= one <= b for one in (3, 4, 25)) for a, b in ranges]
    assert covered(directory, generation) == 40


@pytest.mark.parametrize("left", [0, 10, 100, -1])
def test_cut(directory: Path, left: int) -> None:
    """A file that was cut is damaged, wherever."""
    path = directory / names.NAME
    path.write_bytes(path.read_bytes()[:left])
    with pytest.raises(IndexDamaged):
        VectorFile(path)


def test_each_byte(directory: Path) -> None:
    """A changed byte is found by `verify`, if not when the file is opened."""
    path = directory / names.NAME
    data = path.read_bytes()
    for place in range(0, len(data), 37):
        changed = bytearray(data)
        changed[place] ^= 4
        path.write_bytes(changed)
        with pytest.raises(IndexProblem):
            VectorFile(path).verify()


def test_older_state(directory: Path) -> None:
    """Vectors of another generation would be those of other turns."""
    with pytest.raises(MeaningProblem, match="older state of the index; run `searcher index --m"):
        Vectors(directory, Manifest.read(directory).generation + 1)
    assert covered(directory, 99) is None


def test_other_model(directory: Path) -> None:
    """Vectors of another model, or of another size, are refused."""
    vectors = Vectors(directory, Manifest.read(directory).generation)
    vectors.refuse_model("words", 8)
    with pytest.raises(MeaningProblem, match="of another model"):
        vectors.refuse_model("others", 8)
    vectors.refuse_beyond(40)
    with pytest.raises(MeaningProblem, match="turns that the index does not have"):
        vectors.refuse_beyond(39)
    with pytest.raises(MeaningProblem, match="have 8 components, those of the model 9"):
        vectors.refuse_model("words", 9)


def test_made_up(directory: Path) -> None:
    """Passages outside of the index, or in no order, are refused although the checksums agree."""
    original = directory.parent / "original"
    original.write_bytes((directory / names.NAME).read_bytes())
    made_up = {"passages.last": [99.0], "passages.first": [5.0, 1.0], "scales": [1.0]}
    for name, values in made_up.items():
        rewritten(original, directory / names.NAME, name, values)
        with pytest.raises(IndexDamaged):
            VectorFile(directory / names.NAME)


def rewritten(original: Path, path: Path, name: str, values: list[float]) -> None:
    """Write the file with other values at the end of one array."""
    container = Container.open(original)
    writer = ContainerWriter()
    writer.attributes = container.attributes
    for each in container:
        array = container[each]
        if each == name:
            array = np.concatenate([array, np.array(values, array.dtype)])
            if name != "scales":
                array = array[len(values) :]
        writer.append(each, array)
    writer.save(path)
