"""Lines on standard error about feeds: which items have a transcript, and which have none."""

import shlex
from collections.abc import Iterable, Sequence

import click

from corpus.feeds.feed import Item
from corpus.feeds.matching import Matching
from corpus.paths import as_text
from searcher import safe_text

#: So many items without a transcript are named, if not all are asked for.
_NAMED = 3
_LONGEST = 60


def tell_feeds(
    feeds: Iterable[Matching], *, verbose: bool, explain: bool = False, fetched: bool = False
) -> None:
    """Say what feeds say of the files in their folders.

    Args:
        feeds: what each feed says.
        verbose: name every item without a transcript.
        explain: list all items, with their transcripts.
        fetched: whether what is missing was fetched just now, as far as it could be.
    """
    # A feed that is given is in a folder that may be given, too.
    for said in {each.feed.path: each for each in feeds}.values():
        _tell(said, verbose=verbose)
        if not fetched:
            _tell_how_to_fetch(said)
        for item in said.without if verbose and not explain else ():
            click.echo(safe_text.wrapped(f"  {_described(item)}"), err=True)
        if explain:
            _list_items(said)


def _tell(said: Matching, *, verbose: bool) -> None:
    feed, name = said.feed, as_text(said.feed.path)
    items = safe_text.counted(len(feed.items), "item")
    count = len(feed.items) - len(said.without)
    here = "none has a transcript here" if not count else f"{count:,} with a transcript here"
    safe_text.warn(f"{name}: {items}, {here}")
    name = as_text(feed.path.name)  # one long path is enough
    if feed.repeated:
        safe_text.warn(f"{name}: {safe_text.counted(feed.repeated, 'item')} left out: there twice")
    if feed.left:
        safe_text.warn(f"{name}: {safe_text.counted(feed.left, 'item')} not read: too many")
    for reason in said.unclear if verbose else said.unclear[:_NAMED]:
        safe_text.warn(f"{name}: {reason}")
    if not verbose and (more := len(said.unclear) - _NAMED) > 0:
        safe_text.warn(f"{name}: {more:,} more of this kind; --verbose lists them")
    if count and said.without:
        safe_text.warn(f"{name}: no transcript here of {_listed(said.without)}")


def _tell_how_to_fetch(said: Matching) -> None:
    path, name = as_text(said.feed.path), as_text(said.feed.path.name)
    named = [item for item in said.without if item.named]
    if named:
        one = len(named) == 1
        of = "it" if len(said.without) == 1 else f"{len(named):,} of these"
        names = "names" if one else "name"
        # A name that is not UTF-8 cannot be typed as it is shown.
        typed = shlex.quote(path) if path == str(said.feed.path) else "FEED"
        safe_text.warn(
            f"{name}: {of} {names} a transcript: searcher index {typed} --fetch brings "
            f"{'it' if one else 'them'}"
        )


def _listed(items: Sequence[Item]) -> str:
    names = ", ".join(f"“{safe_text.shortened(item.name, _LONGEST)}”" for item in items[:_NAMED])
    more = len(items) - _NAMED
    return names if more <= 0 else f"{names} and {more:,} more; --verbose lists them"


def _described(item: Item) -> str:
    """An item on one line, and what it names."""
    date = f"{item.date} " if item.date else ""
    named = ", ".join(safe_text.shortened(each.url) for each in item.named)
    return safe_text.one_line(f"{date}{safe_text.shortened(item.name)}: {named or 'names none'}")


def _list_items(said: Matching) -> None:
    """List all items in the order of the feed."""
    root = said.feed.path.parent
    matches: dict[int, list[str]] = {id(match.item): [] for match in said.matches}
    for match in said.matches:
        path = as_text(match.path.relative_to(root))
        matches[id(match.item)].append(f"{path} ({match.how})")
    for item in said.feed.items:
        found = matches.get(id(item))
        if found is None:
            click.echo(safe_text.wrapped(f"  {_described(item)}"), err=True)
            continue
        date = f"{item.date} " if item.date else ""
        line = f"{date}{safe_text.shortened(item.name)}: read from {', '.join(found)}"
        click.echo(safe_text.wrapped(f"  {safe_text.one_line(line)}"), err=True)
