"""An index in a cluster, opened: its client, and changes to it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple, Self

from corpus.model import Program
from index.fields import PROGRAM_ID
from index.library.library import Library
from index.library.manifest import UNRESTRICTED, Manifest, read_sources
from index.opensearch import state
from index.opensearch.address import Address, credentials, parsed
from index.opensearch.change import REPLICAS, SHARDS, ClusterChange
from index.opensearch.client import Client
from index.opensearch.errors import ClusterRefused
from index.registry import corrections


class Copied(NamedTuple):
    """What was copied.

    Attributes:
        programs, turns: how many.
        withheld: how many programs were left out, because something of them is withheld.
    """

    programs: int
    turns: int
    withheld: int


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

    def refuse_missing(self) -> None:
        """Refuse an index that is not there.

        Raises:
            ClusterProblem: it is not, or the cluster does not answer.
        """
        self.client.refuse_other_versions()
        state.read_existing(self.client)

    def change(self, wait: float) -> ClusterChange:
        """A change to the index; it waits so many seconds for another process that writes it."""
        shards, replicas = self._shape
        return ClusterChange(self.client, wait, shards=shards, replicas=replicas)

    def copy(self, directory: Path, wait: float = 0.0) -> Copied:
        """Replace all that is there by an index on this machine, without its files.

        The programs keep their order. The corrections and synonyms by hand are copied, too. What
        may not be shown is not: neither restricted programs nor those of which names or words are
        withheld, because a cluster keeps nothing from whoever asks it.

        Raises:
            IndexProblem: the index cannot be read, or the cluster cannot be written.
        """
        manifest = Manifest.read(directory)
        with Library.open(directory) as library, self.change(wait) as change:
            known = library.registry
            if any(one.labels for one in known.corrections):
                raise ClusterRefused(
                    str(self.address),
                    "speakers.toml corrects turns by their labels, which a cluster cannot",
                    "correct the transcripts, index them again, and copy that",
                )
            # Where anything is withheld, the list of files and of who speaks in them is, too.
            change.sources = (
                read_sources(directory, manifest.generation)
                if manifest.restrictions == UNRESTRICTED
                else {}
            )
            folder = change.renewed_texts(directory)
            if known.corrections:
                corrections.write(folder, known.corrections)
            found = _Found(library)
            change.commit_programs(found, known.links)
            return Copied(found.programs, found.turns, found.withheld)

    def close(self) -> None:
        """Close the connections."""
        self.client.close()


class _Found:
    """The programs of a library in its order, as they were found: the registry renames nobody.

    Attributes:
        programs, turns: how many there were.
        withheld: how many programs were left out, because something of them is withheld.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self.programs = self.turns = self.withheld = 0

    def __iter__(self) -> Iterator[Program]:
        library = self._library
        for entry in library.entries():
            if entry.program.access is not None:
                self.withheld += 1
                continue
            first = int(library.postings(PROGRAM_ID.name, entry.program.id)[0][0])
            turns = tuple(library.found_turn(first + n) for n in range(entry.turns))
            self.programs += 1
            self.turns += len(turns)
            yield replace(entry.program, turns=turns)
