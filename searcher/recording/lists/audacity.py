"""Labels for Audacity: a file for each recording, to be imported beside it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from searcher.recording.stretch import Stretch


def files(stretches: Sequence[Stretch]) -> Iterator[tuple[str, str]]:
    """A file of labels for each recording."""
    labels: dict[str, list[str]] = defaultdict(list)
    for each in sorted(stretches, key=lambda one: (one.recording.address, one.start)):
        name = f"{each.turn.speaker}: {each.turn.text}"
        line = f"{each.start:.6f}\t{each.end:.6f}\t{' '.join(name.split())[:200]}\n"
        labels[each.recording.address].append(line)
    taken: set[str] = set()
    for address, lines in labels.items():
        yield _name(address, taken), "".join(lines)


def _name(address: str, taken: set[str]) -> str:
    stem = PurePosixPath(urlsplit(address).path.replace("\\", "/")).stem or "recording"
    name, number = f"{stem}.labels.txt", 1
    while name.lower() in taken:
        number += 1
        name = f"{stem}-{number}.labels.txt"
    taken.add(name.lower())
    return name
