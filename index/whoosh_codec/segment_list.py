"""The list of segments that `whoosh.index.open_dir` reads, as the bytes of its file."""

from collections.abc import Iterable
from typing import NamedTuple

from whoosh.filedb.filestore import RamStorage
from whoosh.index import TOC

from index.whoosh_codec.codec import ColumnarSegment
from index.whoosh_codec.schema import SCHEMA


class Listed(NamedTuple):
    """A segment as it is listed.

    Attributes:
        id: what tells it from the other segments of the index.
        document_count: how many documents it has, deleted ones included.
        deleted: the numbers of the documents that are deleted.
    """

    id: str
    document_count: int
    deleted: Iterable[int]


def segment_list(index: str, generation: int, segments: Iterable[Listed]) -> bytes:
    """The schema and the list of segments.

    Args:
        index: the name of the index.
        generation: of the state that has these segments.
        segments: all of them.
    """
    entries = []
    for segment in segments:
        entry = ColumnarSegment(index, segment.document_count)
        entry.segid = segment.id
        for document in segment.deleted:
            entry.delete_document(document)
        entries.append(entry)
    # Whoosh would write a file with a name that can be guessed, and not flush it.
    storage = RamStorage()
    TOC(SCHEMA, entries, generation).write(storage, index)
    (name,) = storage.list()
    with storage.open_file(name) as file:
        data: bytes = file.read()
    return data
