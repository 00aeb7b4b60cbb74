"""The containers of a segment in a storage of Whoosh, which is a folder or in memory.

<segment>.columns     everything, written by `index.columnar.writer`
<segment>.documents   stored fields, lengths, columns and vectors, by Whoosh's writer
<segment>.terms       words and postings, by Whoosh's writer
"""

from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage

from index.columnar.container import Container
from index.columnar.container_writer import ContainerWriter

WHOLE = ".columns"
DOCUMENTS = ".documents"
TERMS = ".terms"


def added_column(segment: Any, field: str) -> str:
    """The name of a column that was added to a segment after it was written."""
    return f"{segment.segment_id()}.{field}.column"


def writer(storage: Any) -> ContainerWriter:
    """A new container for a storage."""
    return ContainerWriter(Path(storage.folder) if isinstance(storage, FileStorage) else None)


def save(storage: Any, name: str, container: ContainerWriter) -> None:
    """Write a container to a storage."""
    if isinstance(storage, FileStorage):
        container.save(Path(storage.folder, name))
        return
    with storage.create_file(name) as file:
        container.write(file)


def load(storage: Any, segment: Any, part: str) -> Container:
    """The container that holds a part of a segment.

    Raises:
        FileNotFoundError: there is none. Whoosh then looks for a newer list of segments.
        IndexProblem: it cannot be read.
    """
    for suffix in (WHOLE, part):
        name = segment.make_filename(suffix)
        if storage.file_exists(name):
            if isinstance(storage, FileStorage):
                return Container.open(Path(storage.folder, name))
            with storage.open_file(name) as file:
                return Container(file.read(), name)
    raise FileNotFoundError(f"{segment.make_filename(part)} is not in {storage!r}")
