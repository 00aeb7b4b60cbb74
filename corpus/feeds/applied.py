"""What the feeds of folders say of the files that were found in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from corpus.errors import CorpusError
from corpus.feeds import matching, reader
from corpus.feeds.matching import Match, Matching


@dataclass(slots=True)
class Applied:
    """What feeds say of files.

    Attributes:
        matchings: what each feed says, in the order of their paths.
        matches: the item of each file of which a feed knows.
        other_forms: files whose talk another file has, as a feed says, each with that file.
    """

    matchings: dict[Path, Matching] = field(default_factory=dict)
    matches: dict[Path, Match] = field(default_factory=dict)
    other_forms: dict[Path, Path] = field(default_factory=dict)


def applied(
    every: Iterable[Path],
    feeds: Mapping[Path, Sequence[Path]],
    failed: Callable[[CorpusError], None],
) -> Applied:
    """What feeds say of files.

    The feed of the nearest folder counts. Where two of one folder say that a file is of different
    items, none does.

    Args:
        every: the feeds.
        feeds: for each file the feeds that are in its folder and above it, the nearest first.
        failed: called for a feed that cannot be read.
    """
    below: defaultdict[Path, list[Path]] = defaultdict(list)
    for path, above in feeds.items():
        for feed in above:
            below[feed].append(path)
    result = Applied()
    for feed in sorted(every):
        try:
            result.matchings[feed] = matching.match(reader.read(feed), below[feed])
        except CorpusError as error:
            failed(error)
    known = {
        feed: {match.path: match for match in said.matches}
        for feed, said in result.matchings.items()
    }
    others = {feed: dict(said.other_forms) for feed, said in result.matchings.items()}
    for path, above in feeds.items():
        read = [feed for feed in above if feed in known]
        found = _nearest(path, read, known)
        if len(found) == 1:
            result.matches[path] = found[0]
        elif found:
            folder = next(feed.parent for feed in read if path in known[feed])
            _drop(result, path, [f for f in read if path in known[f] and f.parent == folder])
        elif of := next((feed for feed in read if path in others[feed]), None):
            result.other_forms[path] = others[of][path]
    return result


def _nearest(
    path: Path, feeds: Iterable[Path], known: Mapping[Path, Mapping[Path, Match]]
) -> list[Match]:
    """The items of a file in the nearest folder whose feeds know of it: mostly one."""
    found: list[Match] = []
    folder: Path | None = None
    for feed in feeds:
        if found and feed.parent != folder:
            break
        # A feed that was saved twice has an item twice.
        if (match := known[feed].get(path)) and not any(_are_one(match, one) for one in found):
            found.append(match)
            folder = feed.parent
    return found


def _drop(result: Applied, path: Path, feeds: Sequence[Path]) -> None:
    """Let a file be of no item that feeds know as different items, and say so once."""
    for feed in feeds:
        said = result.matchings[feed]
        lost = next(match.item for match in said.matches if match.path == path)
        matches = tuple(match for match in said.matches if match.path != path)
        has_others = any(match.item == lost for match in matches)
        without = said.without if has_others else (*said.without, lost)
        result.matchings[feed] = replace(said, matches=matches, without=without)
    said = result.matchings[feeds[0]]
    reason = f"{path.name} is of another item in {feeds[1].name} and is not used"
    result.matchings[feeds[0]] = replace(said, unclear=(*said.unclear, reason))


def _are_one(one: Match, other: Match) -> bool:
    """Whether items of two feeds are one episode."""
    if one.item.guid and other.item.guid:
        return one.item.guid == other.item.guid
    return (one.item.title, one.item.date) == (other.item.title, other.item.date)
