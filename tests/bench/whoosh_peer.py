"""Stock Whoosh as an engine: its own codec, its own searcher, no stop words dropped."""

from collections.abc import Iterable
from importlib import metadata
from pathlib import Path
from typing import Any

from whoosh import query as whoosh
from whoosh.analysis import LowercaseFilter, RegexTokenizer
from whoosh.codec import default_codec
from whoosh.fields import ID, STORED, TEXT, Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.query.spans import SpanNear2

from corpus.model import Program
from tests.bench.kinds import NEAR, Search

_ANALYZER = RegexTokenizer(r"[^\W_]+") | LowercaseFilter()
_SCHEMA = Schema(
    text=TEXT(analyzer=_ANALYZER, stored=True),
    speaker=TEXT(analyzer=_ANALYZER, stored=True),
    program=ID(stored=True),
    number=STORED(),
)


def version() -> str | None:
    """The version that this project stands on."""
    return metadata.version("whoosh3")


def build(directory: Path, programs: Iterable[Program]) -> None:
    """Make an index with the writer and the codec that Whoosh takes by itself."""
    directory.mkdir(parents=True, exist_ok=True)
    index = FileStorage(str(directory)).create_index(_SCHEMA)
    writing = index.writer(limitmb=256, codec=default_codec())
    for program in programs:
        for turn in program.turns:
            writing.add_document(
                text=turn.text, speaker=turn.speaker, program=program.id, number=turn.number
            )
    writing.commit()


def open(directory: Path) -> "Opened":  # noqa: A001 - the protocol of engines names it so
    """Open the index in a directory."""
    return Opened(FileStorage(str(directory), readonly=True).open_index(schema=_SCHEMA).searcher())


class Opened:
    """An open index."""

    def __init__(self, searcher: Any) -> None:
        self.searcher = searcher

    def count(self, search: Search) -> int | None:
        """How many turns match."""
        query = _query(search)
        return None if query is None else len(self.searcher.search(query, limit=1))

    def top(self, search: Search) -> list[str]:
        """What is said in the ten best turns."""
        return [hit["text"] for hit in self.searcher.search(_query(search), limit=10)]

    def close(self) -> None:
        """Let go of the files."""
        self.searcher.close()


def _query(search: Search) -> Any:
    if search.as_typed:
        return None
    terms = [whoosh.Term("text", word) for word in search.words]
    match search.shape:
        case "word":
            return terms[0]
        case "and":
            return whoosh.And(terms)
        case "or":
            return whoosh.Or(terms)
        case "phrase":
            return whoosh.Phrase("text", list(search.words))
        case "near":
            return SpanNear2(terms, slop=NEAR + 1, ordered=False)
        case "prefix":
            return whoosh.Prefix("text", search.words[0])
        case "suffix":
            return whoosh.Wildcard("text", f"*{search.words[0]}")
        case "fuzzy":
            return whoosh.FuzzyTerm("text", search.words[0], maxdist=1)
        case "speaker":
            return whoosh.And([*terms, whoosh.Term("speaker", search.speaker)])
    return None
