"""The codec, and the entry of a segment in Whoosh's list of segments."""

from collections.abc import Iterable
from typing import Any

from whoosh.codec.base import Codec, Segment

from index.columnar.container import Container
from index.whoosh_codec import container_files
from index.whoosh_codec.per_document import DocumentsReader, DocumentsWriter
from index.whoosh_codec.terms import TermsWriter
from index.whoosh_codec.terms_reader import ColumnarTermsReader


class ColumnarCodec(Codec):
    """Stores segments as packed columns. Use it as `index.writer(codec=ColumnarCodec())`."""

    def per_document_writer(self, storage: Any, segment: Segment) -> DocumentsWriter:
        """The writer of stored fields, lengths, columns and vectors."""
        return DocumentsWriter(storage, segment)

    def field_writer(self, storage: Any, segment: Segment) -> TermsWriter:
        """The writer of words and postings."""
        return TermsWriter(storage, segment)

    def per_document_reader(self, storage: Any, segment: Segment) -> DocumentsReader:
        """The reader of stored fields, lengths, columns and vectors."""
        container = container_files.load(storage, segment, container_files.DOCUMENTS)
        return DocumentsReader(container, storage, segment)

    def terms_reader(self, storage: Any, segment: Segment) -> ColumnarTermsReader:
        """The reader of words and postings."""
        return ColumnarTermsReader(*_containers(storage, segment))

    def postings_writer(self, dbfile: Any, byteids: bool = False) -> Any:
        """Not supported: postings are columns, not a file of their own."""
        raise NotImplementedError("postings are written by field_writer")

    def postings_reader(
        self, dbfile: Any, terminfo: Any, format_: Any, term: Any = None, scorer: Any = None
    ) -> Any:
        """Not supported, as `postings_writer`."""
        raise NotImplementedError("postings are read by terms_reader")

    @staticmethod
    def column_filename(segment: Any, fieldname: str) -> str:
        """The file of a column that `whoosh.sorting.add_sortable` adds to a segment.

        Whoosh writes the file, so it has no checksum. A merge by Whoosh copies it, and one by
        `index.columnar.merge` does not.
        """
        return container_files.added_column(segment, fieldname)

    def new_segment(self, storage: Any, indexname: str) -> "ColumnarSegment":
        """A segment without documents."""
        return ColumnarSegment(indexname)

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other)

    def __hash__(self) -> int:
        return hash(type(self))


class ColumnarSegment(Segment):
    """A segment in Whoosh's list: its name, its size and its deleted documents.

    Whoosh pickles the list. This class adds only plain values to it.

    Args:
        indexname: the name of the index.
        document_count: the number of documents, deleted ones included.
    """

    def __init__(self, indexname: str, document_count: int = 0) -> None:
        super().__init__(indexname)  # type: ignore[no-untyped-call]
        self._document_count = document_count
        self._deleted: set[int] = set()

    def codec(self) -> ColumnarCodec:
        """The codec that reads the segment."""
        return ColumnarCodec()

    def should_assemble(self) -> bool:
        """False: no compound file is needed for one or two memory-mapped files."""
        return False

    def set_doc_count(self, doccount: int) -> None:
        """Set the number of documents."""
        self._document_count = doccount

    def doc_count_all(self) -> int:
        """The number of documents, deleted ones included."""
        return self._document_count

    def deleted_count(self) -> int:
        """The number of deleted documents."""
        return len(self._deleted)

    def deleted_docs(self) -> Iterable[int]:
        """The deleted documents, ascending."""
        return iter(sorted(self._deleted))

    def delete_document(self, docnum: int, delete: bool = True) -> None:
        """Mark a document as deleted, or as not deleted."""
        if delete:
            self._deleted.add(docnum)
        else:
            self._deleted.discard(docnum)

    def is_deleted(self, docnum: int) -> bool:
        """Whether a document is deleted."""
        return docnum in self._deleted

    def __getstate__(self) -> dict[str, Any]:
        return {
            "indexname": self.indexname,
            "segid": self.segid,
            "documents": self._document_count,
            "deleted": sorted(self._deleted),
        }

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.indexname = state["indexname"]
        self.segid = state["segid"]
        self.compound = False
        self._document_count = state["documents"]
        self._deleted = set(state["deleted"])


def _containers(storage: Any, segment: Segment) -> tuple[Container, Container | None]:
    """The container of the words and that of the documents: one file or two."""
    terms = container_files.load(storage, segment, container_files.TERMS)
    if "documents" in terms.attributes:
        return terms, terms
    try:
        return terms, container_files.load(storage, segment, container_files.DOCUMENTS)
    except FileNotFoundError:
        return terms, None
