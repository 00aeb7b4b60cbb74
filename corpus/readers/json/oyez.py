"""Oral arguments as Oyez gives them: sections of turns, each with its speaker and text blocks."""

from collections.abc import Iterator

from corpus.draft import UNNAMED, Draft
from corpus.errors import NotATranscript
from corpus.metadata.dates import iso_date
from corpus.readers.json.json_tree import Node, looks_like_json, parse
from corpus.segmentation import Piece, turns
from corpus.source import Source


def recognises(source: Source) -> bool:
    """Whether it is JSON with text blocks and turns."""
    return looks_like_json(source) and '"text_blocks"' in source.text and '"turns"' in source.text


def read(source: Source) -> Iterator[Draft]:
    """The one argument of the file."""
    root = parse(source)
    # The argument, or its transcript alone.
    transcript = root.get("transcript") if root.holds("transcript") else root
    draft = Draft()
    said = [
        piece
        for section in transcript.get("sections").each()
        for turn in section.get("turns").each()
        for piece in _pieces(turn, draft)
    ]
    draft.turns = turns(said)
    if not draft.turns:
        raise NotATranscript(source.path, "the argument has no turn with anything said in it")
    # The case stands in one title, the day of the argument in the other.
    titles = dict.fromkeys((transcript.get("title").text(), root.get("title").text()))
    draft.title = ": ".join(title for title in titles if title) or None
    draft.date = iso_date(draft.title or "")
    draft.language = "en"
    _link(root, draft)
    yield draft


def _pieces(turn: Node, draft: Draft) -> Iterator[Piece]:
    """The paragraphs of a turn; what a speaker goes on with after a break is the same turn."""
    speaker = turn.get("speaker")
    label = speaker.get("name").text() or UNNAMED
    blocks = [block for block in turn.get("text_blocks").each() if block.get("text").text()]
    start, end = turn.get("start").seconds(), turn.get("stop").seconds()
    if blocks:
        draft.speakers.setdefault(label, _role(speaker))
    for number, block in enumerate(blocks):
        at, to = block.get("start").seconds(), block.get("stop").seconds()
        yield Piece(
            label,
            block.get("text").text(),
            start if number == 0 else at,
            end if number == len(blocks) - 1 else to,
            is_paragraph=True,
        )


def _role(speaker: Node) -> str | None:
    """The title of the speaker's role, such as a justice's; advocates have none."""
    roles = speaker.get("roles")
    if not isinstance(roles.value, list):
        return None
    titles = (role.get("role_title", "type").text() for role in roles.each() if role.value)
    return next((title for title in titles if title), None)


def _link(root: Node, draft: Draft) -> None:
    if root.holds("justia_url", str) or root.holds("href", str):
        draft.url = root.get("justia_url", "href").text() or None
    if root.holds("media_file", list):
        for media in root.get("media_file").each():
            if media.holds("href", str) and draft.media_url is None:
                draft.media_url = media.get("href").text() or None
