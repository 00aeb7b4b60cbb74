"""A site: the archive that is served, and how."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

from index.opensearch.scheme import is_address
from searcher.value import Value


class Settings(Value):
    """How an archive is served, for each process that answers.

    Attributes:
        directories: the folders of the indexes, or their addresses in a cluster.
        title: what the pages are called.
        media: whether recordings are served.
    """

    directories: tuple[str, ...]
    title: str = "Searcher"
    media: bool = False

    def to_bytes(self) -> bytes:
        """The settings for another process."""
        return json.dumps({name: getattr(self, name) for name in self.__match_args__}).encode()

    @classmethod
    def from_bytes(cls, sent: bytes) -> Self:
        """Settings from another process."""
        record: Mapping[str, Any] = json.loads(sent)
        return cls(**{**record, "directories": tuple(record["directories"])})

    @property
    def places(self) -> tuple[Path | str, ...]:
        """The folders of the indexes, and the addresses of those in a cluster."""
        return tuple(each if is_address(each) else Path(each) for each in self.directories)

    @property
    def paths(self) -> tuple[Path, ...]:
        """The folders of the indexes on this machine."""
        return tuple(each for each in self.places if isinstance(each, Path))
