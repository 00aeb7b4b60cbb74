"""What stands beside a transcript: `transcripts.toml`, the recording, yt-dlp's `.info.json`.

`transcripts.toml` says by hand what files do not say of themselves; `docs/transcripts-toml.md`
describes it. Of a recording only its name is used; it is never opened. What a feed says is added by
`corpus.feeds`.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus import toml
from corpus.errors import CorpusError
from corpus.metadata.dates import iso_date
from corpus.paths import as_text, matched_name, without_surrogates

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

NAME = "transcripts.toml"
INFO = ".info.json"
#: Suffixes of recordings, the ones that are watched before those that are listened to.
MEDIA = (
    ".mp4 .m4v .webm .mkv .mov .avi .wmv .mpg .mpeg .3gp .flv .ogv"
    " .mp3 .m4a .wav .ogg .oga .opus .flac .aac .wma .aif .aiff .amr .caf"
).split()
#: An id of YouTube in brackets at the end of a name, as yt-dlp writes it.
YOUTUBE_ID = re.compile(r"[ _-]*\[([A-Za-z0-9_-]{11})\]$")
# A language and a word such as `auto` stand between the name and the suffix: `X.en.vtt`.
INNER = re.compile(r"\.(?:[a-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,2}|auto|orig|live_chat)$")
# An `.info.json` is some hundred kilobytes; more is not read.
LARGEST = 16 << 20

TEXTS = ("title", "series", "date", "language", "url", "media_url", "description")
KEYS = ("files", *TEXTS, "topics", "speakers", "restricted")


@dataclass(frozen=True, slots=True)
class About:
    """What is known of a transcript from beside it.

    Attributes:
        title, series, date, language, url, media_url, description, topics: as in a program.
        speakers: names for labels; the label `Speaker` is the voice that nobody names.
        restricted: whether it may be shown to nobody; None where nothing says so.
    """

    title: str | None = None
    series: str | None = None
    date: str | None = None
    language: str | None = None
    url: str | None = None
    media_url: str | None = None
    description: str | None = None
    topics: tuple[str, ...] = ()
    speakers: tuple[tuple[str, str], ...] = ()
    restricted: bool | None = None

    def or_else(self, other: About) -> About:
        """This, and what the other one knows besides."""
        known = {each.name: getattr(self, each.name) for each in fields(self)}
        said: dict[str, Any] = {
            name: value for name, value in known.items() if value or value is False
        }
        return replace(other, **said)


NOTHING = About()


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a file, by its weight.

    Attributes:
        by_hand: what `transcripts.toml` says; it goes before what the file says of itself.
        found: what is known from a recording, its `.info.json` and a feed, for what the file
            leaves open.
        cast: the people whom a feed names for it, and the role of each.
    """

    by_hand: About = NOTHING
    found: About = NOTHING
    cast: tuple[tuple[str, str], ...] = ()

    @property
    def digest(self) -> str:
        """A text that changes when any of this does; empty where there is nothing."""
        if self == NOTHING_BESIDE:
            return ""
        # Without a cast the digest is what it was before feeds were read.
        known = (self.by_hand, self.found, self.cast)[: 3 if self.cast else 2]
        return hashlib.blake2b(repr(known).encode(), digest_size=8).hexdigest()

    def with_feed(self, about: About, cast: tuple[tuple[str, str], ...]) -> Beside:
        """This, and what a feed says besides."""
        return replace(self, found=self.found.or_else(about), cast=cast)


NOTHING_BESIDE = Beside()


