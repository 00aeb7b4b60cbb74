"""Which files are the transcripts of which items of a feed.

A file belongs to an item by the first of these that fits:

1. it was fetched from an address that the item names (`corpus.feeds.fetched`);
2. it has the name at the end of such an address; of several files, the one in the folders that the
   address has, too (`ep1/talk.vtt` for `https://host/ep1/talk.vtt`);
3. its name without the suffix is that of the recording (`enclosure`), the end of the link, the
   guid, or the title, with or without the date before it.

Nothing is guessed. What fits two items, or two files in different folders, is not used, and said.
A number alone, or a name such as `transcript`, counts only beside the feed, among what was fetched,
or with a folder of the address.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from corpus.feeds import fetched, keys
from corpus.feeds.feed import Feed, Item, Named
from corpus.feeds.forms import preference
from corpus.metadata.sidecar import About

#: How a file was found to be that of an item.
FETCHED, NAMED = "fetched from an address that the item names", "named by the item"
_BY_KEY = ("enclosure", "link", "guid", "title", "date and title")


@dataclass(frozen=True, slots=True)
class Match:
    """A file that is the transcript of an item.

    Attributes:
        path: the file.
        item: the item.
        how: by what it was found.
        about: what the feed says of it.
    """

    path: Path
    item: Item
    how: str
    about: About


@dataclass(frozen=True, slots=True)
class Matching:
    """What a feed says of files.

    Attributes:
        feed: the feed.
        matches: the transcripts, in the order of the feed.
        other_forms: files that hold a transcript in another form, each with the file that is read.
        unclear: why files were not used, a sentence each.
        without: the items of which no transcript is here.
    """

    feed: Feed
    matches: tuple[Match, ...] = ()
    other_forms: tuple[tuple[Path, Path], ...] = ()
    unclear: tuple[str, ...] = ()
    without: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class _Claim:
    """A file that may be that of an item; the larger the strength, the surer."""

    item: int
    path: Path
    how: str
    strength: int
    language: str | None = None
    url: str = ""


def match(feed: Feed, files: Iterable[Path]) -> Matching:
    """The transcripts of a feed among files.

    Args:
        feed: the feed.
        files: files in its folder and in folders below.
    """
    root = feed.path.parent
    paths = [path for path in files if path.is_relative_to(root)]
    unclear: list[str] = []
    named = [*_fetched(feed, root, paths), *_by_address(feed, root, paths)]
    taken = _surest(_settled(named, feed, unclear), feed, unclear)
    used = {claim.path for claim in named}
    matched = {claim.item for claim in taken}
    rest = [path for path in paths if path not in used]
    taken += _settled(_by_name(feed, rest, matched, unclear), feed, unclear)
    matches, others = _of_each_language(feed, taken)
    found = {claim.item for claim in taken}
    without = tuple(item for number, item in enumerate(feed.items) if number not in found)
    return Matching(feed, matches, others, tuple(dict.fromkeys(unclear)), without)


def _fetched(feed: Feed, root: Path, paths: Sequence[Path]) -> Iterable[_Claim]:
    """The files that were fetched from an address of an item."""
    folder = root / fetched.FOLDER
    record = fetched.read(folder).transcripts
    if not record:
        return
    base = base_of(feed)
    there = set(paths)
    for number, item in enumerate(feed.items):
        for named in item.named:
            saved = record.get(resolved(base, named.url) or "")
            if saved is not None and (path := folder / saved.file) in there:
                yield _Claim(number, path, FETCHED, 1000, named.language, named.url)


def base_of(feed: Feed) -> str | None:
    """What addresses in a feed are relative to: where it was fetched from, or says that it is."""
    record = fetched.read(feed.path.parent / fetched.FOLDER)
    names = (url for url, saved in record.feeds.items() if saved.file == feed.path.name)
    return next(names, feed.address)


def resolved(base: str | None, url: str) -> str | None:
    """An address of a feed, absolute; None where it is relative and the feed has no address."""
    # Few feeds have relative addresses.
    from urllib.parse import urljoin, urlsplit

    try:
        if urlsplit(url).scheme:
            return url
        return urljoin(base, url) if base else None
    except ValueError:
        return None


def _by_address(feed: Feed, root: Path, paths: Sequence[Path]) -> Iterable[_Claim]:
    """The files with the name at the end of an address of an item, those in its folders surer."""
    by_name: defaultdict[str, list[Path]] = defaultdict(list)
    for path in paths:
        by_name[path.name].append(path)
    for number, item in enumerate(feed.items):
        for named in item.named:
            ends = keys.parts(named.url)
            telling = bool(ends) and keys.tells_much(keys.key(keys.stem(ends[-1])))
            for path in by_name.get(ends[-1], ()) if ends else ():
                common = _common(path.relative_to(root).parts, ends)
                if telling or common > 1 or _is_near(path, root):
                    yield _Claim(number, path, NAMED, common, named.language, named.url)


def _surest(claims: Iterable[_Claim], feed: Feed, unclear: list[str]) -> list[_Claim]:
    """Of the files of one address the surest."""
    groups: defaultdict[tuple[int, str], list[_Claim]] = defaultdict(list)
    for claim in claims:
        groups[claim.item, claim.url].append(claim)
    kept: list[_Claim] = []
    for (number, _), group in groups.items():
        most = max(claim.strength for claim in group)
        best = [claim for claim in group if claim.strength == most]
        if len(best) > 1:
            files = [claim.path for claim in best]
            unclear.append(_several(feed.items[number], files, feed.path.parent))
        else:
            kept += best
    return kept


def _is_near(path: Path, root: Path) -> bool:
    """Whether a file is beside the feed, or among what was fetched for it."""
    return path.parent in (root, root / fetched.FOLDER)


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many parts two paths share at their ends."""
    pairs = zip(reversed(one), reversed(other), strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _by_name(
    feed: Feed, paths: Sequence[Path], matched: set[int], unclear: list[str]
) -> Iterable[_Claim]:
    """The files whose names are those of items."""
    by_key: defaultdict[str, list[Path]] = defaultdict(list)
    for path in paths:
        for name in keys.stems(path.name):
            by_key[name].append(path)
    names = [_keys(item) for item in feed.items]
    owners: defaultdict[str, set[int]] = defaultdict(set)
    for number, of_item in enumerate(names):
        for name in filter(None, of_item):
            owners[name].add(number)
    root = feed.path.parent
    for number, item in enumerate(feed.items):
        if number in matched:
            continue
        for how, name in zip(_BY_KEY, names[number], strict=True):
            found = by_key.get(name, []) if name else []
            if not keys.tells_much(name):
                found = [path for path in found if _is_near(path, root)]
            if not found:
                continue
            if len(owners[name]) > 1:
                titles = [feed.items[each].name for each in sorted(owners[name])]
                unclear.append(_shared(found[0], titles, root))
                continue
            if len({path.parent for path in found}) > 1:
                unclear.append(_several(item, found, root))
                break
            for path in found:
                yield _Claim(number, path, f"by its {how}", 0, keys.language(path.name))
            break


def _keys(item: Item) -> tuple[str, ...]:
    """The names that a transcript of an item may have, in the order of `_BY_KEY`."""
    guid = item.guid or ""
    title = keys.key(item.title or "")
    return (
        keys.last(item.enclosure),
        keys.last(item.link),
        keys.last(guid) if "/" in guid else keys.key(guid),
        title,
        f"{item.date}-{title}" if item.date and title else "",
    )


def _settled(claims: Iterable[_Claim], feed: Feed, unclear: list[str]) -> list[_Claim]:
    """The claims without those of files that two items claim alike."""
    by_path: defaultdict[Path, list[_Claim]] = defaultdict(list)
    for claim in claims:
        by_path[claim.path].append(claim)
    kept: list[_Claim] = []
    for path, rivals in by_path.items():
        strongest = max(claim.strength for claim in rivals)
        best = [claim for claim in rivals if claim.strength == strongest]
        if len({claim.item for claim in best}) > 1:
            titles = [feed.items[claim.item].name for claim in best]
            unclear.append(_shared(path, titles, feed.path.parent))
        else:
            kept.append(best[0])
    return sorted(kept, key=lambda claim: claim.item)


def _of_each_language(
    feed: Feed, claims: Sequence[_Claim]
) -> tuple[tuple[Match, ...], tuple[tuple[Path, Path], ...]]:
    """Of each item one file in each language, and the files that are other forms of these."""
    groups: defaultdict[tuple[int, str], list[_Claim]] = defaultdict(list)
    for claim in claims:
        groups[claim.item, _language(claim.language or feed.language)].append(claim)
    matches: list[Match] = []
    others: list[tuple[Path, Path]] = []
    for (number, _), group in groups.items():
        if len(group) > 1:
            group.sort(key=lambda claim: (preference(claim.path), len(str(claim.path))))
        first, item = group[0], feed.items[number]
        matches.append(Match(first.path, item, first.how, feed.about(item, first.language)))
        others += [(claim.path, first.path) for claim in group[1:]]
    return tuple(matches), tuple(others)


def _language(tag: str | None) -> str:
    return (tag or "").replace("_", "-").partition("-")[0].casefold()


def languages(named: Iterable[Named], feed: Feed) -> dict[str, list[Named]]:
    """The transcripts that an item names, by their languages."""
    groups: defaultdict[str, list[Named]] = defaultdict(list)
    for each in named:
        groups[_language(each.language or feed.language)].append(each)
    return dict(groups)


def _relative(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix()


def _several(item: Item, found: Sequence[Path], root: Path) -> str:
    names = ", ".join(sorted(_relative(path, root) for path in found)[:3])
    return (
        f"“{item.name}” has {len(found):,} files that may be its transcript, none is used: {names}"
    )


def _shared(path: Path, titles: Sequence[str], root: Path) -> str:
    unique = list(dict.fromkeys(titles))
    named = " and ".join(f"“{title}”" for title in unique[:2])
    count = len(titles)
    return f"{_relative(path, root)} may belong to {count:,} items and is not used: {named}"
