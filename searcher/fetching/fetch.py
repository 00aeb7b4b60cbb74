"""Bringing the transcripts that a feed names, and the feed itself."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from corpus import files
from corpus.errors import CorpusError
from corpus.feeds import matching, reader
from corpus.feeds.feed import Feed, Item, Named
from corpus.feeds.fetched import FOLDER
from corpus.feeds.forms import names_speakers
from corpus.feeds.matching import FETCHED, Matching
from corpus.feeds.recognised import is_feed, is_feed_head
from searcher.errors import NotFetched
from searcher.fetching import contents, names
from searcher.fetching.client import Client
from searcher.fetching.folder import Folder, opened
from searcher.fetching.network import Network

#: Called with the items that are done, all items, and what the next one is called.
Progress = Callable[[int, int, str], None]

#: Which form is asked for first: one that may name speakers and has times.
_TYPES = (
    "application/json", "text/vtt", "application/srt", "application/x-subrip", "text/srt",
    "text/html", "text/plain",
)  # fmt: skip


@dataclass(slots=True)
class Fetched:
    """What was fetched for a feed.

    Attributes:
        feed: the file of the feed.
        saved: the files that are new or have changed.
        unchanged: how many transcripts are what they were.
        failed: what could not be fetched, with the reason.
        not_asked: how many transcripts each host was not asked for, because it failed before.
        stopped: why the run ended before all items, or None.
    """

    feed: Path
    saved: list[Path] = field(default_factory=list)
    unchanged: int = 0
    failed: list[NotFetched] = field(default_factory=list)
    not_asked: Counter[str] = field(default_factory=Counter)
    stopped: str | None = None

    @property
    def is_nothing(self) -> bool:
        """Whether something was to be fetched, and nothing of it was."""
        return bool(self.failed or self.stopped) and not (self.saved or self.unchanged)


def fetch_feed(url: str, to: Path, network: Network) -> Path:
    """Fetch a feed into a folder; its file. What is no feed is not saved.

    Raises:
        NotFetched: it cannot be fetched.
        CorpusError: it is no feed, or another process fetches into the folder.
        OSError: the folder cannot be written.
    """
    with Client(network) as client:
        known = _known_feed(url, to)
        answer = client.get(url, reader.LARGEST, *known)
        if answer.data is not None:
            if not is_feed_head(answer.data[:4096]):
                raise NotFetched(url, "it is no feed, neither RSS nor Atom")
            try:
                reader.read(Path(names.feed_name(url)), answer.data)
            except CorpusError as error:
                raise NotFetched(url, f"{error.place or 'the feed'}: {error.reason}") from error
        with opened(to) as folder:
            return folder.save_feed(url, names.feed_name(url), answer)


def _known_feed(url: str, to: Path) -> tuple[str | None, str | None]:
    """What the server said of the feed that is here."""
    saved = Folder(to / FOLDER).record.feeds.get(url)
    if saved is None or not is_feed(to / saved.file):
        return None, None
    return saved.etag, saved.modified


def fetch_transcripts(
    feed: Path, network: Network, progress: Progress = lambda done, total, name: None
) -> Fetched:
    """Fetch the transcripts of a feed that are not here, and those that have changed.

    An item of which a transcript lies here that was not fetched is left alone. Of each language the
    forms are asked for in turn until one names speakers.

    Args:
        feed: the file of a feed.
        network: how the network is reached.
        progress: called before each item.

    Raises:
        CorpusError: the feed cannot be read, or another process fetches into its folder.
        OSError: the folder cannot be written.
    """
    said = _matching(feed)
    feed = said.feed.path  # where a link leads
    items = _to_ask(said)
    result = Fetched(feed)
    if not items:
        return result
    with opened(feed.parent) as folder, Client(network) as client:
        run = _Run(said.feed, network, folder, client, result)
        try:
            for done, item in enumerate(items):
                progress(done, len(items), item.name)
                run.fetch(item)
        except _Over as over:
            result.stopped = str(over)
    return result


def _matching(feed: Path) -> Matching:
    """What a feed says of the files that are here.

    Raises:
        CorpusError: it cannot be read.
    """
    said: list[Matching] = []
    failures: list[CorpusError] = []
    for _ in files.find([feed], failed=failures.append, feed_read=said.append):
        pass  # the files themselves are read later, by whoever indexes them
    if not said:
        raise next(iter(failures), CorpusError(feed, "it is no feed, neither RSS nor Atom"))
    return said[0]


def _to_ask(said: Matching) -> list[Item]:
    """The items whose transcripts are asked for: those of which none is here come first."""
    fetched = {match.item: None for match in said.matches if match.how == FETCHED}
    return [item for item in (*said.without, *fetched) if item.named]


class _Over(Exception):
    """The run has taken all that it may."""


class _Run:
    """A run that fetches the transcripts of items one after the other."""

    def __init__(
        self, feed: Feed, network: Network, folder: Folder, client: Client, result: Fetched
    ) -> None:
        self._feed = feed
        self._base = matching.base_of(feed)
        self._limits = network.limits
        self._folder = folder
        self._client = client
        self._result = result
        self._until = time.monotonic() + network.limits.total_seconds
        self._bytes = 0
        self._failing: set[str] = set()

    def fetch(self, item: Item) -> None:
        """Fetch the transcripts of an item.

        Raises:
            _Over: so much is fetched by now, or it has taken so long, that the run ends.
        """
        groups = matching.languages(item.named, self._feed)
        for group in groups.values():
            for named in sorted(group, key=_preference):
                if self._is_settled(item, named, with_language=len(groups) > 1):
                    break

    def _is_settled(self, item: Item, named: Named, *, with_language: bool) -> bool:
        """Fetch a transcript; whether no other form of it is needed."""
        self._check_limits()
        url = matching.resolved(self._base, named.url)
        try:
            if url is None:
                raise NotFetched(named.url, "it is relative, and the feed has no address")
            if (host := _host(url)) in self._failing:
                self._result.not_asked[host] += 1
                return False
            data = self._data(url, item, named, with_language=with_language)
        except NotFetched as error:
            self._result.failed.append(error)
            if error.host_fails:
                self._failing.add(_host(error.url))
            return False
        return names_speakers(data)

    def _check_limits(self) -> None:
        if time.monotonic() > self._until:
            raise _Over(f"it has taken {self._limits.total_seconds:,.0f} seconds")
        if self._bytes > self._limits.total_bytes:
            raise _Over(f"{self._bytes >> 20:,} MB were fetched")

    def _data(self, url: str, item: Item, named: Named, *, with_language: bool) -> bytes:
        """The content of a transcript, which is saved if it is new.

        Raises:
            NotFetched: it cannot be fetched, or is no transcript.
        """
        known = self._folder.known(url)
        etag, modified = (known.etag, known.modified) if known else (None, None)
        answer = self._client.get(url, self._limits.file_bytes, etag, modified)
        if answer.data is None:
            if known is None:
                raise NotFetched(url, "the server says that it is unchanged, and it is not here")
            self._result.unchanged += 1
            return self._folder.file(url).read_bytes()
        self._bytes += len(answer.data)
        stem = names.stem(item, named, with_language=with_language)
        suffix = contents.suffix_of(answer.data, stem, url)
        if reason := contents.refusal(answer.data, stem, suffix, named.type):
            raise NotFetched(url, reason)
        if self._folder.save(url, stem, suffix, answer):
            self._result.saved.append(self._folder.file(url))
        else:
            self._result.unchanged += 1
        return answer.data


def _preference(named: Named) -> int:
    return _TYPES.index(named.type) if named.type in _TYPES else len(_TYPES)


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc.casefold()
    except ValueError:
        return ""