@dataclass(frozen=True, slots=True)
class Rule:
    """A `[[transcripts]]` of a file: which files, and what is said of them."""

    spec: GitIgnoreSpec
    about: About


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of the `transcripts.toml` files that apply to a folder, the nearest first."""

    levels: Sequence[tuple[Path, Sequence[Rule]]] = field(default=())

    def below(self, folder: Path) -> Rules:
        """These rules with those of a folder under it.

        Raises:
            CorpusError: its `transcripts.toml` cannot be read.
        """
        path = folder / NAME
        if not path.is_file():
            return self
        return Rules(((folder, _read(path)), *self.levels))

    def about(self, path: Path) -> About:
        """What the rules say of a file: in each file the last that matches a key counts."""
        said = NOTHING
        for folder, rules in self.levels:
            name = matched_name(path, folder)
            for rule in reversed(rules):
                if rule.spec.match_file(name):
                    said = said.or_else(rule.about)
        return said


def beside(path: Path, names: Collection[str], rules: Rules) -> Beside:
    """What stands beside a file.

    Args:
        path: the file.
        names: the names in its folder.
        rules: those of the folder.
    """
    stem = path.stem
    inner = INNER.sub("", stem)
    found = NOTHING
    for name in dict.fromkeys((stem, inner)):
        if f"{name}{INFO}" in names:
            found = found.or_else(_info(path.with_name(f"{name}{INFO}")))
        media = next((f"{name}{end}" for end in MEDIA if f"{name}{end}" in names), None)
        if media is not None:
            found = found.or_else(About(media_url=as_text(media)))
    if (youtube := YOUTUBE_ID.search(inner)) and found.url is None:
        address = f"https://www.youtube.com/watch?v={youtube[1]}"
        found = replace(found, url=address)
    return Beside(rules.about(path), found)


def _info(path: Path) -> About:
    """What yt-dlp wrote of a video; nothing where the file is broken or of something else."""
    try:
        if path.stat().st_size > LARGEST:
            return NOTHING
        record = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return NOTHING
    if not isinstance(record, dict):
        return NOTHING

    def text(*keys: str) -> str | None:
        values = (record.get(key) for key in keys)
        found = next((value for value in values if isinstance(value, str) and value.strip()), None)
        return " ".join(without_surrogates(found).split()) if found else None

    tags = record.get("tags")
    url = text("webpage_url", "original_url")
    return About(
        title=text("title", "fulltitle"),
        series=text("series", "channel", "uploader"),
        date=iso_date(text("release_date", "upload_date") or ""),
        language=text("language"),
        url=url if url and url.startswith(("https://", "http://")) else None,
        description=text("description"),
        topics=tuple(without_surrogates(tag) for tag in tags if isinstance(tag, str))
        if isinstance(tags, list)
        else (),
    )


def _read(path: Path) -> list[Rule]:
    """The rules in a `transcripts.toml`, checked key by key."""
    try:
        record = toml.read(path)
    except (OSError, ValueError, RecursionError) as error:
        raise _wrong(path, str(error)) from error
    tables = record.pop("transcripts", [])
    if record:
        raise _wrong(path, f"{next(iter(record))!r} is not expected")
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise _wrong(path, "`transcripts` is a list of tables, `[[transcripts]]`")
    return [_rule(path, number, table) for number, table in enumerate(tables, start=1)]


def _rule(path: Path, number: int, table: Mapping[str, Any]) -> Rule:
    where = f"[[transcripts]] number {number}"
    for key in table:
        if key not in KEYS:
            raise _wrong(path, f"{where}: {key!r} is none of {', '.join(KEYS)}")
    patterns = table.get("files", "*")
    patterns = [patterns] if isinstance(patterns, str) else patterns
    if not _is_texts(patterns):
        raise _wrong(path, f"{where}: `files` is a pattern or a list of patterns")
    values: dict[str, Any] = {}
    for key in TEXTS:
        value = table.get(key)
        if value is not None:
            values[key] = _value(path, where, key, value)
    topics = table.get("topics", [])
    if not _is_texts(topics):
        raise _wrong(path, f"{where}: `topics` is a list of texts")
    speakers = table.get("speakers", {})
    if not isinstance(speakers, dict) or not _is_texts(list(speakers.values())):
        raise _wrong(path, f"{where}: `speakers` is a table of labels and names")
    restricted = table.get("restricted")
    if not isinstance(restricted, bool | None):
        raise _wrong(path, f"{where}: `restricted` is true or false, not {restricted!r}")
    values |= {"topics": tuple(topics), "speakers": tuple(speakers.items())}
    values["restricted"] = restricted
    from pathspec import GitIgnoreSpec  # few folders have rules, and it takes long to load

    try:
        spec = GitIgnoreSpec.from_lines(patterns)
    except ValueError as error:
        raise _wrong(path, f"{where}: `files` cannot be read: {error}") from error
    return Rule(spec, About(**values))


def _value(path: Path, where: str, key: str, value: object) -> str:
    if key == "date":
        # A date of TOML, or a text with a date that may be a year only.
        date = iso_date(str(value))
        if isinstance(value, bool) or date is None:
            raise _wrong(path, f"{where}: `date` is a year, a month or a day, not {value!r}")
        return date
    if not isinstance(value, str) or not value.strip():
        raise _wrong(path, f"{where}: `{key}` is a text, not {value!r}")
    return " ".join(value.split())


def _is_texts(values: object) -> bool:
    return isinstance(values, list) and all(isinstance(value, str) for value in values)


def _wrong(path: Path, reason: str) -> CorpusError:
    return CorpusError(path, reason, advice="mend this file, see docs/transcripts-toml.md")
