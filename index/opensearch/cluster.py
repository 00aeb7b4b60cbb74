"""An index in a cluster, opened: its client, and changes to it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Self

from corpus.model import Program
from index.library.library import Library
from index.opensearch.address import Address, credentials, parsed
from index.opensearch.change import REPLICAS, SHARDS, TEXTS, ClusterChange
from index.opensearch.client import Client


class Cluster:
    """An index in a cluster, which an update can write to.

    Args:
        address: where it is.
        shards, replicas: of an index that is made.
    """

    def __init__(self, address: Address, *, shards: int = SHARDS, replicas: int = REPLICAS) -> None:
        self.address = address
        self.client = Client(address, credentials(address))
        self._shape = shards, replicas

    @classmethod
    def of(cls, text: str, *, shards: int = SHARDS, replicas: int = REPLICAS) -> Self:
        """The index at an address.

        Raises:
            ClusterProblem: it is no address, or who connects is not known.
        """
        return cls(parsed(text), shards=shards, replicas=replicas)

    def __str__(self) -> str:
        return str(self.address)

    def change(self, wait: float) -> ClusterChange:
        """A change to the index; it waits so many seconds for another process that writes it."""
        shards, replicas = self._shape
        return ClusterChange(self.client, wait, shards=shards, replicas=replicas)

    def copy(self, directory: Path, wait: float = 0.0) -> tuple[int, int]:
        """Replace all that is there by an index on this machine, without its files.

        The programs keep their order. The corrections and synonyms by hand are copied, too.

        Returns:
            How many programs and turns were copied.

        Raises:
            IndexProblem: the index cannot be read, or the cluster cannot be written.
        """
        # An update needs neither.
        from index.library.manifest import Manifest, read_sources

        with Library.open(directory) as library, self.change(wait) as change:
            generation = Manifest.read(directory).generation
            change.sources = read_sources(directory, generation)
            change.keep_texts(
                {
                    name: (directory / name).read_text(encoding="utf-8")
                    for name in TEXTS
                    if (directory / name).exists()
                }
            )
            change.commit_programs(_found_programs(library))
            return sum(1 for _ in library.entries()), library.turn_count

    def close(self) -> None:
        """Close the connections."""
        self.client.close()


def _found_programs(library: Library) -> Iterator[Program]:
    """The programs of a library in its order, as they were found: the registry renames nobody."""
    first = 0
    documents = library.documents()
    for entry in library.entries():
        turns = tuple(
            library.found_turn(int(document)) for document in documents[first : first + entry.turns]
        )
        first += entry.turns
        yield replace(entry.program, turns=turns)
