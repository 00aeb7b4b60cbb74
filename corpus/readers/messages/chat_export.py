"""Chats as JSON: what Slack, Discord, Signal and Google Chat export."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape

from corpus.draft import Draft
from corpus.errors import CorpusError, NotATranscript
from corpus.readers.json.json_tree import Node, loads, looks_like_json, parse
from corpus.readers.messages.message import Message, draft_of
from corpus.source import Source

# What Slack writes about a channel, and nobody in it.
SLACK_NOTICES = re.compile(
    r"(?:channel|group|bot|huddle|pinned|unpinned|reminder|file_comment|tombstone|sh_room|me_left)"
    r".{0,40}|message_deleted|joiner_notification.{0,30}"
)
SLACK_LINK = re.compile(r"<(?P<to>[^<>|\n]{1,2000})(?:\|(?P<shown>[^<>\n]{0,500}))?>")
DISCORD_SPEECH = ("Default", "Reply", "0", "19")
HEAD = 4096
# The list of users beside the channels of an export of Slack.
USERS = "users.json"
LARGEST_USERS = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class _Form:
    """A form of export.

    Attributes:
        keys: what stands near the head of such a file.
        read: its messages and its title.
    """

    keys: tuple[str, ...]
    read: Callable[[Source], tuple[list[Message], str | None]]


def recognises(source: Source) -> bool:
    """Whether the head of the JSON has the keys of one of the exports."""
    return looks_like_json(source) and _form(source) is not None


def read(source: Source) -> Iterator[Draft]:
    """The one chat of the file."""
    form = _form(source)
    if form is None:
        raise NotATranscript(source.path, "it is no chat that is known")
    messages, title = form.read(source)
    draft = draft_of(messages, title)
    if not draft.turns:
        raise NotATranscript(source.path, "nobody wrote anything in this chat but notices")
    yield draft


def _form(source: Source) -> _Form | None:
    head = source.text[:HEAD]
    return next((form for form in FORMS if all(f'"{key}"' in head for key in form.keys)), None)


def _paragraphs(text: str) -> list[str]:
    blocks = (" ".join(block.split()) for block in re.split(r"\n\s*\n", text))
    return [block for block in blocks if block]


def _day(node: Node) -> str | None:
    """The day of `2019-12-24T12:00:00`, or of seconds or milliseconds since 1970."""
    value = node.value
    if isinstance(value, str) and re.match(r"\d{4}-\d{2}-\d{2}", value):
        return value[:10]
    try:
        seconds = float(value) if isinstance(value, str | int | float) else -1.0
        if not 0 < seconds < 1e14:
            return None
        return (
            datetime.fromtimestamp(seconds / (1000 if seconds > 1e11 else 1), UTC)
            .date()
            .isoformat()
        )
    except (ValueError, OverflowError, OSError):
        return None


def _slack(source: Source) -> tuple[list[Message], str | None]:
    nodes = [node for node in parse(source).each() if isinstance(node.value, dict)]
    names = _slack_users(source)
    for node in nodes:
        profile = node.get("user_profile")
        if shown := _slack_name(profile):
            names.setdefault(node.get("user").text(), shown)
    messages = []
    for node in nodes:
        if node.get("type").text() != "message" or _is_notice(node):
            continue
        user = node.get("user", "bot_id").name() or ""
        sender = names.get(user) or node.get("username").name() or user
        text = _slack_text(node.get("text").raw_text(), names)
        messages.append(Message(sender, _paragraphs(text), _day(node.get("ts"))))
    return messages, None


def _is_notice(node: Node) -> bool:
    subtype = node.get("subtype").text()
    return bool(subtype) and SLACK_NOTICES.fullmatch(subtype) is not None


def _slack_name(profile: Node) -> str | None:
    if not isinstance(profile.value, dict):
        return None
    for key in ("real_name", "display_name", "name"):
        if name := profile.get(key).text():
            return name
    return None


def _slack_users(source: Source) -> dict[str, str]:
    """The names of users, from the list that stands over the channels; none where it is not."""
    for folder in (source.path.parent, source.path.parent.parent):
        path = folder / USERS
        try:
            if not path.is_file() or path.stat().st_size > LARGEST_USERS:
                continue
            users = loads(path.read_text(encoding="utf-8"), path)
        except (OSError, UnicodeDecodeError, CorpusError):
            continue
        found = {}
        for node in Node(users, path).each() if isinstance(users, list) else ():
            if isinstance(node.value, dict):
                name = _slack_name(node.get("profile")) or _slack_name(node)
                if name and isinstance(node.value.get("id"), str):
                    found[node.get("id").text()] = name
        return found
    return {}


def _slack_text(text: str, names: dict[str, str]) -> str:
    """The text as people see it: names for ids, words for links."""

    def shown(match: re.Match[str]) -> str:
        to, words = match["to"], match["shown"]
        if to.startswith("@"):
            return f"@{names.get(to[1:]) or words or to[1:]}"
        if to.startswith("#"):
            return f"#{words or to[1:]}"
        if to.startswith("!"):
            return f"@{to[1:].partition('^')[0]}"
        return words or to

    return unescape(SLACK_LINK.sub(shown, text))


def _discord(source: Source) -> tuple[list[Message], str | None]:
    root = parse(source)
    messages = []
    for node in root.get("messages").each():
        if node.holds("type") and str(node.get("type").value) not in DISCORD_SPEECH:
            continue
        author = node.get("author")
        sender = author.get("nickname").text() or author.get("name").text()
        text = node.get("content").raw_text()
        messages.append(Message(sender, _paragraphs(text), _day(node.get("timestamp"))))
    guild, channel = root.get("guild").get("name").text(), root.get("channel").get("name").text()
    return messages, " · ".join(filter(None, (guild, channel))) or None


def _google_chat(source: Source) -> tuple[list[Message], str | None]:
    messages = []
    for node in parse(source).get("messages").each():
        creator = node.get("creator")
        day = node.get("created_date").text()
        when = re.search(r"([^\W\d_]+ \d{1,2}, \d{4})", day)
        text = node.get("text").raw_text()
        messages.append(
            Message(
                creator.get("name").text(), _paragraphs(text), _written(when[1] if when else "")
            )
        )
    return messages, None


def _written(day: str) -> str | None:
    try:
        return datetime.strptime(day, "%B %d, %Y").replace(tzinfo=UTC).date().isoformat()
    except ValueError:
        return None


def _signal(source: Source) -> tuple[list[Message], str | None]:
    messages = []
    for number, line in enumerate(source.text.split("\n"), start=1):
        if not line.strip():
            continue
        node = Node(loads(line, source.path, number), source.path, origin=f"line {number}")
        sender = node.get("sender").text()
        body = node.get("body").raw_text()
        messages.append(Message(sender, _paragraphs(body), _day(node.get("date"))))
    return messages, None


FORMS = (
    _Form(("guild", "channel", "messages"), _discord),
    _Form(("messages", "creator", "created_date"), _google_chat),
    _Form(("sender", "body", "date", "reactions"), _signal),
    _Form(("type", "ts", "user", "text"), _slack),
)
