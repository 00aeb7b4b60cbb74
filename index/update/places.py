"""What is said in the programs of a segment, cut into passages with their hashes."""

import hashlib
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from index.columnar.container import Container
from index.columnar.records import Records
from index.meaning.passages import passages
from index.meaning.vectors import KEY
from index.turn_record import decoded


class Place(NamedTuple):
    """A passage in a segment.

    Attributes:
        first, last: its first and its last document in the segment.
        key: the hash of what is said in it.
        text: what is said in it.
    """

    first: int
    last: int
    key: bytes
    text: str


def places(container: Container, deleted: Sequence[tuple[int, int]]) -> Iterator[Place]:
    """The passages of a segment, without deleted documents, in order."""
    for _, turns in groupby(_turns(container, deleted), key=lambda turn: turn[1]["program"]):
        documents, texts = [], []
        for document, stored in turns:
            documents.append(document)
            texts.append(str(stored["turn"].get("text", "")))
        for passage in passages(texts):
            key = hashlib.blake2b(passage.text.encode(), digest_size=KEY).digest()
            yield Place(documents[passage.first], documents[passage.last], key, passage.text)


def _turns(
    container: Container, deleted: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, dict[str, Any]]]:
    records = Records(container)
    done = 0
    for start, end in (*deleted, (len(records), len(records))):
        for document in range(done, start):
            yield document, decoded(records[document])
        done = end
