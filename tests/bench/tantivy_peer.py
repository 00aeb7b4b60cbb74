"""tantivy as an engine: two threads, stored text, positions."""

import contextlib
import importlib
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path
from typing import Any

from corpus.model import Program
from tests.bench.kinds import NEAR, Search

tantivy: Any = None
with contextlib.suppress(ImportError):  # where the extra `bench` is not installed
    tantivy = importlib.import_module("tantivy")

THREADS = 2
HEAP = 512_000_000


def version() -> str | None:
    """The version that is installed, or None."""
    return metadata.version("tantivy") if tantivy else None


def _schema(tokenizer: str) -> Any:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("text", stored=True, tokenizer_name=tokenizer, index_option="position")
    builder.add_text_field("speaker", stored=True, tokenizer_name="default", index_option="basic")
    builder.add_text_field("program", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("number", stored=True)
    return builder.build()


def build(directory: Path, programs: Iterable[Program], tokenizer: str = "default") -> None:
    """Make an index; the merges that it sets off are waited for."""
    directory.mkdir(parents=True, exist_ok=True)
    writing = tantivy.Index(_schema(tokenizer), path=str(directory)).writer(
        HEAP, num_threads=THREADS
    )
    for program in programs:
        for turn in program.turns:
            writing.add_document(
                tantivy.Document(
                    text=turn.text, speaker=turn.speaker, program=program.id, number=turn.number
                )
            )
    writing.commit()
    writing.wait_merging_threads()


def open(directory: Path) -> "Opened":  # noqa: A001 - the protocol of engines names it so
    """Open the index in a directory."""
    return Opened(tantivy.Index.open(str(directory)))


class Opened:
    """An open index."""

    def __init__(self, index: Any) -> None:
        self.index = index
        self.schema = index.schema
        self.searcher = index.searcher()

    def count(self, search: Search) -> int | None:
        """How many turns match."""
        query = self.query(search)
        return None if query is None else int(self.searcher.search(query, 1, count=True).count)

    def top(self, search: Search) -> list[str]:
        """What is said in the ten best turns; without a count it can leave turns out."""
        hits = self.searcher.search(self.query(search), 10, count=False).hits
        return [self.searcher.doc(address)["text"][0] for _, address in hits]

    def close(self) -> None:
        """Let go of the index."""
        del self.searcher

    def query(self, search: Search) -> Any:
        """The search in its own language; None where it means inflections."""
        if search.as_typed:
            return None
        make = tantivy.Query
        terms = [make.term_query(self.schema, "text", word) for word in search.words]
        match search.shape:
            case "word":
                return terms[0]
            case "and":
                return make.boolean_query([(tantivy.Occur.Must, term) for term in terms])
            case "or":
                return make.boolean_query([(tantivy.Occur.Should, term) for term in terms])
            case "phrase":
                return make.phrase_query(self.schema, "text", list(search.words))
            case "near":
                return make.phrase_query(self.schema, "text", list(search.words), slop=NEAR)
            case "prefix":
                return make.regex_query(self.schema, "text", f"{search.words[0]}.*")
            case "suffix":
                return make.regex_query(self.schema, "text", f".*{search.words[0]}")
            case "fuzzy":
                return make.fuzzy_term_query(self.schema, "text", search.words[0], distance=1)
            case "speaker":
                name = make.term_query(self.schema, "speaker", search.speaker)
                return make.boolean_query([(tantivy.Occur.Must, part) for part in (*terms, name)])
        return None
