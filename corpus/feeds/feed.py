"""A feed as values: its items, the people and the transcripts that they name."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from corpus.metadata.sidecar import About

#: The role of a person for whom none is given, as the podcast namespace has it.
HOST = "host"


@dataclass(frozen=True, slots=True)
class Named:
    """A transcript that an item names (`podcast:transcript`).

    Attributes:
        url: its address; it may be relative to that of the feed.
        type: its media type in lower case, as the feed gives it; empty where it gives none.
        language: a BCP 47 tag, or None.
    """

    url: str
    type: str = ""
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """An episode.

    Attributes:
        title, date, link, description: as `corpus.model.Program` has them; `link` is its URL.
        guid: its identifier, which may be an address.
        enclosure: the address of its recording.
        topics: its keywords and categories.
        cast: the people who are heard in it and the roles of each (`podcast:person`).
        named: its transcripts.
    """

    title: str | None = None
    date: str | None = None
    link: str | None = None
    guid: str | None = None
    enclosure: str | None = None
    description: str | None = None
    topics: tuple[str, ...] = ()
    cast: tuple[tuple[str, str], ...] = ()
    named: tuple[Named, ...] = ()

    @property
    def name(self) -> str:
        """What it is called in messages."""
        return self.title or self.guid or self.link or self.enclosure or "an item without a title"


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed that was saved.

    Attributes:
        path: its file.
        title: that of the podcast.
        language: its language as a BCP 47 tag, or None.
        address: where it says that it is (`atom:link rel="self"`), or None.
        items: in its order, each once.
        repeated: how many items were left out because they are there twice, word for word.
        left: how many items were not read, because there are too many.
    """

    path: Path
    title: str | None = None
    language: str | None = None
    address: str | None = None
    items: tuple[Item, ...] = ()
    repeated: int = 0
    left: int = 0

    def about(self, item: Item, language: str | None = None) -> About:
        """What is known of the transcript of an item.

        The language is that of the transcript alone: many feeds say `en` for every language.
        """
        return About(
            title=item.title,
            series=self.title,
            date=item.date,
            language=language,
            url=web_address(item.link),
            media_url=web_address(item.enclosure),
            description=item.description,
            topics=item.topics,
        )


def web_address(url: str | None) -> str | None:
    """An address that a browser opens, or None: a link may hold a script."""
    return url if url and url.casefold().startswith(("https://", "http://")) else None
