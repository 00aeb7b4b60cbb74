"""Sessions that are driven by keys, and what is on their screens then."""

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from textual.pilot import Pilot

from searcher.archive import Archive
from searcher.live.asked import Options
from searcher.live.screens.app import SessionApp
from searcher.live.screens.painting import style_of
from searcher.live.session import Session
from searcher.output.layout import styled

#: In what is written down, a match stands between these signs.
FOUND = "«", "»"
_FOUND = style_of(styled.FOUND)
#: Seconds after which a session hangs.
_HANGS = 60


class Play(NamedTuple):
    """What is done at a terminal.

    Attributes:
        keys: the names of keys; after an equals sign letters that are typed.
        size: columns and lines.
        text: the search to begin with.
    """

    keys: Sequence[str] = ()
    size: tuple[int, int] = (80, 24)
    text: str = ""


def session(folder: Path, options: Options | None = None) -> Session:
    """A session over an index."""
    return Session(lambda: Archive.open(folder), options or Options())


def played(play: Play, made: Session, look: Callable[[SessionApp], str] | None = None) -> str:
    """What is on the screen in the end, or what `look` says of the session."""
    return asyncio.run(_played(play, made, look or screen))[-1]


def each_screen(play: Play, made: Session) -> list[str]:
    """What is on the screen after each key."""
    return asyncio.run(_played(play, made, screen, every=True))


async def _played(
    play: Play, made: Session, look: Callable[[SessionApp], str], *, every: bool = False
) -> list[str]:
    """Press the keys, and look in the end or after each of them."""
    app = SessionApp(made, play.text, watch=None, blinks=False)
    seen = []
    try:
        async with app.run_test(size=play.size) as pilot:
            await settled(pilot, app)
            for key in play.keys:
                await press(pilot, key)
                await settled(pilot, app)
                if every:
                    seen.append(look(app))
            return seen or [look(app)]
    finally:
        made.close()


async def press(pilot: Pilot[None], key: str) -> None:
    """Press a key, or type letters."""
    names = {" ": "space", '"': "quotation_mark", ":": "colon", "*": "asterisk"}
    if key.startswith("="):
        await pilot.press(*(names.get(letter, letter) for letter in key[1:]))
    else:
        await pilot.press(key)


async def settled(pilot: Pilot[None], app: SessionApp) -> None:
    """Wait until nothing is done any more: in no thread, and in no queue of messages."""
    async with asyncio.timeout(_HANGS):
        for _ in range(2):
            await pilot.pause()
            while any(lane.is_busy for lane in app.lanes):
                await asyncio.sleep(0.005)
                await pilot.pause()


def screen(app: SessionApp) -> str:
    """What is on the screen, with the matches between signs, and without blanks at the ends."""
    lines = []
    # The only way to what a screen shows, but for a picture.
    for strip in app.screen._compositor.render_strips():
        line = ""
        for segment in strip:
            style = segment.style
            is_found = style is not None and style == _FOUND
            line += FOUND[0] + segment.text + FOUND[1] if is_found else segment.text
        lines.append(line.replace(FOUND[1] + FOUND[0], "").rstrip())
    return "\n".join(lines) + "\n"
