"""The vectors of an index: one for each passage, in the order of its turns, in one file.

The file stays from one state of the index to the next. It names the generation for which it was
written, because its passages are ranges of documents of that generation.
"""

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

import numpy as np
import numpy.typing as npt

from index.columnar.container import Container
from index.columnar.container_writer import ContainerWriter
from index.errors import IndexProblem, MeaningProblem, refusing_unsound
from index.meaning import names
from index.meaning.quantised import Floats, Quantised, cosines

Places = npt.NDArray[np.uint32]
Documents = npt.NDArray[np.integer[Any]]

#: What the files are, and their version. Raise it if passages or vectors are made otherwise.
KIND, VERSION = "passage vectors", 1
#: Bytes of the hash of a passage.
KEY = 16
_LARGEST_DIMENSIONS = 1 << 14
_AGAIN = "run `searcher index --meaning`"


class Part(NamedTuple):
    """Vectors of passages, by the hashes of what is said in them.

    Attributes:
        keys: the hash of each passage, one after the other.
        vectors: their vectors.
    """

    keys: bytes
    vectors: Quantised

    def rows(self) -> Iterable[tuple[bytes, int]]:
        """The hash of each passage, and its row."""
        return ((self.keys[at : at + KEY], at // KEY) for at in range(0, len(self.keys), KEY))


class Segment(NamedTuple):
    """A segment of the index as it was when the vectors were written: its documents."""

    name: str
    first: int
    documents: int


class VectorFile:
    """A file of vectors, opened for reading.

    Attributes:
        model: the identity of the model that made them.
        dimensions: how many components each has.
        folder: the folder of the model; None for the installed one.
        generation: that of the index for which it was written; None of a part.
        segments: the segments of that generation.
        first, last: for each passage its first and its last document; none of a part.
        part: the vectors.

    Raises:
        IndexProblem: the file is not what was written, or of another version.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._container = container = Container.open(path)
        with refusing_unsound(path):
            attributes = container.attributes
            if attributes.get("kind") != KIND:
                container.refuse("has no vectors of passages")
            if attributes.get("version") != VERSION:
                raise MeaningProblem(path, "another version of searcher made the vectors", _AGAIN)
            self.model = str(attributes["model"])
            self.dimensions = int(attributes["dimensions"])
            folder = attributes.get("folder")
            self.folder = None if folder is None else Path(str(folder))
            self.generation: int | None = attributes.get("generation")
            self.segments = [
                Segment(str(name), int(first), int(count))
                for name, first, count in attributes.get("segments", [])
            ]
        self._refuse_other_sizes()
        self.first: Places = container.get("passages.first", np.empty(0, np.uint32))
        self.last: Places = container.get("passages.last", np.empty(0, np.uint32))
        self._refuse_disorder()

    @cached_property
    def part(self) -> Part:
        """The vectors and their hashes."""
        container = self._container
        components = container["vectors"].reshape(-1, self.dimensions)
        return Part(container["keys"].tobytes(), Quantised(components, container["scales"]))

    def verify(self) -> None:
        """Read all of the file and compare its checksums.

        Raises:
            IndexDamaged: it is not what was written.
        """
        self._container.verify()

    def refuse_shorter(self) -> None:
        """Refuse a file that was cut since it was opened; see `Container.refuse_shorter`."""
        self._container.refuse_shorter()

    def close(self) -> None:
        """Close the file. It stays mapped while an array of it is in use."""
        self.first = self.last = np.empty(0, np.uint32)
        vars(self).pop("part", None)
        self._container.close()

    def _refuse_other_sizes(self) -> None:
        container, dimensions = self._container, self.dimensions
        rows = container.count("scales")
        if not 0 < dimensions <= _LARGEST_DIMENSIONS:
            container.refuse(f"has vectors of {dimensions} components")
        sizes = {"vectors": rows * dimensions, "keys": rows * KEY}
        if self.generation is not None:
            sizes |= {"passages.first": rows, "passages.last": rows}
        for name, size in sizes.items():
            if container.count(name) != size:
                container.refuse(f"has {container.count(name)} items in {name}, not {size}")

    def _refuse_disorder(self) -> None:
        first, last = self.first, self.last
        size = max((each.first + each.documents for each in self.segments), default=0)
        if len(first) and not (
            (first <= last).all()
            and (first[1:] >= first[:-1]).all()
            and (last[1:] >= last[:-1]).all()
            and last[-1] < size
        ):
            self._container.refuse("has passages in no order")


class Vectors:
    """The vectors of one state of an index, to be compared with a question.

    Args:
        path: the folder of the index.
        generation: of the index that was opened.

    Raises:
        IndexProblem: they are damaged, or are of another state of the index.
    """

    def __init__(self, path: Path, generation: int) -> None:
        self.file = VectorFile(path / names.NAME)
        if self.file.generation != generation:
            self.file.close()
            raise MeaningProblem(
                path / names.NAME, "the vectors are of an older state of the index", _AGAIN
            )
        self._vectors = self.file.part.vectors

    def refuse_model(self, identity: str, dimensions: int) -> None:
        """Refuse the vectors of another model: their cosines mean nothing.

        Raises:
            MeaningProblem: the vectors are not of this model.
        """
        if self.file.dimensions != dimensions:
            self._refuse(
                f"the vectors have {self.file.dimensions} components, "
                f"those of the model {dimensions}"
            )
        if self.file.model != identity:
            self._refuse("the vectors are of another model")

    def refuse_beyond(self, size: int) -> None:
        """Refuse passages of documents that the index does not have.

        Raises:
            MeaningProblem: there are some.
        """
        if len(self.file.last) and self.file.last[-1] >= size:
            self._refuse("the file has passages of turns that the index does not have")

    def cosines(self, query: Floats) -> Floats:
        """The cosine of each passage with the vector of a question."""
        self.file.refuse_shorter()
        return cosines(self._vectors, query)

    def rows_of(self, documents: Documents) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """The passages that each document is in: the first one, and the one after the last."""
        start = np.searchsorted(self.file.last, documents, "left")
        return start, np.searchsorted(self.file.first, documents, "right")

    def touching(self, documents: Documents) -> npt.NDArray[np.bool_]:
        """Whether each passage has one of some documents, which are sorted."""
        start = np.searchsorted(documents, self.file.first, "left")
        touching: npt.NDArray[np.bool_] = (
            np.searchsorted(documents, self.file.last, "right") > start
        )
        return touching

    def passage(self, row: int) -> tuple[int, int]:
        """The first and the last document of a passage."""
        return int(self.file.first[row]), int(self.file.last[row])

    def close(self) -> None:
        """Close the file."""
        self.file.close()

    def _refuse(self, reason: str) -> NoReturn:
        raise MeaningProblem(self.file.path, reason, _AGAIN)


def covered(path: Path, generation: int) -> int | None:
    """How many turns of an index have vectors; None if it has none, or older or damaged ones."""
    try:
        file = VectorFile(path / names.NAME)
    except IndexProblem:
        return None
    if file.generation != generation:
        return None
    first, last = file.first.astype(np.int64), file.last.astype(np.int64)
    file.close()
    # Both ascend, so only the passage before can have turns of a passage, too.
    begins = np.maximum(first, np.concatenate([[-1], last[:-1]]) + 1)
    return int(np.maximum(last - begins + 1, 0).sum())


def writer(folder: Path, model: str, dimensions: int, model_folder: Path | None) -> ContainerWriter:
    """A new file of vectors, without any."""
    found = ContainerWriter(folder)
    found.attributes = {
        "kind": KIND,
        "version": VERSION,
        "model": model,
        "dimensions": dimensions,
        "folder": None if model_folder is None else str(model_folder),
    }
    append(found, Part(b"", Quantised(np.empty((0, dimensions), np.int8), np.empty(0, np.float32))))
    return found


def append(file: ContainerWriter, part: Part) -> None:
    """Append vectors to a file."""
    file.append("keys", np.frombuffer(part.keys, np.uint8))
    file.append("vectors", part.vectors.components.reshape(-1))
    file.append("scales", part.vectors.scales)
